# Written by `python -m tools.stubs`. Do not edit.
"""The distinct elements of an array, along a new axis."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
unique: Operation[Any]
unique_values: Operation[Any]
unique_counts: Operation[Any]
unique_inverse: Operation[Any]
unique_all: Operation[Any]
