"""Joining arrays along an axis, and taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import Axis, AxisSelector, name_of
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import Fused, Move, array_of, axis_of, fused, move, moved, settled
from haliax.rules import joining as rules

Names = tuple[str, ...]
Signature = tuple[tuple[Names, tuple[int, ...]], ...]


def concatenate(axis: AxisSelector, arrays: Sequence[NamedArray]) -> NamedArray:
    """The arrays one after the other along an axis that they all have.

    Axes: `axis, [batch=2, axis=3], [axis=5, batch=2] -> [batch=2, axis=8]`

    The result has the axes of the first array, in its order.

    Args:
        axis: The axis to join along. A size, if given, must be that of the result or of one of the arrays.
        arrays: At least one array. Other axes must agree.

    Raises:
        AxisError: If an array lacks the axis, or the arrays have different other axes.
    """
    return _joined("concatenate", axis, tuple(arrays))


def stack(axis: AxisSelector, arrays: Sequence[NamedArray]) -> NamedArray:
    """The arrays beside each other along a new first axis.

    Axes: `layer, [batch, embed], [embed, batch] -> [layer=2, batch, embed]`

    Args:
        axis: The new axis. A size, if given, must be the number of arrays.
        arrays: At least one array. All must have the same axes, in any order.

    Raises:
        AxisError: If the axis is there already, or the arrays have different axes.
    """
    return _joined("stack", axis, tuple(arrays))


def _joined(op: str, axis: AxisSelector, arrays: tuple[NamedArray, ...]) -> NamedArray:
    signature = tuple((array_of(op, a).axis_names, a.array.shape) for a in arrays)
    call, out = _joining(op, axis, signature)
    return wrap(call(*[a.array for a in arrays]), out)


@settled
def _joining(op: str, axis: AxisSelector, signature: Signature) -> tuple[Fused, Names]:
    rule, kernel = {"stack": (rules.stack, _stacked), "concatenate": (rules.concatenate, _concatenated)}[op]
    out = rule(axis, [axes_of(*operand) for operand in signature]).names
    first = signature[0][0]
    moves = tuple(move(names, first) for names, _ in signature)
    return fused(op, kernel, moves, out.index(name_of(axis))), out


def _concatenated(moves: tuple[Move, ...], at: int, *arrays: Any) -> jax.Array:
    return jnp.concatenate([moved(array, how) for array, how in zip(arrays, moves, strict=True)], axis=at)


def _stacked(moves: tuple[Move, ...], at: int, *arrays: Any) -> jax.Array:
    return jnp.stack([moved(array, how) for array, how in zip(arrays, moves, strict=True)], axis=at)


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
    values = array_of("split", a).array
    call, outs = _splitting("split", a.axis_names, values.shape, axis, tuple(new_axes))
    return tuple(map(wrap, call(values), outs))


@settled
def _splitting(
    op: str, names: Names, shape: tuple[int, ...], axis: AxisSelector, new_axes: tuple[Axis, ...]
) -> tuple[Fused, tuple[Names, ...]]:
    outs = tuple(out.names for out in rules.split(axes_of(names, shape), axis, new_axes))
    sizes = tuple(axis_of("split", new).size for new in new_axes)
    return fused(op, _cut, sizes, names.index(name_of(axis))), outs


def _cut(sizes: tuple[int, ...], at: int, array: Any) -> Sequence[jax.Array]:
    return lax.split(array, sizes, at)


def unbind(array: NamedArray, axis: AxisSelector) -> list[NamedArray]:
    """The slices of the array along an axis, which they lack.

    Axes: `[layer=2, batch], layer -> [batch], [batch]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values = array_of("unbind", array).array
    call, out = _unbinding("unbind", array.axis_names, values.shape, axis)
    return [wrap(piece, out) for piece in call(values)]


@settled
def _unbinding(op: str, names: Names, shape: tuple[int, ...], axis: AxisSelector) -> tuple[Fused, Names]:
    out = rules.unbind(axes_of(names, shape), axis).axes.names
    return fused(op, jnp.unstack, axis=names.index(name_of(axis))), out
