# Written by `python -m tools.stubs`. Do not edit.
"""Windows that move along axes, as in convolutions and pooling: how many there are, and what they make of a size.

Sizes are those of torch, whose documentation gives the formulas: `Conv2d`, `ConvTranspose2d`, `MaxPool2d`. See Dumoulin
and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Pair: TypeAlias = tuple[int, int]
"""How much padding there is before the first element of an axis, and after the last."""

Padding: TypeAlias = str | int | Sequence[int] | Sequence[Pair]
"""Padding of several axes: a way to settle it, one number for all, a number for each, or a pair for each."""

WAYS: tuple[str, ...]
"""The ways to settle the padding by the sizes: as much as gives a window for each element, or for each that a stride
comes to; an odd one after the last element, or before the first.
"""

class Window(NamedTuple):
    """A window that moves along one axis.

    Attributes:
        size: How many elements it has.
        stride: How far it moves.
        padding: The padding of the axis, or a way to settle it.
        dilation: How far its elements are apart.
    """

    size: int
    stride: int = ...
    padding: Pair | str = ...
    dilation: int = ...

    @property
    def span(self) -> int:
        """From its first element to its last."""

class Placed(NamedTuple):
    """The windows along an axis of known size.

    Attributes:
        number: How many there are.
        padding: The padding that they take.
    """

    number: int
    padding: Pair

def placed(name: str, size: int, window: Window, *, ceil: bool = False) -> Placed:
    """The windows along an axis.

    Args:
        name: The axis.
        size: Its size.
        window: The window.
        ceil: Whether one more may go over the end, as long as it begins before that.

    Raises:
        AxisError: If not even one fits.
    """

def counted(size: int, window: Window, windows: Placed, *, with_padding: bool) -> tuple[int, ...]:
    """How many elements each window has, with those of the padding or without."""

def spread(name: str, size: int, window: Window, more: int) -> Placed:
    """The same for a transposed convolution: how many elements come out, and the padding between which they are found.

    The elements that go in are set apart by the stride, with zeros between and around them.

    Args:
        name: The axis.
        size: Its size.
        window: The window of the convolution that this one is the transpose of.
        more: How many more elements come out, of all sizes that the convolution would bring to this one.

    Raises:
        AxisError: If nothing comes out.
    """

def numbers(what: str, given: object, axes: Sequence[str], least: int) -> tuple[int, ...]:
    """A number for each axis, from one for all or one for each.

    Raises:
        AxisError: If there are more or fewer than axes, or one is too small.
        TypeError: If it is not that.
    """

def paddings(given: object, axes: Sequence[str]) -> tuple[Pair | str, ...]:
    """The padding of each axis.

    Raises:
        AxisError: If there are more or fewer than axes, or one is below 0.
        TypeError: If it is not padding.
    """
