"""Operations on the matrices that two axes of an array span."""

from __future__ import annotations

from haliax.algebra import Axes, drop, select
from haliax.axis import AxisSelector


def trace(array: Axes, axis1: AxisSelector, axis2: AxisSelector) -> Axes:
    return drop(array, (axis1, axis2))


def _triangle(array: Axes, axis1: AxisSelector, axis2: AxisSelector) -> Axes:
    select(array, (axis1, axis2))
    return array


tril = triu = _triangle
