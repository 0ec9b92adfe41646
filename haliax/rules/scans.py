"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from __future__ import annotations

from collections.abc import Mapping

from haliax.algebra import Axes, find, select, swap
from haliax.axis import Axis, AxisSelection, AxisSelector, name_of, size_of


def _scan(a: Axes, axis: AxisSelector) -> Axes:
    find(a, axis)
    return a


cumsum = cumprod = nancumsum = nancumprod = _scan


def roll(array: Axes, axis: AxisSelection | Axes) -> Axes:
    select(array, axis)
    return array


def pad(array: Axes, pad_width: Mapping[AxisSelector, tuple[int, int]]) -> Axes:
    select(array, tuple(pad_width))
    out = array
    for axis, (before, after) in pad_width.items():
        size = size_of(find(array, axis))
        name = name_of(axis)
        out = swap(out, name, [name if size is None else Axis(name, before + size + after)])
    return out


BITS = 8
"""How many bits a byte has."""


def packbits(a: Axes, axis: AxisSelector) -> Axes:
    size = size_of(find(a, axis))
    name = name_of(axis)
    return swap(a, name, [name if size is None else Axis(name, -(-size // BITS))])


def unpackbits(a: Axes, axis: AxisSelector, *, count: int | None = None) -> Axes:
    size = size_of(find(a, axis))
    name = name_of(axis)
    if count is not None and count >= 0:
        return swap(a, name, [Axis(name, count)])
    return swap(a, name, [name if size is None else Axis(name, max(size * BITS + (count or 0), 0))])
