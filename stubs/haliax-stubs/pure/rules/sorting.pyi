# Written by `python -m tools.stubs`. Do not edit.
"""Sorting along an axis, and searching in what is sorted."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
sort: Operation[Any]
FLAT: str
"""The axis of an array that was flattened without a name being given."""

argsort: Operation[Any]
top_k: Operation[Any]
searchsorted: Operation[Any]
