"""Comparing arrays within a tolerance, or as wholes."""

from __future__ import annotations

from functools import partial

import jax.numpy as jnp

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric
from haliax.ops import elementwise
from haliax.ops._arguments import parts_of, signature_of
from haliax.ops._declare import aligned, allowed
from haliax.ops._explicit import implements
from haliax.pure.operation import Operation
from haliax.pure.rules import comparing as rules


@implements(rules.isclose)
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
    return aligned(rules.isclose, _CLOSE[bool(equal_nan)], a, b, more=(rtol, atol))


_CLOSE = {equal_nan: partial(jnp.isclose, equal_nan=equal_nan) for equal_nan in (False, True)}


@implements(rules.allclose)
def allclose(
    a: NamedOrNumeric, b: NamedOrNumeric, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements are equal within a tolerance. See `isclose`. Not for use under jit.

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """
    allowed(rules.allclose, (signature_of(a), signature_of(b)))
    return bool(jnp.all(isclose(a, b, rtol, atol, equal_nan).array))


@implements(rules.array_equal)
def array_equal(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays have the same axes, in any order, and equal elements. Not for use under jit."""
    first, second = _compared(rules.array_equal, a, b)
    return first == second and _all_equal(a, b)


@implements(rules.array_equiv)
def array_equiv(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays broadcast to each other and have equal elements then. Not for use under jit."""
    first, second = _compared(rules.array_equiv, a, b)
    return (first <= second or second <= first) and _all_equal(a, b)


def _compared(operation: Operation[None], a: NamedArray, b: NamedArray) -> tuple[set[Axis], set[Axis]]:
    """The axes of two arrays."""
    allowed(operation, (parts_of(operation, a)[1], parts_of(operation, b)[1]))
    return set(a.axes), set(b.axes)


def _all_equal(a: NamedArray, b: NamedArray) -> bool:
    return bool(jnp.all(elementwise.equal(a, b).array))
