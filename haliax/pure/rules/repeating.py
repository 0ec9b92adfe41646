"""Repeating what lies along axes: the axes stay, and grow."""

from __future__ import annotations

from collections.abc import Mapping

from haliax.pure import errors
from haliax.pure.axes import Axes, find, having, resize
from haliax.pure.axis import AxisSelector, name_of, size_of
from haliax.pure.errors import WrongKind
from haliax.pure.operation import Family
from haliax.pure.wants import Array, ArrayOrInt, Loose, Selector

declare = Family("haliax.ops.repeating")


def _tile(array: Array, reps: Loose[Mapping[AxisSelector, object]]) -> Axes:
    out = having(array, tuple(reps))
    for axis, count in reps.items():
        out = resize(out, name_of(axis), _grown(array, axis, count))
    return out


tile = declare("tile", _tile)


def _repeat(array: Array, axis: Selector, repeats: ArrayOrInt) -> Axes:
    if isinstance(repeats, Axes) and repeats.known:
        raise WrongKind(f"expected an integer, got {repeats}")
    return resize(array, name_of(axis), _grown(array, axis, repeats))


repeat = declare("repeat", _repeat)


def _grown(array: Axes, axis: AxisSelector, count: object) -> int | None:
    """The size of an axis that is there so many times; None if it, or how many times, is not known.

    Raises:
        AxisError: If the axis is not there, or that number is below 0.
    """
    size = size_of(find(array, axis))
    if isinstance(count, int) and count < 0:
        raise errors.negative_count(name_of(axis), count)
    if size == 0 or count == 0:
        return 0
    return size * count if size is not None and isinstance(count, int) else None
