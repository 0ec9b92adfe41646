"""Joining arrays along an axis, and taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from haliax import errors
from haliax.algebra import Axes, Repeated, drop, find, same, swap
from haliax.axis import Axis, AxisSelector, name_of, show, size_of


def concatenate(axis: AxisSelector, arrays: Sequence[Axes]) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    name = name_of(axis)
    parts = [size_of(find(array, name)) for array in arrays]
    sizes = [part for part in parts if part is not None]
    total = sum(sizes) if len(sizes) == len(parts) else None
    wanted = size_of(axis)
    # Code that joins pieces of an axis names it by that of a piece as often as by that of the whole.
    if total is not None and wanted is not None and wanted not in (total, *sizes):
        raise errors.sum_conflict(show([Axis(name, size) for size in sizes]), total, name, wanted)
    first = same(*(swap(array, name, [name]) for array in arrays))
    return first if total is None else swap(first, name, [Axis(name, total)])


def stack(axis: AxisSelector, arrays: Sequence[Axes]) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    first = same(*arrays)
    name, size = name_of(axis), size_of(axis)
    if first.has(name):
        raise errors.taken(name, first)
    if size is not None and size != len(arrays):
        raise errors.array_size(name, len(arrays), size)
    return replace(first, head=(Axis(name, len(arrays)), *first.head))


def unbind(array: Axes, axis: AxisSelector) -> Repeated:
    found = find(array, axis)
    return Repeated(drop(array, axis), size_of(found))


def split(a: Axes, axis: AxisSelector, new_axes: Sequence[Axis]) -> tuple[Axes, ...]:
    total = size_of(find(a, axis))
    sizes = [size_of(new) for new in new_axes]
    known = [size for size in sizes if size is not None]
    if total is not None and len(known) == len(sizes) and sum(known) != total:
        raise errors.sum_conflict(show(new_axes), sum(known), name_of(axis), total)
    return tuple(swap(a, axis, [new]) for new in new_axes)
