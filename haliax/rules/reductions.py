"""Reductions: the reduced axes go."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import Axes, broadcast, drop
from haliax.axis import AxisSelection, AxisSelector


def _reduction(array: Axes, axis: AxisSelection | Axes | None = None, *, where: Axes | None = None) -> Axes:
    if where is not None:
        _check_where(array, where)
    return drop(array, axis)


def _check_where(array: Axes, where: Axes) -> None:
    """`where` says which elements count, so it may not add axes to the array."""
    extra = [name for name in where.names if array.has(name) is False]
    if extra:
        raise errors.extra_axes(extra, where, array)
    broadcast(array, where)


all = any = amax = amin = max = min = mean = prod = product = ptp = std = sum = var = _reduction
nanmax = nanmin = nanmean = nanprod = nanstd = nansum = nanvar = _reduction


def _position(array: Axes, axis: AxisSelector | None = None) -> Axes:
    return drop(array, axis)


argmax = argmin = nanargmax = nanargmin = _position
