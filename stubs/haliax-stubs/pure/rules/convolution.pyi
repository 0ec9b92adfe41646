# Written by `python -m tools.stubs`. Do not edit.
"""Convolutions: channels give way to others, and windows move along some axes, which change their sizes."""

from dataclasses import dataclass

from haliax.pure.axes import Axes
from haliax.pure.wants import Array, Plain, Selector
from haliax.pure.windows import Placed, Window

@dataclass(frozen=True, slots=True)
class Moves:
    """How the windows of a convolution move.

    Attributes:
        windows: The window along each spatial axis.
        more: Of a transposed convolution: how many more elements come out along each spatial axis.
    """

    windows: tuple[Window, ...]
    more: tuple[int, ...] | None = ...

    def placed(self, at: int, name: str, size: int) -> Placed:
        """The windows along one of the spatial axes.

        Raises:
            AxisError: If nothing comes out.
        """

def convolved(
    inputs: Array,
    Spatial: Plain[tuple[str, ...]],
    In: Selector,
    Out: Selector,
    moves: Plain[Moves],
) -> Axes:
    """The axes of what a convolution gives.

    Args:
        inputs: The axes of what it is given.
        Spatial: The axes along which windows move.
        In: The channels that go in.
        Out: The channels that come out, in their place.
        moves: How the windows move.

    Raises:
        AxisError: If the channels or a spatial axis are not there, or the channels are there with another size; if
            there is an axis with the name of the new channels; if nothing comes out.
    """
