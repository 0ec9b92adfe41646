"""Joining arrays along an axis, and taking them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import axis_of, known, parts_of
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import joining as rules


@implements(rules.concatenate)
def concatenate(axis: AxisSelector, arrays: Iterable[NamedArray]) -> NamedArray:
    """The arrays one after the other along an axis that they all have.

    Axes: `axis, [batch=2, axis=3], [axis=5, batch=2] -> [batch=2, axis=8]`

    The result has the axes of the first array, in its order.

    Args:
        axis: The axis to join along. A size, if given, must be that of the result or of one of the arrays.
        arrays: At least one array. Other axes must agree.

    Raises:
        AxisError: If an array lacks the axis, or the arrays have different other axes.
    """
    return _joined(rules.concatenate, jnp.concatenate, axis, arrays)


@implements(rules.stack)
def stack(axis: AxisSelector, arrays: Iterable[NamedArray]) -> NamedArray:
    """The arrays beside each other along a new first axis.

    Axes: `layer, [batch, embed], [embed, batch] -> [layer=2, batch, embed]`

    Args:
        axis: The new axis. A size, if given, must be the number of arrays.
        arrays: At least one array. All must have the same axes, in any order.

    Raises:
        AxisError: If the axis is there already, or the arrays have different axes.
    """
    return _joined(rules.stack, jnp.stack, axis, arrays)


def _joined(
    operation: Operation[Any], compute: Callable[..., jax.Array], axis: AxisSelector, arrays: Iterable[NamedArray]
) -> NamedArray:
    parts = [parts_of(operation, array) for array in arrays]
    call, out = _joining(operation, tuple([signature for _, signature in parts]), compute, axis)
    return wrap(call(*[values for values, _ in parts]), out)


@settled
def _joining(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., jax.Array], axis: AxisSelector
) -> tuple[Kernel, Names]:
    arrays = [known(signature) for signature in signatures]
    out = operation.rule(axis, arrays).names
    moves = tuple(move(array.names, arrays[0].names) for array in arrays)
    return kernel(operation.told, _put_together, compute, moves, out.index(name_of(axis))), out


def _put_together(compute: Callable[..., jax.Array], moves: tuple[Move, ...], at: int, *arrays: Any) -> jax.Array:
    return compute([moved(array, how) for array, how in zip(arrays, moves, strict=True)], axis=at)


@implements(rules.split)
def split(a: NamedArray, axis: AxisSelector, new_axes: Sequence[Axis]) -> Sequence[NamedArray]:
    """The array cut along an axis into pieces, each with an axis of its own in its place.

    Axes: `[batch, qkv=9], qkv, (q=3, kv=6) -> [batch, q=3], [batch, kv=6]`

    Args:
        a: The array to cut.
        axis: The axis to cut along.
        new_axes: The axis of each piece. Their sizes must add up to that of `axis`.

    Returns:
        A tuple of arrays, one for each of `new_axes`.

    Raises:
        AxisError: If the axis is not there, a new name is taken, or the sizes do not add up.
    """
    values, signature = parts_of(rules.split, a)
    call, outs = _splitting(rules.split, (signature,), axis, tuple(new_axes))
    return tuple(map(wrap, call(values), outs))


@settled
def _splitting(
    operation: Operation[Any], signatures: Signatures, axis: AxisSelector, new_axes: tuple[Axis, ...]
) -> tuple[Kernel, tuple[Names, ...]]:
    array = known(signatures[0])
    outs = tuple(out.names for out in operation.rule(array, axis, new_axes))
    sizes = tuple(axis_of(operation, new).size for new in new_axes)
    return kernel(operation.told, _cut, sizes, array.names.index(name_of(axis))), outs


def _cut(sizes: tuple[int, ...], at: int, array: Any) -> Sequence[jax.Array]:
    return lax.split(array, sizes, at)


@implements(rules.unbind)
def unbind(array: NamedArray, axis: AxisSelector) -> list[NamedArray]:
    """The slices of the array along an axis, which they lack.

    Axes: `[layer=2, batch], layer -> [batch], [batch]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values, signature = parts_of(rules.unbind, array)
    call, out = _unbinding(rules.unbind, (signature,), axis)
    return [wrap(piece, out) for piece in call(values)]


@settled
def _unbinding(operation: Operation[Any], signatures: Signatures, axis: AxisSelector) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis).axes.names
    return kernel(operation.told, jnp.unstack, axis=array.names.index(name_of(axis))), out
