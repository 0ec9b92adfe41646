"""Linear equations, and the inverses of matrices."""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.core import NamedArray, Names, wrap
from haliax.linalg._matrices import Matrix, on_matrices
from haliax.ops._arguments import known, parts_of, scalar
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import linalg as rules


@implements(rules.solve, by_jax=False)
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
    (matrices, first), (sides, second) = parts_of(rules.solve, a), parts_of(rules.solve, b)
    call, out = _solving(rules.solve, (first, second), axis)
    return wrap(call(matrices, sides), out)


class _Plan(NamedTuple):
    """How equations are solved by position.

    Attributes:
        matrices: Brings the matrices into the form [batch, row, column].
        sides: Brings the right-hand sides into the form [batch, row, other, ...].
        batch: How many dimensions the batch has.
        others: The sizes of the other axes, of which all but one are merged.
        last: Brings the solution into the order of the result.
    """

    matrices: Move
    sides: Move
    batch: int
    others: tuple[int, ...]
    last: Move


@settled
def _solving(operation: Operation[Any], signatures: Signatures, axis: Matrix) -> tuple[Kernel, Names]:
    a, b = map(known, signatures)
    out = operation.rule(a, b, axis).names
    rows, columns = rules.pair(axis)
    batch = tuple(name for name in out if name != columns and name in a.names)
    others = tuple(name for name in b.names if name not in a.names)
    sizes = b.sizes()
    plan = _Plan(
        move(a.names, (*batch, rows, columns)),
        move(b.names, (*batch, rows, *others)),
        len(batch),
        tuple(sizes[name] for name in others),
        move((*batch, columns, *others), out),
    )
    return kernel(operation.told, _solved, plan), out


def _solved(plan: _Plan, a: Any, b: Any) -> jax.Array:
    matrices, sides = moved(a, plan.matrices), moved(b, plan.sides)
    count = len(plan.others)
    # jax takes one dimension of right-hand sides, or none where there is no batch.
    if count > 1:
        sides = sides.reshape(*sides.shape[: plan.batch + 1], prod(plan.others))
    is_vector = count == 0 and plan.batch > 0
    found = jnp.linalg.solve(matrices, sides[..., None] if is_vector else sides)
    found = found[..., 0] if is_vector else found
    if count > 1:
        found = found.reshape(*found.shape[:-1], *plan.others)
    return moved(found, plan.last)  # type: ignore[no-any-return]  # a move gives an array


@implements(rules.inv, by_jax=False)
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
    (out,) = on_matrices(rules.inv, jnp.linalg.inv, ("cr",), array, axis)
    return out


@implements(rules.pinv, by_jax=False)
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
    more = () if rtol is None else (scalar(rules.pinv, rtol),)
    (out,) = on_matrices(rules.pinv, jnp.linalg.pinv, ("cr",), array, axis, more=more)
    return out
