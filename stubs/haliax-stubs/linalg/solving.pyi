# Written by `python -m tools.stubs`. Do not edit.
"""Linear equations, and the inverses of matrices."""

from jax.typing import ArrayLike

from haliax.core import NamedArray
from haliax.linalg._matrices import Matrix

def solve(a: NamedArray, b: NamedArray, axis: Matrix) -> NamedArray:
    """The `x` for which `dot(a, x, axis=columns)` is `b`.

    Axes: `[batch, row, column], [batch, row], (row, column) -> [batch, column]`

    The axes are those of `dot(a, b, axis=rows)`: the columns take the place of the rows. Axes that both have are
    matched. Those that only `b` has are further right-hand sides, those that only `a` has further equations.

    Args:
        a: Square matrices.
        b: The right-hand sides, along the rows. They may not have the columns.
        axis: The rows and the columns of `a`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ; if
            `b` has the columns.
    """

def inv(array: NamedArray, axis: Matrix) -> NamedArray:
    """The inverses of square matrices. The axes stay.

    Axes: `[batch, row, column], (row, column) -> [batch, row, column]`

    A matrix takes what lies along its columns to what lies along its rows, and its inverse takes it back: the inverse
    has the columns of the matrix as its rows, and the rows as its columns. So `dot(inv(a, axis), b, axis=rows)` is
    `solve(a, b, axis)`.

    Args:
        array: The matrices.
        axis: Their rows and columns.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ.
    """

def pinv(array: NamedArray, axis: Matrix, rtol: ArrayLike | None = None) -> NamedArray:
    """The pseudo-inverses of matrices of any shape, after Moore and Penrose. The axes stay.

    Axes: `[batch, row, column], (row, column) -> [batch, row, column]`

    As with `inv`, the rows of the matrix are the columns of its pseudo-inverse: `dot(pinv(a, axis), b, axis=rows)` is
    the `x` of least norm for which `dot(a, x, axis=columns)` comes closest to `b`.

    Args:
        array: The matrices.
        axis: Their rows and columns.
        rtol: Singular values smaller than this, relative to the largest, count as 0. By default as in
            `jax.numpy.linalg.pinv`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same.
    """
