"""Reductions: the reduced axes go."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, broadcast, drop, with_sizes
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalArray, OptionalSelection, OptionalSelector

declare = Family("haliax.ops.reductions")


def _reduction(array: Array, axis: OptionalSelection = None, *, where: OptionalArray = None) -> Axes:
    if where is not None:
        check_mask(array, where)
    return drop(array, axis)


def check_mask(array: Axes, where: Axes) -> None:
    """`where` says which elements count, so it may not add axes to the array."""
    extra = [name for name in where.names if array.has(name) is False]
    if extra:
        raise errors.extra_axes(extra, where, array)
    broadcast(array, where)


def fitting(array: Axes, where: Axes | None) -> Axes:
    """The axes of an array, with the sizes that those of a mask tell, if there is one.

    Raises:
        AxisError: If the mask has an axis that the array lacks, or one of another size.
    """
    if where is None:
        return array
    check_mask(array, where)
    return with_sizes(array, where.sizes())


def _position(array: Array, axis: OptionalSelector = None) -> Axes:
    return drop(array, axis)


all = declare("all", _reduction, "all")
any = declare("any", _reduction, "any")
amax = declare("amax", _reduction)
amin = declare("amin", _reduction)
max = declare("max", _reduction, "max")
min = declare("min", _reduction, "min")
mean = declare("mean", _reduction, "mean")
prod = declare("prod", _reduction, "prod")
product = declare("product", _reduction, "product")
ptp = declare("ptp", _reduction, "ptp")
std = declare("std", _reduction, "std")
sum = declare("sum", _reduction, "sum")
var = declare("var", _reduction, "var")
nanmax = declare("nanmax", _reduction)
nanmin = declare("nanmin", _reduction)
nanmean = declare("nanmean", _reduction)
nanprod = declare("nanprod", _reduction)
nanstd = declare("nanstd", _reduction)
nansum = declare("nansum", _reduction)
nanvar = declare("nanvar", _reduction)

argmax = declare("argmax", _position, "argmax")
argmin = declare("argmin", _position, "argmin")
nanargmax = declare("nanargmax", _position)
nanargmin = declare("nanargmin", _position)
