# Written by `python -m tools.stubs`. Do not edit.
"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from collections.abc import Sequence
from types import EllipsisType

from haliax.algebra import Axes
from haliax.axis import AxisSelector

def rearrange(
    array: Axes,
    *args: Sequence[AxisSelector | EllipsisType] | str,
    **kwargs: AxisSelector | int,
) -> Axes: ...
