"""Changing a part of an array: its axes stay, and the update may have no others."""

from __future__ import annotations

from collections.abc import Mapping

from haliax.pure import errors
from haliax.pure.axes import Axes, having, select, with_sizes
from haliax.pure.axis import AxisSelector, name_of, size_of
from haliax.pure.operation import Family
from haliax.pure.rules import indexing
from haliax.pure.wants import Array, Index, Loose

declare = Family("haliax.ops.updating")


def _at(array: Array, item: Index) -> Axes:
    """The axes of the elements that are updated."""
    return indexing.selected(array, item)


at = declare("at", _at, "at")


def check_update(selected: Axes, update: Axes) -> None:
    """Refuses an update of selected elements that has axes which they lack, or has with another size."""
    extra = [name for name in update.names if selected.has(name) is False]
    if extra:
        raise errors.update_axes(extra, update, selected)
    for axis in update.known:
        size, there = size_of(axis), selected.size(axis.name)
        if size is not None and there is not None and size != there:
            raise errors.operand_sizes(axis.name, [selected, update])


def _updated_slice(array: Array, start: Loose[Mapping[AxisSelector, object]], update: Array) -> Axes:
    extra = [name for name in update.names if array.has(name) is False]
    if extra:
        raise errors.update_axes(extra, update, array)
    select(array, tuple(start))
    begins = {name_of(axis): first for axis, first in start.items()}
    for axis in update.known:
        name, size, whole = axis.name, size_of(axis), array.size(axis.name)
        if size is None or whole is None:
            continue
        first = begins.get(name, 0)
        if not isinstance(first, int):
            first = 0
        if name not in begins and size != whole:
            raise errors.operand_sizes(name, [array, update])
        if not 0 <= first <= first + size <= whole:
            raise errors.outside(name, first, size, whole)
    whole_axes = {name: size for name, size in update.sizes().items() if name not in begins}
    return having(with_sizes(array, whole_axes), tuple(start))


updated_slice = declare("updated_slice", _updated_slice, "updated_slice")
