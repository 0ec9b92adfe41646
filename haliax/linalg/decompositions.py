"""Matrices as products of simpler ones, which meet in an axis that is named."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelector
from haliax.core import NamedArray
from haliax.linalg._matrices import Matrix, on_matrices
from haliax.ops._explicit import implements
from haliax.pure.rules import linalg as rules


@implements(rules.cholesky, by_jax=False)
def cholesky(array: NamedArray, axis: Matrix, new_axis: AxisSelector | None = None) -> NamedArray:
    """The lower triangular matrices whose products with their own conjugate transposes are the given ones.

    Axes: `[batch, row, column], (row, column), inner -> [batch, row, inner]`

    With `factor = cholesky(a, ("row", "column"), "inner")` and `dual = conj(factor).rename({"row": "column"})`, `a` is
    `dot(factor, dual, axis="inner")`. The upper triangular factor is `dual`.

    Args:
        array: Matrices that are positive definite, and equal to their conjugate transposes. NaN comes out of others.
        axis: Their rows and columns.
        new_axis: The axis in which the two factors meet, in the place of the columns. By default it has their name.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ; if
            the name of the new axis is taken.
    """
    (out,) = on_matrices(rules.cholesky, jnp.linalg.cholesky, ("rn",), array, axis, new_axis)
    return out


@implements(rules.eigh, by_jax=False)
def eigh(array: NamedArray, axis: Matrix, new_axis: AxisSelector | None = None) -> tuple[NamedArray, NamedArray]:
    """The eigenvalues of symmetric or Hermitian matrices, in rising order, and their eigenvectors.

    Axes: `[batch, row, column], (row, column), mode -> [batch, mode], [batch, row, mode]`

    With `values, vectors = eigh(a, ("row", "column"), "mode")` and `dual = conj(vectors).rename({"row": "column"})`,
    `a` is `dot(vectors, values, dual, axis="mode")`.

    Args:
        array: The matrices.
        axis: Their rows and columns.
        new_axis: The axis along which eigenvalues and eigenvectors are counted, in the place of the columns. By default
            it has their name.

    Returns:
        The eigenvalues, without the rows, and the eigenvectors of length 1, whose elements lie along the rows.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ; if
            the name of the new axis is taken.
    """
    values, vectors = on_matrices(rules.eigh, jnp.linalg.eigh, ("n", "rn"), array, axis, new_axis)
    return values, vectors


@implements(rules.eigvalsh, by_jax=False)
def eigvalsh(array: NamedArray, axis: Matrix, new_axis: AxisSelector | None = None) -> NamedArray:
    """The eigenvalues of symmetric or Hermitian matrices, in rising order. See `eigh`.

    Axes: `[batch, row, column], (row, column), mode -> [batch, mode]`

    Args:
        array: The matrices.
        axis: Their rows and columns.
        new_axis: The axis of the eigenvalues, in the place of the columns. By default it has their name.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ; if
            the name of the new axis is taken.
    """
    (out,) = on_matrices(rules.eigvalsh, jnp.linalg.eigvalsh, ("n",), array, axis, new_axis)
    return out


@implements(rules.svd, by_jax=False)
def svd(array: NamedArray, axis: Matrix, new_axis: AxisSelector) -> tuple[NamedArray, NamedArray, NamedArray]:
    """The singular value decomposition: left vectors, singular values in falling order, right vectors.

    Axes: `[batch, row, column], (row, column), mode -> [batch, row, mode], [batch, mode], [batch, mode, column]`

    With `u, s, v = svd(a, ("row", "column"), "mode")`, `a` is `dot(u, s, v, axis="mode")`. There are as many singular
    values as the smaller of the two axes is long, as with `full_matrices=False` in `jax.numpy.linalg.svd`.

    Args:
        array: The matrices.
        axis: Their rows and columns.
        new_axis: The axis along which singular values and vectors are counted. It takes the place of the columns in the
            left vectors, and of the rows in the right ones; the singular values are ordered as the left vectors.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the name of the new
            axis is taken, or it is given with another size than it has.
    """
    left, values, right = on_matrices(
        rules.svd, jnp.linalg.svd, ("rn", "n", "nc"), array, axis, new_axis, full_matrices=False
    )
    return left, values, right


@implements(rules.svdvals, by_jax=False)
def svdvals(array: NamedArray, axis: Matrix, new_axis: AxisSelector) -> NamedArray:
    """The singular values, in falling order. See `svd`.

    Axes: `[batch, row, column], (row, column), mode -> [batch, mode]`

    Args:
        array: The matrices.
        axis: Their rows and columns.
        new_axis: The axis along which singular values are counted, in the place of the columns.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the name of the new
            axis is taken, or it is given with another size than it has.
    """
    (out,) = on_matrices(rules.svdvals, _svdvals, ("n",), array, axis, new_axis)
    return out


def _svdvals(matrices: Any) -> jax.Array:
    return jnp.linalg.svd(matrices, full_matrices=False, compute_uv=False)


@implements(rules.qr, by_jax=False)
def qr(array: NamedArray, axis: Matrix, new_axis: AxisSelector) -> tuple[NamedArray, NamedArray]:
    """The QR decomposition: orthonormal vectors, and the upper triangular matrices that make the given ones of them.

    Axes: `[batch, row, column], (row, column), mode -> [batch, row, mode], [batch, mode, column]`

    With `q, r = qr(a, ("row", "column"), "mode")`, `a` is `dot(q, r, axis="mode")`. There are as many vectors as the
    smaller of the two axes is long.

    Args:
        array: The matrices.
        axis: Their rows and columns.
        new_axis: The axis along which the vectors are counted.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the name of the new
            axis is taken, or it is given with another size than it has.
    """
    vectors, triangles = on_matrices(rules.qr, jnp.linalg.qr, ("rn", "nc"), array, axis, new_axis)
    return vectors, triangles
