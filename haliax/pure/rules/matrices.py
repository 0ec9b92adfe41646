"""Operations on the matrices that two axes of an array span."""

from __future__ import annotations

from haliax.pure.axes import Axes, drop, having
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Selector

declare = Family("haliax.ops.matrices")


def _trace(array: Array, axis1: Selector, axis2: Selector) -> Axes:
    return drop(array, (axis1, axis2))


trace = declare("trace", _trace, "trace")


def _triangle(array: Array, axis1: Selector, axis2: Selector) -> Axes:
    return having(array, (axis1, axis2))


tril = declare("tril", _triangle)
triu = declare("triu", _triangle)
