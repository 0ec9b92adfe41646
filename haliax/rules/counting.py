"""Counting elements, and finding those that count."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import Axes, Repeated, same
from haliax.axis import AxisSelector


def bincount(x: Axes, Counts: AxisSelector, *, weights: Axes | None = None) -> Axes:
    if len(x.known) > 1 or (not x.known and not x.is_open):
        raise errors.one_axis(x)
    if weights is not None:
        same(x, weights)
    return Axes((Counts,))


def nonzero(array: Axes, *, size: AxisSelector) -> tuple[Axes, ...] | Repeated:
    if not array.known and not array.is_open:
        raise errors.no_axes("finding positions")
    out = Axes((size,))
    return Repeated(out, None) if array.is_open else (out,) * len(array.known)
