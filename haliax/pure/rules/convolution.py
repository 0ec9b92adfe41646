"""Convolutions: channels give way to others, and windows move along some axes, which change their sizes."""

from __future__ import annotations

from dataclasses import dataclass

from haliax.pure import errors
from haliax.pure.axes import Axes, find, resize, swap
from haliax.pure.axis import name_of, size_of
from haliax.pure.wants import Array, Plain, Selector
from haliax.pure.windows import Placed, Window, placed, spread


@dataclass(frozen=True, slots=True)
class Moves:
    """How the windows of a convolution move.

    Attributes:
        windows: The window along each spatial axis.
        more: Of a transposed convolution: how many more elements come out along each spatial axis.
    """

    windows: tuple[Window, ...]
    more: tuple[int, ...] | None = None

    def placed(self, at: int, name: str, size: int) -> Placed:
        """The windows along one of the spatial axes.

        Raises:
            AxisError: If nothing comes out.
        """
        window = self.windows[at]
        return placed(name, size, window) if self.more is None else spread(name, size, window, self.more[at])


def convolved(inputs: Array, Spatial: Plain[tuple[str, ...]], In: Selector, Out: Selector, moves: Plain[Moves]) -> Axes:
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
    find(inputs, In)
    sizes = [size_of(find(inputs, name)) for name in Spatial]
    if name_of(Out) != name_of(In) and inputs.has(name_of(Out)):
        raise errors.taken(name_of(Out), inputs)
    out = swap(inputs, In, [Out])
    for at, (name, size) in enumerate(zip(Spatial, sizes, strict=True)):
        out = resize(out, name, None if size is None else moves.placed(at, name, size).number)
    return out
