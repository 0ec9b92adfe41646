"""Numbers that say something of vectors and matrices: norms, determinants, ranks."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import AxisSelection
from haliax.core import NamedArray, Names
from haliax.linalg._matrices import Matrix, on_matrices
from haliax.ops._arguments import known, scalar
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import exactly
from haliax.pure.operation import Operation
from haliax.pure.rules import linalg as rules


@implements(rules.norm, is_placed=True)
def norm(array: NamedArray, axis: AxisSelection | None = None, ord: int | float | str | None = None) -> NamedArray:
    """The norm of the vectors along one axis, or of the matrices that two axes span, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Axes: `[batch, row, column], axis=(row, column) -> [batch]`

    Args:
        array: The values.
        axis: One axis, or the rows and the columns. Without `ord` any number of axes; all of them if None.
        ord: Which norm, as in `jax.numpy.linalg.norm`. By default the square root of the sum of the squares of the
            absolute values: the Euclidean norm of a vector, the Frobenius norm of a matrix.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
        ValueError: If `ord` is given for another number of axes than one or two. For both axes of an array they must be
            named, since `ord` may tell rows from columns.
    """
    return applied(rules.norm, _norm, array, axis, ord)


@settled
def _norm(
    operation: Operation[Any], signatures: Signatures, axis: AxisSelection | None, ord: int | float | str | None
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis).names
    chosen = array.names if axis is None else exactly(axis).names
    if ord is not None and (len(chosen) not in (1, 2) or (axis is None and len(chosen) == 2)):
        raise ValueError(
            f"norm: ord={ord!r} is of the vectors along one axis, or of matrices, axis=(rows, columns); got {axis!r}"
        )
    places = tuple(map(array.names.index, chosen))
    if axis is None and ord is None:
        return kernel(operation.told, jnp.linalg.norm), out
    if len(places) == 1:
        return kernel(operation.told, jnp.linalg.norm, ord=ord, axis=places[0]), out
    if len(places) == 2:
        return kernel(operation.told, jnp.linalg.norm, ord=ord, axis=places), out
    return kernel(operation.told, _euclidean, places), out


def _euclidean(places: tuple[int, ...], array: Any) -> jax.Array:
    """The norm over any number of axes, of which jax takes two at most."""
    values = array if jnp.issubdtype(array.dtype, jnp.inexact) else array.astype(float)
    return jnp.sqrt(jnp.sum(jnp.real(values * jnp.conj(values)), places))


@implements(rules.det, by_jax=False)
def det(array: NamedArray, axis: Matrix) -> NamedArray:
    """The determinants of the matrices that two axes span, which the result lacks.

    Axes: `[batch, row, column], (row, column) -> [batch]`

    Args:
        array: The matrices.
        axis: Their rows and columns.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ.
    """
    (out,) = on_matrices(rules.det, jnp.linalg.det, ("",), array, axis)
    return out


@implements(rules.slogdet, by_jax=False)
def slogdet(array: NamedArray, axis: Matrix) -> tuple[NamedArray, NamedArray]:
    """The signs of determinants, and the logarithms of their absolute values, which neither overflow nor underflow.

    Axes: `[batch, row, column], (row, column) -> [batch], [batch]`

    Args:
        array: The matrices.
        axis: Their rows and columns, which the results lack.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ.
    """
    sign, logarithm = on_matrices(rules.slogdet, jnp.linalg.slogdet, ("", ""), array, axis)
    return sign, logarithm


@implements(rules.matrix_rank, by_jax=False)
def matrix_rank(array: NamedArray, axis: Matrix, rtol: ArrayLike | None = None) -> NamedArray:
    """The ranks of the matrices that two axes span, which the result lacks: how many singular values are not 0.

    Axes: `[batch, row, column], (row, column) -> [batch]`

    Args:
        array: The matrices.
        axis: Their rows and columns.
        rtol: Singular values smaller than this, relative to the largest, count as 0. By default the larger size times
            the precision of the dtype.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same.
    """
    more = () if rtol is None else (scalar(rules.matrix_rank, rtol),)
    compute = _rank if more else jnp.linalg.matrix_rank
    (out,) = on_matrices(rules.matrix_rank, compute, ("",), array, axis, more=more)
    return out


def _rank(matrices: Any, rtol: Any) -> jax.Array:
    """The rank, as of `numpy.linalg.matrix_rank`. jax compares singular values with `rtol` itself."""
    values = jnp.linalg.svdvals(matrices)
    return jnp.sum(values > rtol * jnp.max(values, -1, keepdims=True, initial=0), -1)
