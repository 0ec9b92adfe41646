"""Changing a part of an array: its axes stay, and the update may have no others."""

from __future__ import annotations

from collections.abc import Mapping

from haliax import errors
from haliax.algebra import Axes, select
from haliax.axis import AxisSelector, name_of, size_of


def updated_slice(array: Axes, start: Mapping[AxisSelector, object], update: Axes) -> Axes:
    extra = [name for name in update.names if array.has(name) is False]
    if extra:
        raise errors.extra_axes(extra, update, array)
    select(array, tuple(start))
    begins = {name_of(axis): first for axis, first in start.items()}
    for axis in update.known:
        name, size, whole = name_of(axis), size_of(axis), size_of(array.get(name_of(axis)))
        if size is None or whole is None:
            continue
        first = begins.get(name, 0)
        if not isinstance(first, int):
            first = 0
        if name not in begins and size != whole:
            raise errors.operand_sizes(name, [array, update])
        if not 0 <= first <= first + size <= whole:
            raise errors.outside(name, first, size, whole)
    return array
