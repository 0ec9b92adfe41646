"""Sorting along an axis, and searching in what is sorted."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, find, having, merged_axis, swap
from haliax.pure.axis import name_of, of_size, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalArray, OptionalSelector, Plain, Selector

declare = Family("haliax.ops.sorting")


def _sort(a: Array, axis: Selector) -> Axes:
    return having(a, (axis,))


sort = declare("sort", _sort, "sort")

FLAT = "flat"
"""The axis of an array that was flattened without a name being given."""


def _argsort(a: Array, axis: OptionalSelector) -> Axes:
    if axis is None:
        return Axes((merged_axis(a, FLAT),))
    return having(a, (axis,))


argsort = declare("argsort", _argsort, "argsort")


def _top_k(arr: Array, axis: Selector, k: Plain[int], new_axis: OptionalSelector = None) -> tuple[Axes, Axes]:
    size = size_of(find(arr, axis))
    if not 0 <= k or (size is not None and k > size):
        raise errors.too_many(k, name_of(axis), size)
    name = name_of(axis if new_axis is None else new_axis)
    wanted = None if new_axis is None else size_of(new_axis)
    if wanted is not None and wanted != k:
        raise errors.array_size(name, k, wanted)
    out = swap(arr, axis, [of_size(name, k)])
    return out, out


top_k = declare("top_k", _top_k)


def _searchsorted(a: Array, v: Array, *, sorter: OptionalArray = None) -> Axes:
    for array in (a, sorter):
        if array is not None and (len(array.known) > 1 or (not array.known and not array.is_open)):
            raise errors.one_axis(array)
    if sorter is not None and a.known and sorter.known:
        size, other = size_of(a.known[0]), size_of(sorter.known[0])
        if size is not None and other is not None and size != other:
            raise errors.other_length(sorter, a)
    return v


searchsorted = declare("searchsorted", _searchsorted)
