"""How a function of positional matrices is called on the matrices that two named axes span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import known, parts_of
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.errors import Fault
from haliax.pure.operation import Operation
from haliax.pure.rules.linalg import pair

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
    values, signature = parts_of(operation, array)
    given = tuple(options.items())
    try:
        call, outs = _on_matrices.of_one(operation, operation.rule, *signature, compute, leaves, given, axis, *new_axis)
    except (Fault, TypeError):  # this one says whose it is
        call, outs = _on_matrices(operation, (signature,), compute, leaves, given, axis, *new_axis)
    return tuple(map(wrap, call(values, *more), outs))


@settled
def _on_matrices(
    operation: Operation[Any],
    signatures: Signatures,
    compute: Callable[..., Any],
    leaves: tuple[str, ...],
    options: tuple[tuple[str, Any], ...],
    axis: Matrix,
    *new_axis: AxisSelector | None,
) -> tuple[Kernel, tuple[Names, ...]]:
    array = known(signatures[0])
    out = operation.rule(array, axis, *new_axis)
    outs = tuple(part.names for part in (out if isinstance(out, tuple) else (out,)))
    rows, columns = pair(axis)
    new = next((name_of(one) for one in new_axis if one is not None), columns)
    names = {"r": rows, "c": columns, "n": new}
    batch = tuple(name for name in array.names if name not in (rows, columns))
    there = move(array.names, (*batch, rows, columns))
    backs = tuple(
        move((*batch, *(names[letter] for letter in letters)), wanted)
        for letters, wanted in zip(leaves, outs, strict=True)
    )
    return kernel(operation.told, _on_last, compute, there, backs, options), outs


def _on_last(
    compute: Callable[..., Any], there: Move, backs: tuple[Move, ...], options: Any, array: Any, *more: Any
) -> tuple[Any, ...]:
    """The function on the array with the two axes last, as jax wants them."""
    found = compute(moved(array, there), *more, **dict(options))
    return tuple(map(moved, found if isinstance(found, tuple) else (found,), backs))
