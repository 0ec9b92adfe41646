"""Sorting along an axis, and searching in what is sorted."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import Axes, find, merged_axis, swap
from haliax.axis import Axis, AxisSelector, name_of, size_of


def sort(a: Axes, axis: AxisSelector) -> Axes:
    find(a, axis)
    return a


FLAT = "flat"
"""The axis of an array that was flattened without a name being given."""


def argsort(a: Axes, axis: AxisSelector | None) -> Axes:
    if axis is None:
        return Axes((merged_axis(a, FLAT),))
    find(a, axis)
    return a


def top_k(arr: Axes, axis: AxisSelector, k: int, new_axis: AxisSelector | None = None) -> tuple[Axes, Axes]:
    size = size_of(find(arr, axis))
    if not 0 <= k or (size is not None and k > size):
        raise errors.too_many(k, name_of(axis), size)
    new = Axis(name_of(axis if new_axis is None else new_axis), k)
    wanted = None if new_axis is None else size_of(new_axis)
    if wanted is not None and wanted != k:
        raise errors.array_size(new.name, k, wanted)
    out = swap(arr, axis, [new])
    return out, out


def searchsorted(a: Axes, v: Axes, *, sorter: Axes | None = None) -> Axes:
    for array in (a, sorter):
        if array is not None and (len(array.known) > 1 or (not array.known and not array.is_open)):
            raise errors.one_axis(array)
    if sorter is not None and a.known and sorter.known:
        size, other = size_of(a.known[0]), size_of(sorter.known[0])
        if size is not None and other is not None and size != other:
            raise errors.other_length(sorter, a)
    return v
