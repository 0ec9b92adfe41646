"""Comparing arrays within a tolerance, or as wholes."""

from __future__ import annotations

from functools import partial

import jax.numpy as jnp

from haliax.algebra import Axes
from haliax.core import NamedArray, NamedOrNumeric
from haliax.errors import AxisError
from haliax.ops import _declare
from haliax.ops._plan import array_of
from haliax.ops.reductions import all as all_of
from haliax.rules import comparing as rules


def isclose(
    a: NamedOrNumeric, b: NamedOrNumeric, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> NamedArray:
    """Whether elements are equal within a tolerance: `|a - b| <= atol + rtol * |b|`.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Args:
        a: An array or a number.
        b: An array or a number.
        rtol: The tolerance relative to `b`.
        atol: The absolute tolerance.
        equal_nan: Whether NaN equals NaN.

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """
    return _declare.aligned("isclose", _CLOSE[bool(equal_nan)], _of_two, a, b, rtol, atol)


_CLOSE = {equal_nan: partial(jnp.isclose, equal_nan=equal_nan) for equal_nan in (False, True)}


def _of_two(a: Axes, b: Axes, rtol: Axes, atol: Axes) -> Axes:
    return rules.isclose(a, b)


def allclose(
    a: NamedOrNumeric, b: NamedOrNumeric, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements are equal within a tolerance. See `isclose`. Not for use under jit.

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """
    try:
        return bool(all_of(isclose(a, b, rtol, atol, equal_nan)))
    except AxisError as error:
        error.op = "allclose"
        raise


def array_equal(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays have the same axes, in any order, and equal elements. Not for use under jit."""
    if set(array_of("array_equal", a).axes) != set(array_of("array_equal", b).axes):
        return False
    return _all_equal(a, b)


def array_equiv(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays broadcast to each other and have equal elements then. Not for use under jit."""
    left, right = set(array_of("array_equiv", a).axes), set(array_of("array_equiv", b).axes)
    return (left <= right or right <= left) and _all_equal(a, b)


def _all_equal(a: NamedArray, b: NamedArray) -> bool:
    return bool(jnp.all(_declare.aligned("array_equal", jnp.equal, rules.isclose, a, b).array))
