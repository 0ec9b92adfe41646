# Written by `python -m tools.stubs`. Do not edit.
"""Orders of axes that leave some open: `(..., Height, Width)`."""

from collections.abc import Sequence
from types import EllipsisType

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector

def arrange(axes: Axes, order: Sequence[AxisSelector | EllipsisType]) -> Axes:
    """The axes in an order that `order` leaves partly open.

    Each `...` takes axes that are not named. Where there are several, an axis that is not named goes into the first of
    them before which all named axes that come earlier in the natural order already stand.

    Raises:
        AxisError: If a named axis is not there or named twice, or one is left out and there is no `...`.
    """

def reorder(axes: Axes, order: Sequence[object]) -> Axes:
    """The axes in another order; one `...` stands for the axes that are not named, in their old order.

    Raises:
        AxisError: If an axis is not there or named twice, or one is left out and there is no `...`.
    """
