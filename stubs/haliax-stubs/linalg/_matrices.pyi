# Written by `python -m tools.stubs`. Do not edit.
"""How a function of positional matrices is called on the matrices that two named axes span."""

from collections.abc import Callable
from typing import Any, TypeAlias

from haliax.axis import AxisSelector
from haliax.core import NamedArray
from haliax.pure.operation import Operation

Matrix: TypeAlias = tuple[AxisSelector, AxisSelector]
"""The rows and the columns of a matrix."""

def on_matrices(
    operation: Operation[Any],
    compute: Callable[..., Any],
    leaves: tuple[str, ...],
    array: NamedArray,
    axis: Matrix,
    *new_axis: AxisSelector | None,
    more: tuple[Any, ...] = (),
    **options: Any,
) -> tuple[NamedArray, ...]:
    """What a function of positional matrices gives, with names.

    Args:
        operation: The declaration.
        compute: The function, of an array whose last two dimensions are the rows and the columns.
        leaves: The last dimensions of each of its results: `r` for the rows, `c` for the columns, `n` for the new axis.
        array: The matrices.
        axis: Their rows and columns.
        *new_axis: The new axis, if the rule takes one.
        more: Numbers that the function is given after the matrices.
        **options: Options of the function, which no user gives.
    """
