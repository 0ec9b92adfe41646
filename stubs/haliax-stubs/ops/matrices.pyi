# Written by `python -m tools.stubs`. Do not edit.
"""Operations on the matrices that two axes of an array span."""

from jax.typing import DTypeLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray

def trace(
    array: NamedArray,
    axis1: AxisSelector,
    axis2: AxisSelector,
    offset: int = 0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """The sum of a diagonal of the matrices that two axes span, which the result lacks.

    Axes: `[batch, row, column], row, column -> [batch]`

    Args:
        array: The values.
        axis1: The rows.
        axis2: The columns.
        offset: Which diagonal: 0 is the main one, positive ones are above it.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same.
    """

def tril(array: NamedArray, axis1: AxisSelector, axis2: AxisSelector, k: int = 0) -> NamedArray:
    """The lower triangle of the matrices that two axes span, zeros elsewhere. The axes stay.

    Axes: `[batch, row, column], row, column -> [batch, row, column]`

    Args:
        array: The values.
        axis1: The rows.
        axis2: The columns.
        k: The diagonal above which to put zeros: 0 is the main one, positive ones are above it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same.
    """

def triu(array: NamedArray, axis1: AxisSelector, axis2: AxisSelector, k: int = 0) -> NamedArray:
    """The upper triangle of the matrices that two axes span, zeros elsewhere. The axes stay.

    Axes: `[batch, row, column], row, column -> [batch, row, column]`

    Args:
        array: The values.
        axis1: The rows.
        axis2: The columns.
        k: The diagonal below which to put zeros: 0 is the main one, positive ones are above it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same.
    """
