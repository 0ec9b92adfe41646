# Written by `python -m tools.stubs`. Do not edit.
"""Counting elements, and finding those that count."""

from haliax.algebra import Axes, Repeated
from haliax.axis import AxisSelector

def bincount(x: Axes, Counts: AxisSelector, *, weights: Axes | None = None) -> Axes: ...
def nonzero(array: Axes, *, size: AxisSelector) -> tuple[Axes, ...] | Repeated: ...
