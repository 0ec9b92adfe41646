# Written by `python -m tools.stubs`. Do not edit.
"""Counting elements, and finding those that count."""

from typing import Any

from haliax.pure.axes import Axes, Repeated
from haliax.pure.operation import Family, Operation
from haliax.pure.wants import Array, Selector

declare: Family
bincount: Operation[Any]

def positions(array: Array, *, size: Selector) -> tuple[Axes, ...] | Repeated:
    """The axes of the positions of elements: one array of them for each axis."""

nonzero: Operation[Any]
