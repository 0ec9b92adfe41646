"""Windows that move along axes, as in convolutions and pooling: how many there are, and what they make of a size.

Sizes are those of torch, whose documentation gives the formulas: `Conv2d`, `ConvTranspose2d`, `MaxPool2d`. See Dumoulin
and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import NamedTuple, TypeAlias

from haliax.pure import window_errors as errors
from haliax.pure.axis import show
from haliax.pure.errors import WrongKind

Pair: TypeAlias = tuple[int, int]
"""How much padding there is before the first element of an axis, and after the last."""

Padding: TypeAlias = str | int | Sequence[int] | Sequence[Pair]
"""Padding of several axes: a way to settle it, one number for all, a number for each, or a pair for each."""

WAYS = ("SAME", "SAME_LOWER")
"""The ways to settle the padding by the sizes: as much as gives a window for each element, or for each that a stride
comes to; an odd one after the last element, or before the first."""


class Window(NamedTuple):
    """A window that moves along one axis.

    Attributes:
        size: How many elements it has.
        stride: How far it moves.
        padding: The padding of the axis, or a way to settle it.
        dilation: How far its elements are apart.
    """

    size: int
    stride: int = 1
    padding: Pair | str = (0, 0)
    dilation: int = 1

    @property
    def span(self) -> int:
        """From its first element to its last."""
        return self.dilation * (self.size - 1) + 1


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
    if isinstance(window.padding, str):
        count = -(-size // window.stride)
        before, after = _halves(max((count - 1) * window.stride + window.span - size, 0), window.padding)
        return Placed(count, (before, after))
    before, after = window.padding
    room = size + before + after - window.span
    count = (room + (window.stride - 1 if ceil else 0)) // window.stride + 1
    if ceil and (count - 1) * window.stride >= size + before:  # it would begin in the padding after the end
        count -= 1
    if count < 1 or size + before + after < 1:
        raise errors.too_large(name, size, window.padding, window.span)
    return Placed(count, (before, max(after, (count - 1) * window.stride + window.span - size - before)))


def _halves(total: int, way: str) -> Pair:
    less, more = total // 2, total - total // 2
    return (more, less) if way == "SAME_LOWER" else (less, more)


def counted(size: int, window: Window, windows: Placed, *, with_padding: bool) -> tuple[int, ...]:
    """How many elements each window has, with those of the padding or without."""
    before, after = window.padding if with_padding and not isinstance(window.padding, str) else (0, 0)
    starts = [i * window.stride - windows.padding[0] for i in range(windows.number)]
    if with_padding and isinstance(window.padding, str):
        before, after = windows.padding
    return tuple(max(min(start + window.size, size + after) - max(start, -before), 0) for start in starts)


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
    padding, reach = window.padding, window.span - 1
    if isinstance(padding, str):
        total = window.span - window.stride + more
        more = max(-total, 0)
        padding = _halves(max(total, 0), padding)
    around = (reach - padding[0], reach - padding[1] + more)
    out = (size - 1) * window.stride + 1 + sum(around) - reach
    if out < 1:
        raise errors.nothing_left(name, size, out)
    return Placed(out, around)


def numbers(what: str, given: object, axes: Sequence[str], least: int) -> tuple[int, ...]:
    """A number for each axis, from one for all or one for each.

    Raises:
        AxisError: If there are more or fewer than axes, or one is too small.
        TypeError: If it is not that.
    """
    found = tuple(given) if isinstance(given, list | tuple) else (given,) * len(axes)
    if len(found) != len(axes):
        raise errors.wrong_numbers(what, len(found), show(axes))
    return tuple(_number(what, one, least) for one in found)


def _number(what: str, given: object, least: int) -> int:
    if type(given) is bool or not isinstance(given, Integral):
        raise WrongKind(f"expected an integer as {what}, or one for each axis, got {given!r}")
    if given < least:
        raise errors.too_small(what, int(given), least)
    return int(given)


def paddings(given: object, axes: Sequence[str]) -> tuple[Pair | str, ...]:
    """The padding of each axis.

    Raises:
        AxisError: If there are more or fewer than axes, or one is below 0.
        TypeError: If it is not padding.
    """
    if isinstance(given, str):
        if given == "VALID":
            return ((0, 0),) * len(axes)
        if given not in WAYS:
            raise WrongKind(f"expected 'VALID', 'SAME', 'SAME_LOWER' or numbers as the padding, got {given!r}")
        return (given,) * len(axes)
    if isinstance(given, list | tuple) and any(isinstance(one, list | tuple) for one in given):
        if len(given) != len(axes):
            raise errors.wrong_numbers("the padding", len(given), show(axes))
        return tuple(_pair(one) for one in given)
    return tuple((one, one) for one in numbers("the padding", given, axes, 0))


def _pair(given: object) -> Pair:
    before, after = numbers("the padding of an axis", given, ("before", "after"), 0)
    return before, after
