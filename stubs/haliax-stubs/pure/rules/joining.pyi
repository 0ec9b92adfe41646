# Written by `python -m tools.stubs`. Do not edit.
"""Joining arrays along an axis, and taking them apart."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
concatenate: Operation[Any]
stack: Operation[Any]
unbind: Operation[Any]
split: Operation[Any]
