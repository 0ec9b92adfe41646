"""Counting elements, and finding those that count."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, Repeated, same
from haliax.pure.axis import as_axis
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalArray, Selector

declare = Family("haliax.ops.counting")


def _bincount(x: Array, Counts: Selector, *, weights: OptionalArray = None) -> Axes:
    if len(x.known) > 1 or (not x.known and not x.is_open):
        raise errors.one_axis(x)
    if weights is not None:
        same(x, weights)
    return Axes((as_axis(Counts),))


bincount = declare("bincount", _bincount)


def positions(array: Array, *, size: Selector) -> tuple[Axes, ...] | Repeated:
    """The axes of the positions of elements: one array of them for each axis."""
    if not array.known and not array.is_open:
        raise errors.no_axes("finding positions")
    out = Axes((as_axis(size),))
    return Repeated(out, None) if array.is_open else (out,) * len(array.known)


nonzero = declare("nonzero", positions)
