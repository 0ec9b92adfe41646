"""Comparing arrays within a tolerance, or as wholes."""

from __future__ import annotations

from haliax.pure.axes import Axes, broadcast
from haliax.pure.operation import Family
from haliax.pure.wants import Array

declare = Family("haliax.ops.comparing")


def _isclose(a: Array, b: Array) -> Axes:
    return broadcast(a, b)


isclose = declare("isclose", _isclose)


def _allclose(a: Array, b: Array) -> None:
    broadcast(a, b)


allclose = declare("allclose", _allclose)


def _of_any_axes(a: Array, b: Array) -> None:
    return None


array_equal = declare("array_equal", _of_any_axes)
array_equiv = declare("array_equiv", _of_any_axes)
