"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from __future__ import annotations

from collections.abc import Mapping

from haliax.pure import errors
from haliax.pure.axes import Axes, find, having, resize
from haliax.pure.axis import AxisSelector, name_of, of_size, size_of
from haliax.pure.errors import WrongKind
from haliax.pure.operation import Family
from haliax.pure.wants import Array, ArrayOrInt, Plain, Selection, Selector

declare = Family("haliax.ops.scans")


def _scan(a: Array, axis: Selector) -> Axes:
    return having(a, (axis,))


cumsum = declare("cumsum", _scan, "cumsum")
cumprod = declare("cumprod", _scan, "cumprod")
nancumsum = declare("nancumsum", _scan)
nancumprod = declare("nancumprod", _scan)


def _roll(array: Array, axis: Selection) -> Axes:
    return having(array, axis)


roll = declare("roll", _roll)


def _pad(array: Array, pad_width: Plain[Mapping[AxisSelector, tuple[int, int]]]) -> Axes:
    out = having(array, tuple(pad_width))
    for axis, (before, after) in pad_width.items():
        size = size_of(find(array, axis))
        out = resize(out, name_of(axis), None if size is None else before + size + after)
    return out


pad = declare("pad", _pad)


def _diff(a: Array, axis: Selector, n: ArrayOrInt = 1) -> Axes:
    if isinstance(n, Axes) and n.known:
        raise WrongKind(f"expected an integer, got {n}")
    size = size_of(find(a, axis))
    if isinstance(n, int) and n < 0:
        raise errors.negative_count(name_of(axis), n)
    if size == 0:
        return having(a, (of_size(name_of(axis), 0),))
    return resize(a, name_of(axis), max(size - n, 0) if size is not None and isinstance(n, int) else None)


diff = declare("diff", _diff)

BITS = 8
"""How many bits a byte has."""


def _packbits(a: Array, axis: Selector) -> Axes:
    size = size_of(find(a, axis))
    return resize(a, name_of(axis), None if size is None else -(-size // BITS))


packbits = declare("packbits", _packbits)


def _unpackbits(a: Array, axis: Selector, *, count: Plain[int | None] = None) -> Axes:
    size = size_of(find(a, axis))
    if count is not None and count >= 0:
        return resize(a, name_of(axis), count)
    return resize(a, name_of(axis), None if size is None else max(size * BITS + (count or 0), 0))


unpackbits = declare("unpackbits", _unpackbits)
