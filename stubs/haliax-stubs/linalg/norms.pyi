# Written by `python -m tools.stubs`. Do not edit.
"""Numbers that say something of vectors and matrices: norms, determinants, ranks."""

from jax.typing import ArrayLike

from haliax.axis import AxisSelection
from haliax.core import NamedArray
from haliax.linalg._matrices import Matrix

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

def det(array: NamedArray, axis: Matrix) -> NamedArray:
    """The determinants of the matrices that two axes span, which the result lacks.

    Axes: `[batch, row, column], (row, column) -> [batch]`

    Args:
        array: The matrices.
        axis: Their rows and columns.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ.
    """

def slogdet(array: NamedArray, axis: Matrix) -> tuple[NamedArray, NamedArray]:
    """The signs of determinants, and the logarithms of their absolute values, which neither overflow nor underflow.

    Axes: `[batch, row, column], (row, column) -> [batch], [batch]`

    Args:
        array: The matrices.
        axis: Their rows and columns, which the results lack.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the sizes differ.
    """

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
