"""How losses become one number: which of them count, how much, and what takes axes away."""

from __future__ import annotations

from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import kind, known, parts_of, signature_of
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import STAY, Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.ops.reductions import mean, sum
from haliax.pure import errors
from haliax.pure.axes import Axes, exactly, mismatch
from haliax.pure.operation import Operation
from haliax.pure.rules import nn_loss as rules
from haliax.types import ReductionFunction


def check(
    operation: Operation[Any], reduction: object, axis: AxisSelection | None, *label: AxisSelector, **arrays: Any
) -> None:
    """Refuses what the rule of an operation refuses, and what is no array or function.

    Args:
        operation: The operation.
        reduction: Its `reduction`.
        axis: Its `reduction_axis`.
        label: Its `Label`, if it takes one.
        arrays: Its arrays, by their names. `where` and `weight` may be None.

    Raises:
        AxisError: If the axes do not fit.
        TypeError: If something else than an array or a function is given.
    """
    if not (reduction is None or callable(reduction)):
        raise TypeError(
            f"{operation.told}: expected a function as `reduction`, or None, got {kind(reduction)}; "
            "pass haliax.mean, haliax.sum or another that takes an array, axes and `where`"
        )
    for name, value in arrays.items():
        if not isinstance(value, NamedArray) and not (value is None and name in ("where", "weight")):
            raise TypeError(
                f"{operation.told}: expected a NamedArray as `{name}`, got {kind(value)}; "
                "name its axes with haliax.named"
            )
    signatures = tuple(map(signature_of, arrays.values()))
    _checked(operation, signatures, tuple(arrays), None if reduction is None else ..., axis, *label)


@settled
def _checked(
    operation: Operation[Any],
    signatures: Signatures,
    names: tuple[str, ...],
    reduction: object,
    axis: AxisSelection | None,
    *label: AxisSelector,
) -> None:
    arrays = dict(zip(names, map(_optional, signatures), strict=True))
    operation.rule(**arrays, **dict(zip(("Label",), label, strict=False)), reduction=reduction, reduction_axis=axis)


def _optional(signature: Any) -> Axes | None:
    """The axes of an argument that may be left out."""
    return None if signature is None else known(signature)


def reduced(
    operation: Operation[Any],
    losses: NamedArray,
    reduction: ReductionFunction | None,
    axis: AxisSelection | None,
    where: NamedArray | None,
    weight: NamedArray | None,
) -> NamedArray:
    """What `haliax.nn.reduce_loss` gives of arguments that are checked, in the name of another operation."""
    values, signature = parts_of(operation, losses)
    signatures = (signature, signature_of(where), signature_of(weight))
    how = {mean: "mean", sum: "sum", None: "none"}.get(reduction, "other")
    call, out = _reduction(rules.reduce_loss, signatures, how, axis)
    found = wrap(
        call(values, *(None if one is None else one.array for one in (where, weight))),
        losses.axis_names if how == "other" else out,
    )
    return found if reduction is None or how != "other" else _by(operation, reduction, found, axis, where, out)


@settled
def mean_of_all(operation: Operation[Any], signatures: Signatures, axis: AxisSelection | None) -> tuple[Kernel, Names]:
    """The mean of losses that all count alike."""
    losses = known(signatures[0])
    out = operation.rule(losses, ..., axis).names
    over = tuple(i for i, name in enumerate(losses.names) if name not in out)
    return kernel(operation.told, jnp.mean, axis=over), out


@settled
def _reduction(
    operation: Operation[Any], signatures: Signatures, how: str, axis: AxisSelection | None
) -> tuple[Kernel, Names]:
    arr, where, weight = known(signatures[0]), *map(_optional, signatures[1:])
    out = operation.rule(arr, None if how == "none" else ..., axis, where, weight).names
    moves = tuple(STAY if axes is None else move(axes.names, arr.names) for axes in (where, weight))
    over = tuple(i for i, name in enumerate(arr.names) if name not in out)
    if how == "mean":
        return kernel(operation.told, _mean, over, moves), out
    if how == "sum":
        return kernel(operation.told, _sum, over, moves), out
    return kernel(operation.told, _counted, moves), out


_Moves: TypeAlias = tuple[Move, ...]


def _counted(moves: _Moves, losses: Any, where: Any, weight: Any) -> Any:
    """The losses times their weight, those that do not count as 0."""
    if weight is not None:
        weight = moved(weight, moves[1])
        # A loss that is not finite would make NaN even of nothing.
        losses = weight * jnp.where((weight == 0) & ~jnp.isfinite(losses), 0, losses)
    return losses if where is None else jnp.where(moved(where, moves[0]), losses, 0)


def _sum(over: tuple[int, ...], moves: _Moves, losses: Any, where: Any, weight: Any) -> jax.Array:
    return jnp.sum(_counted(moves, losses, where, weight), over)


def _mean(over: tuple[int, ...], moves: _Moves, losses: Any, where: Any, weight: Any) -> jax.Array:
    if where is None and weight is None:
        return jnp.mean(losses, over)
    counted = _counted(moves, losses, where, weight)
    counted = counted if jnp.issubdtype(counted.dtype, jnp.inexact) else counted.astype(float)
    weight = jnp.ones((), counted.dtype) if weight is None else moved(weight, moves[1]).astype(counted.dtype)
    if where is not None:
        weight = jnp.where(moved(where, moves[0]), weight, 0)
    total, count = jnp.sum(counted, over), jnp.sum(jnp.broadcast_to(weight, counted.shape), over)
    return jnp.where(count == 0, 0, total / jnp.where(count == 0, 1, count))


def _by(
    operation: Operation[Any],
    reduction: ReductionFunction,
    losses: NamedArray,
    axis: AxisSelection | None,
    where: NamedArray | None,
    out: Names,
) -> NamedArray:
    """What a function of the user makes of losses that are weighted already."""
    found = reduction(losses, axis) if where is None else reduction(losses, axis, where=where)
    if not isinstance(found, NamedArray):
        raise TypeError(f"{operation.told}: `reduction` gave {kind(found)}, not a NamedArray; give back an array")
    wrong = mismatch(exactly(out), exactly(found.axes))
    if wrong is not None:
        place = "what `reduction` gives"
        raise errors.not_as_annotated(place, exactly(found.axes), exactly(out), wrong, "broadcast").within(
            operation.told
        )
    return found
