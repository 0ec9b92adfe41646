"""Polynomials, as in `jax.numpy`: coefficients along one axis, highest power first.

The result's axis has the name that the first named operand gives it, `degree` if none does.
"""

from __future__ import annotations

from typing import Any, Literal, overload

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, Names, wrap
from haliax.ops._arguments import kind, known, plain, shape_of, signature_of
from haliax.ops._declare import applied, names_after, names_of_each
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import polynomials as rules
from haliax.pure.rules.polynomials import DEFAULT_POLY_AXIS_NAME as DEFAULT_POLY_AXIS_NAME


def _along_one(operation: Operation[Any], operand: Any) -> jax.Array:
    """Values along one axis, of which a number is one.

    Raises:
        TypeError: If it is a plain array with more dimensions.
    """
    values = operand._array if isinstance(operand, NamedArray) else jnp.asarray(operand)
    if values.ndim > 1:
        raise TypeError(f"{operation.told}: expected values along one axis, got {kind(values)}")
    return _with_axis(values)


def _with_axis(values: jax.Array) -> jax.Array:
    """Values of which a single one has an axis too."""
    return values if values.ndim else values.reshape(1)


def _names(operation: Operation[Any], *operands: Any) -> Names:
    """The names of the result."""
    return names_after(operation, tuple(map(signature_of, operands)))


@implements(rules.poly)
def poly(seq_of_zeros: NamedArray | ArrayLike) -> NamedArray:
    """The polynomial with these zeros.

    Axes: `[root=3] -> [root=4]`

    Raises:
        AxisError: If the array has more than one axis.
    """
    names = _names(rules.poly, seq_of_zeros)
    zeros = seq_of_zeros._array if isinstance(seq_of_zeros, NamedArray) else jnp.asarray(seq_of_zeros)
    return wrap(_with_axis(jnp.poly(zeros)), names)


@implements(rules.polyadd)
def polyadd(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The sum of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=5]`

    Raises:
        AxisError: If one has more than one axis.
    """
    names = _names(rules.polyadd, p1, p2)
    return wrap(jnp.polyadd(_along_one(rules.polyadd, p1), _along_one(rules.polyadd, p2)), names)


@implements(rules.polysub)
def polysub(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The difference of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=5]`

    Raises:
        AxisError: If one has more than one axis.
    """
    names = _names(rules.polysub, p1, p2)
    return wrap(jnp.polysub(_along_one(rules.polysub, p1), _along_one(rules.polysub, p2)), names)


@implements(rules.polymul)
def polymul(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> NamedArray:
    """The product of two polynomials.

    Axes: `[degree=3], [degree=5] -> [degree=7]`

    Raises:
        AxisError: If one has more than one axis.
    """
    names = _names(rules.polymul, p1, p2)
    return wrap(jnp.polymul(_along_one(rules.polymul, p1), _along_one(rules.polymul, p2)), names)


@implements(rules.polydiv)
def polydiv(p1: NamedArray | ArrayLike, p2: NamedArray | ArrayLike) -> tuple[NamedArray, NamedArray]:
    """The quotient and the remainder of two polynomials.

    Axes: `[degree=5], [degree=3] -> [degree=3], [degree=5]`

    The remainder keeps the length of `p1`, its high powers being 0.

    Raises:
        AxisError: If one has more than one axis.
    """
    first, second = names_of_each(rules.polydiv, (signature_of(p1), signature_of(p2)))
    quotient, remainder = jnp.polydiv(_along_one(rules.polydiv, p1), _along_one(rules.polydiv, p2))
    return wrap(quotient, first), wrap(remainder, second)


@implements(rules.polyint)
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
    names = _names(rules.polyint, p)
    return wrap(jnp.polyint(_along_one(rules.polyint, p), m, 0 if k is None else jnp.asarray(plain(k))), names)


@implements(rules.polyder)
def polyder(p: NamedArray | ArrayLike, m: int = 1) -> NamedArray:
    """The derivative of a polynomial.

    Axes: `[degree=3] -> [degree=2]`

    Args:
        p: The coefficients.
        m: How often to differentiate.

    Raises:
        AxisError: If `p` has more than one axis.
    """
    names = _names(rules.polyder, p)
    return wrap(jnp.polyder(_along_one(rules.polyder, p), m), names)


@implements(rules.polyval)
def polyval(p: NamedArray | ArrayLike, x: NamedOrNumeric) -> NamedOrNumeric:
    """The value of a polynomial at each element of `x`, whose axes stay.

    Axes: `[degree], [batch, embed] -> [batch, embed]`

    Returns:
        A NamedArray if `x` is one, else a jax array.

    Raises:
        AxisError: If `p` has more than one axis.
    """
    names = _names(rules.polyval, p, x)
    values = jnp.polyval(_along_one(rules.polyval, p), x._array if isinstance(x, NamedArray) else jnp.asarray(x))
    return wrap(values, names) if isinstance(x, NamedArray) else values


@implements(rules.roots)
def roots(p: NamedArray | ArrayLike) -> NamedArray:
    """The zeros of a polynomial. Leading coefficients that are 0 are left out, so this is not for use under jit.

    Axes: `[degree=4] -> [degree=3]`

    Raises:
        AxisError: If `p` has more than one axis.
    """
    names = _names(rules.roots, p)
    return wrap(jnp.roots(_along_one(rules.roots, p)), names)


@implements(rules.trim_zeros)
def trim_zeros(f: NamedArray | ArrayLike, trim: str = "fb") -> NamedArray:
    """The array without zeros at its ends. Not for use under jit.

    Axes: `[degree] -> [degree]`

    Args:
        f: The values.
        trim: Where to trim: "f" for the front, "b" for the back.

    Raises:
        AxisError: If `f` has more than one axis.
    """
    names = _names(rules.trim_zeros, f)
    return wrap(jnp.trim_zeros(_along_one(rules.trim_zeros, f), trim), names)


@implements(rules.vander, is_placed=True)
def vander(x: NamedArray, degree: AxisSelector) -> NamedArray:
    """The Vandermonde matrix: the powers of each element, the highest first.

    Axes: `[sample=5], degree=3 -> [sample=5, degree=3]`

    Args:
        x: The values, along one axis.
        degree: The axis of the powers. As long as that of `x` if it is given by its name alone.

    Raises:
        AxisError: If `x` has another number of axes than one, or `degree` is its name.
    """
    return applied(rules.vander, _powers, x, degree)


@settled
def _powers(operation: Operation[Any], signatures: Signatures, degree: AxisSelector) -> tuple[Kernel, Names]:
    out = operation.rule(known(signatures[0]), degree)
    return kernel(operation.told, jnp.vander, N=shape_of(out)[-1]), out.names


@overload
def polyfit(
    x: NamedArray | ArrayLike,
    y: NamedArray | ArrayLike,
    deg: int,
    rcond: ArrayLike | None = ...,
    full: Literal[False] = ...,
    w: NamedArray | ArrayLike | None = ...,
    cov: Literal[False] = ...,
) -> NamedArray: ...
@overload
def polyfit(
    x: NamedArray | ArrayLike,
    y: NamedArray | ArrayLike,
    deg: int,
    rcond: ArrayLike | None = ...,
    full: Literal[True] = ...,
    w: NamedArray | ArrayLike | None = ...,
    cov: bool = ...,
) -> tuple[NamedArray, jax.Array, jax.Array, jax.Array, jax.Array]: ...
@overload
def polyfit(
    x: NamedArray | ArrayLike,
    y: NamedArray | ArrayLike,
    deg: int,
    rcond: ArrayLike | None = ...,
    full: Literal[False] = ...,
    w: NamedArray | ArrayLike | None = ...,
    cov: Literal[True] = ...,
) -> tuple[NamedArray, NamedArray]: ...
@implements(rules.polyfit)
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
    names = _names(rules.polyfit, x, y, *(() if w is None else (w,)))
    weights = None if w is None else _along_one(rules.polyfit, w)
    cutoff = None if rcond is None else float(jnp.asarray(rcond))
    out = jnp.polyfit(_along_one(rules.polyfit, x), _along_one(rules.polyfit, y), deg, cutoff, full, weights, cov)
    if full:
        return (wrap(out[0], names), *out[1:])
    if cov:
        return wrap(out[0], names), wrap(out[1], (names[0], f"{names[0]}_cov"))
    return wrap(out, names)
