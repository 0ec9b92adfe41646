"""Operations on the matrices that two axes of an array span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import AxisSelector, name_of
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import Fused, array_of, fused, move, moved, settled
from haliax.rules import matrices as rules

Names = tuple[str, ...]
Shape = tuple[int, ...]


def trace(
    array: NamedArray, axis1: AxisSelector, axis2: AxisSelector, offset: int = 0, dtype: DTypeLike | None = None
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
    values = array_of("trace", array).array
    first, second, out = _trace("trace", array.axis_names, values.shape, axis1, axis2)
    return wrap(jnp.trace(values, offset, first, second, dtype), out)


@settled
def _trace(op: str, names: Names, shape: Shape, axis1: AxisSelector, axis2: AxisSelector) -> tuple[int, int, Names]:
    out = rules.trace(axes_of(names, shape), axis1, axis2).names
    return names.index(name_of(axis1)), names.index(name_of(axis2)), out


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
    return _triangle("tril", jnp.tril, array, axis1, axis2, k)


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
    return _triangle("triu", jnp.triu, array, axis1, axis2, k)


def _triangle(
    op: str, kernel: Callable[..., Any], array: NamedArray, axis1: AxisSelector, axis2: AxisSelector, k: int
) -> NamedArray:
    values = array_of(op, array).array
    return wrap(_settled(op, kernel, array.axis_names, values.shape, axis1, axis2, k)(values), array.axis_names)


@settled
def _settled(
    op: str,
    kernel: Callable[..., Any],
    names: Names,
    shape: Shape,
    axis1: AxisSelector,
    axis2: AxisSelector,
    k: int,
) -> Fused:
    rules.tril(axes_of(names, shape), axis1, axis2)
    last = (name_of(axis1), name_of(axis2))
    order = (*(name for name in names if name not in last), *last)
    return fused(op, _on_last, kernel, names, order, k)


def _on_last(kernel: Callable[..., Any], names: Names, order: Names, k: int, array: Any) -> jax.Array:
    """The kernel on the array with the two axes last, as jax wants them."""
    return moved(kernel(moved(array, move(names, order)), k), move(order, names))  # type: ignore[no-any-return]
