"""Statistics that are more than a sum: medians, quantiles, weighted means, covariances."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, select, swap
from haliax.pure.axis import name_of, of_size, size_of
from haliax.pure.matching import concatenated
from haliax.pure.operation import Family
from haliax.pure.rules.reductions import check_mask
from haliax.pure.wants import Array, OptionalArray, OptionalSelection, OptionalSelector, Selector

declare = Family("haliax.ops.statistics")


def _median(array: Array, axis: OptionalSelection = None) -> Axes:
    return drop(array, axis)


median = declare("median", _median)
nanmedian = declare("nanmedian", _median)


def _quantile(array: Array, q: Array, axis: OptionalSelection = None) -> Axes:
    rest = drop(array, axis)
    for name in q.names:
        if rest.has(name):
            raise errors.taken(name, rest)
    return concatenated((q, rest))


quantile = declare("quantile", _quantile)
nanquantile = declare("nanquantile", _quantile)
percentile = declare("percentile", _quantile)
nanpercentile = declare("nanpercentile", _quantile)


def _average(array: Array, axis: OptionalSelection = None, *, weights: OptionalArray = None) -> Axes:
    if weights is not None:
        check_mask(array, weights)
    return drop(array, axis)


average = declare("average", _average)

SECOND = "_cov"
"""What the second axis of a covariance has after the name of the first, where no name was given."""


def _cov(array: Array, axis: Selector, variable: Selector, new_axis: OptionalSelector = None) -> Axes:
    found = select(array, (axis, variable)).known[1]
    second = f"{found.name}{SECOND}" if new_axis is None else name_of(new_axis)
    size, wanted = size_of(found), None if new_axis is None else size_of(new_axis)
    if size is not None and wanted is not None and size != wanted:
        raise errors.array_size(second, size, wanted)
    if second == found.name:
        raise errors.taken(second, array)
    size = wanted if size is None else size
    return swap(drop(array, axis), found, [of_size(found.name, size), of_size(second, size)])


cov = declare("cov", _cov)
