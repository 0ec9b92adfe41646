# Written by `python -m tools.stubs`. Do not edit.
"""Comparing arrays within a tolerance, or as wholes."""

from haliax.core import NamedArray, NamedOrNumeric

def isclose(
    a: NamedOrNumeric,
    b: NamedOrNumeric,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
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

def allclose(
    a: NamedOrNumeric,
    b: NamedOrNumeric,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> bool:
    """Whether all elements are equal within a tolerance. See `isclose`. Not for use under jit.

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def array_equal(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays have the same axes, in any order, and equal elements. Not for use under jit."""

def array_equiv(a: NamedArray, b: NamedArray) -> bool:
    """Whether two arrays broadcast to each other and have equal elements then. Not for use under jit."""
