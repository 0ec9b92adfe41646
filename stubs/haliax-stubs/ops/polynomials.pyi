# Written by `python -m tools.stubs`. Do not edit.
"""Polynomials, as in `jax.numpy`: coefficients along one axis, highest power first.

The result's axis has the name that the first named operand gives it, `degree` if none does.
"""

from typing import Any

from jax.typing import ArrayLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, NamedOrNumeric
from haliax.pure.rules.polynomials import DEFAULT_POLY_AXIS_NAME as DEFAULT_POLY_AXIS_NAME

def poly(seq_of_zeros: NamedArray | ArrayLike) -> NamedArray:
    """The polynomial with these zeros.

    Axes: `[root=3] -> [root=4]`

    Raises:
        AxisError: If the array has more than one axis.
    """

def polyadd(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The sum of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=5]`

    Raises:
        AxisError: If one has more than one axis.
    """

def polysub(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The difference of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=5]`

    Raises:
        AxisError: If one has more than one axis.
    """

def polymul(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The product of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=7]`

    Raises:
        AxisError: If one has more than one axis.
    """

def polydiv(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> tuple[NamedArray, NamedArray]:
    """The quotient and the remainder of two polynomials.

    Axes: `[degree=5], [degree=3] -> [degree=3], [degree=5]`

    The remainder keeps the length of `p1`, its high powers being 0.

    Raises:
        AxisError: If one has more than one axis.
    """

def polyint(p: NamedArray | ArrayLike, m: int = 1, k: ArrayLike | NamedArray | None = None) -> NamedArray:
    """The antiderivative of a polynomial.

    Axes: `[degree=3] -> [degree=4]`

    Args:
        p: The coefficients.
        m: How often to integrate.
        k: The constants of integration, 0 by default.

    Raises:
        AxisError: If `p` has more than one axis.
    """

def polyder(p: NamedArray | ArrayLike, m: int = 1) -> NamedArray:
    """The derivative of a polynomial.

    Axes: `[degree=3] -> [degree=2]`

    Args:
        p: The coefficients.
        m: How often to differentiate.

    Raises:
        AxisError: If `p` has more than one axis.
    """

def polyval(p: NamedArray | ArrayLike, x: NamedOrNumeric) -> NamedArray:
    """The value of a polynomial at each element of `x`, whose axes stay.

    Axes: `[degree], [batch, embed] -> [batch, embed]`

    Returns:
        A NamedArray if `x` is one, else a jax array.

    Raises:
        AxisError: If `p` has more than one axis.
    """

def roots(p: NamedArray | ArrayLike) -> NamedArray:
    """The zeros of a polynomial. Leading coefficients that are 0 are left out, so this is not for use under jit.

    Axes: `[degree=4] -> [degree=3]`

    Raises:
        AxisError: If `p` has more than one axis.
    """

def trim_zeros(f: NamedArray | ArrayLike, trim: str = "fb") -> NamedArray:
    """The array without zeros at its ends. Not for use under jit.

    Axes: `[degree] -> [degree]`

    Args:
        f: The values.
        trim: Where to trim: "f" for the front, "b" for the back.

    Raises:
        AxisError: If `f` has more than one axis.
    """

def vander(x: NamedArray, degree: AxisSelector) -> NamedArray:
    """The Vandermonde matrix: the powers of each element, the highest first.

    Axes: `[sample=5], degree=3 -> [sample=5, degree=3]`

    Args:
        x: The values, along one axis.
        degree: The axis of the powers. As long as that of `x` if it is given by its name alone.

    Raises:
        AxisError: If `x` has another number of axes than one, or `degree` is its name.
    """

def polyfit(
    x: NamedArray | ArrayLike,
    y: NamedArray | ArrayLike,
    deg: int,
    rcond: ArrayLike | None = None,
    full: bool = False,
    w: NamedArray | ArrayLike | None = None,
    cov: bool = False,
) -> Any:
    """The polynomial of degree `deg` that fits points best, by least squares.

    Axes: `[sample], [sample], 2 -> [sample=3]`

    Args:
        x: The points' first coordinates.
        y: Their second coordinates.
        deg: The degree.
        rcond: Singular values smaller than this, relative to the largest, are left out.
        full: Whether to return residuals, rank, singular values and `rcond` as well.
        w: The weight of each point.
        cov: Whether to return the covariance of the coefficients as well.

    Returns:
        The coefficients; with `full`, a tuple of them and the four; with `cov`, a tuple of them and the covariance,
        whose second axis is named like the first with `_cov` after it.

    Raises:
        AxisError: If an array has more than one axis, or x, y and w have axes of different names or sizes.
    """
