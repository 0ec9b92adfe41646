"""The distinct elements of an array, along a new axis."""

from __future__ import annotations

from haliax.pure.axes import Axes, find, swap
from haliax.pure.axis import as_axis
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalSelector, Plain, Selector

declare = Family("haliax.ops.distinct")


def _values(array: Array, Unique: Selector, *, axis: OptionalSelector = None) -> Axes:
    return Axes((as_axis(Unique),)) if axis is None else swap(array, axis, [Unique])


def _counts(Unique: Selector) -> Axes:
    """The axes of how often each distinct element occurs, and of where it first does."""
    return Axes((as_axis(Unique),))


def _inverse(array: Axes, axis: OptionalSelector) -> Axes:
    """The axes of which distinct element each element of the array is."""
    return array if axis is None else Axes((find(array, axis),))


def _unique(
    array: Array,
    Unique: Selector,
    *,
    return_index: Plain[bool] = False,
    return_inverse: Plain[bool] = False,
    return_counts: Plain[bool] = False,
    axis: OptionalSelector = None,
) -> Axes | tuple[Axes, ...]:
    values = _values(array, Unique, axis=axis)
    index = (_counts(Unique),) if return_index else ()
    inverse = (_inverse(array, axis),) if return_inverse else ()
    counts = (_counts(Unique),) if return_counts else ()
    more = (*index, *inverse, *counts)
    return (values, *more) if more else values


unique = declare("unique", _unique)
unique_values = declare("unique_values", _values)


def _with_counts(array: Array, Unique: Selector, *, axis: OptionalSelector = None) -> tuple[Axes, Axes]:
    return _values(array, Unique, axis=axis), _counts(Unique)


unique_counts = declare("unique_counts", _with_counts)


def _with_inverse(array: Array, Unique: Selector, *, axis: OptionalSelector = None) -> tuple[Axes, Axes]:
    return _values(array, Unique, axis=axis), _inverse(array, axis)


unique_inverse = declare("unique_inverse", _with_inverse)


def _with_all(array: Array, Unique: Selector, *, axis: OptionalSelector = None) -> tuple[Axes, Axes, Axes, Axes]:
    counts = _counts(Unique)
    return _values(array, Unique, axis=axis), counts, _inverse(array, axis), counts


unique_all = declare("unique_all", _with_all)
