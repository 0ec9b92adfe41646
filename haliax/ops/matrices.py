"""Operations on the matrices that two axes of an array span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import known, parts_of
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel, kernel_of_known
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import matrices as rules


@implements(rules.trace)
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
    values, signature = parts_of(rules.trace, array)
    call, out = _trace(rules.trace, (signature,), axis1, axis2, dtype)
    return wrap(call(values, offset), out)


@settled
def _trace(
    operation: Operation[Any],
    signatures: Signatures,
    axis1: AxisSelector,
    axis2: AxisSelector,
    dtype: DTypeLike | None,
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis1, axis2).names
    places = array.names.index(name_of(axis1)), array.names.index(name_of(axis2))
    return kernel_of_known(operation.told, _summed, *places, dtype), out


def _summed(first: int, second: int, dtype: DTypeLike | None, array: Any, offset: Any) -> jax.Array:
    return jnp.trace(array, offset, first, second, dtype)


@implements(rules.tril, is_placed=True)
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
    return applied(rules.tril, _on_matrices, array, jnp.tril, axis1, axis2, k)


@implements(rules.triu, is_placed=True)
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
    return applied(rules.triu, _on_matrices, array, jnp.triu, axis1, axis2, k)


@settled
def _on_matrices(
    operation: Operation[Any],
    signatures: Signatures,
    compute: Callable[..., Any],
    axis1: AxisSelector,
    axis2: AxisSelector,
    k: int,
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis1, axis2).names
    last = (name_of(axis1), name_of(axis2))
    order = (*(name for name in array.names if name not in last), *last)
    return kernel(operation.told, _on_last, compute, move(array.names, order), move(order, out), k), out


def _on_last(compute: Callable[..., Any], there: Move, back: Move, k: int, array: Any) -> jax.Array:
    """The kernel on the array with the two axes last, as jax wants them."""
    return moved(compute(moved(array, there), k), back)  # type: ignore[no-any-return]  # a move gives an array
