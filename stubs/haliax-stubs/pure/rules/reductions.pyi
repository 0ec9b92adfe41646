# Written by `python -m tools.stubs`. Do not edit.
"""Reductions: the reduced axes go."""

from typing import Any

from haliax.pure.axes import Axes
from haliax.pure.operation import Family, Operation

declare: Family

def check_mask(array: Axes, where: Axes) -> None:
    """`where` says which elements count, so it may not add axes to the array."""

def fitting(array: Axes, where: Axes | None) -> Axes:
    """The axes of an array, with the sizes that those of a mask tell, if there is one.

    Raises:
        AxisError: If the mask has an axis that the array lacks, or one of another size.
    """

all: Operation[Any]
any: Operation[Any]
amax: Operation[Any]
amin: Operation[Any]
max: Operation[Any]
min: Operation[Any]
mean: Operation[Any]
prod: Operation[Any]
product: Operation[Any]
ptp: Operation[Any]
std: Operation[Any]
sum: Operation[Any]
var: Operation[Any]
nanmax: Operation[Any]
nanmin: Operation[Any]
nanmean: Operation[Any]
nanprod: Operation[Any]
nanstd: Operation[Any]
nansum: Operation[Any]
nanvar: Operation[Any]
argmax: Operation[Any]
argmin: Operation[Any]
nanargmax: Operation[Any]
nanargmin: Operation[Any]
