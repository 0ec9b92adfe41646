"""Joining arrays along an axis, and taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from haliax.pure import errors
from haliax.pure.axes import Axes, Repeated, drop, find, resize, same, swap
from haliax.pure.axis import AxisSelector, name_of, of_size, show, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Arrays, Plain, Selector

declare = Family("haliax.ops.joining")


def _concatenate(axis: Selector, arrays: Arrays) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    name = name_of(axis)
    parts = [size_of(find(array, name)) for array in arrays]
    sizes = [part for part in parts if part is not None]
    total = sum(sizes) if len(sizes) == len(parts) else None
    wanted = size_of(axis)
    # Code that joins pieces of an axis names it by that of a piece as often as by that of the whole.
    if total is not None and wanted is not None and wanted not in (total, *sizes):
        raise errors.sum_conflict(show([of_size(name, size) for size in sizes]), total, name, wanted)
    return resize(same(*(resize(array, name, None) for array in arrays)), name, total)


concatenate = declare("concatenate", _concatenate)


def _stack(axis: Selector, arrays: Arrays) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    first = same(*arrays)
    name, size = name_of(axis), size_of(axis)
    if first.has(name):
        raise errors.taken(name, first)
    if size is not None and size != len(arrays):
        raise errors.array_size(name, len(arrays), size)
    return replace(first, head=(of_size(name, len(arrays)), *first.head))


stack = declare("stack", _stack)


def _unbind(array: Array, axis: Selector) -> Repeated:
    found = find(array, axis)
    return Repeated(drop(array, axis), size_of(found))


unbind = declare("unbind", _unbind, "unbind")


def _split(a: Array, axis: Selector, new_axes: Plain[Sequence[AxisSelector]]) -> tuple[Axes, ...]:
    total = size_of(find(a, axis))
    sizes = [size_of(new) for new in new_axes]
    known = [size for size in sizes if size is not None]
    if total is not None and len(known) == len(sizes) and sum(known) != total:
        raise errors.sum_conflict(show(new_axes), sum(known), name_of(axis), total)
    return tuple(swap(a, axis, [new]) for new in new_axes)


split = declare("split", _split, "split")
