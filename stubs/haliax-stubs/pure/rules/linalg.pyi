# Written by `python -m tools.stubs`. Do not edit.
"""Linear algebra: two axes, named as a pair, are the rows and the columns of matrices; other axes are batches."""

from typing import Any, TypeAlias

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector
from haliax.pure.operation import Family, Operation

Matrix: TypeAlias = tuple[AxisSelector, AxisSelector]
"""The rows and the columns of a matrix."""

norms: Family
solving: Family
decompositions: Family

def pair(axis: object) -> tuple[str, str]:
    """The names of the rows and of the columns.

    Raises:
        AxisError: If there are not two.
        WrongKind: If it is no pair of axes.
    """

def square(array: Axes, axis: Matrix) -> Axes:
    """The axes of an array of square matrices, with what one of the two tells of the size of the other.

    Raises:
        AxisError: If they are not square.
    """

norm: Operation[Any]
det: Operation[Any]
slogdet: Operation[Any]
matrix_rank: Operation[Any]
inv: Operation[Any]
pinv: Operation[Any]
solve: Operation[Any]
cholesky: Operation[Any]
eigh: Operation[Any]
eigvalsh: Operation[Any]
qr: Operation[Any]
svd: Operation[Any]
svdvals: Operation[Any]
