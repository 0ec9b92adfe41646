# Written by `python -m tools.stubs`. Do not edit.
"""Pooling: one value for each window along some axes. The axes keep their names and their order."""

from typing import Any

from haliax.pure import windows
from haliax.pure.axes import Axes
from haliax.pure.operation import Family, Operation
from haliax.pure.windows import Placed

declare: Family

def windows_of(axes: Axes, stride: object, padding: object) -> tuple[windows.Window, ...]:
    """The windows along axes, each of which says how long its window is.

    Raises:
        AxisError: If an axis has no size, or stride and padding do not go with the axes.
        TypeError: If those are no numbers.
    """

def pooled(name: str, size: int, window: windows.Window, *, ceil: bool) -> Placed:
    """The windows along an axis, in each of which there is an element.

    Raises:
        AxisError: If not even one fits, or one lies wholly in padding.
    """

max_pool: Operation[Any]
min_pool: Operation[Any]
mean_pool: Operation[Any]
pool: Operation[Any]
