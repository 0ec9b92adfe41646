# Written by `python -m tools.stubs`. Do not edit.
"""Reductions: the reduced axes go."""

from haliax.algebra import Axes
from haliax.axis import AxisSelection
from haliax.axis import AxisSelector

def all(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def any(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def amax(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def amin(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def max(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def min(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def mean(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def prod(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def product(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def ptp(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def std(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def sum(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def var(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanmax(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanmin(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanmean(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanprod(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanstd(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nansum(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def nanvar(
    array: Axes,
    axis: AxisSelection | Axes | None = None,
    *,
    where: Axes | None = None,
) -> Axes: ...

def argmax(array: Axes, axis: AxisSelector | None=None) -> Axes: ...
def argmin(array: Axes, axis: AxisSelector | None=None) -> Axes: ...
def nanargmax(array: Axes, axis: AxisSelector | None=None) -> Axes: ...
def nanargmin(array: Axes, axis: AxisSelector | None=None) -> Axes: ...
