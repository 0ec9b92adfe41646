"""Masks and biases of attention. A mask is true where a query sees a key."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, log2
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelector, AxisSpec
from haliax.core import NamedArray, NamedOrNumeric, Names, Shape, wrap
from haliax.dynamic import widened
from haliax.nn.attention._masked import booleans
from haliax.ops._arguments import axis_of, known, number, parts_of, plain, shape_of, signature_of, whole
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel, kernel_of_known
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import nn_masks as rules


@implements(rules.causal_mask)
def causal_mask(QPos: Axis, KPos: Axis, q_start: NamedOrNumeric = 0, k_start: NamedOrNumeric = 0) -> NamedArray:
    """A mask in which each query sees the keys that do not come after it.

    Axes: `position, key_position -> [position, key_position]`

    Axes: `position, key_position, [batch] -> [batch, position, key_position]`

    Args:
        QPos: The positions of the queries.
        KPos: The positions of the keys.
        q_start: The position of the first query: a number, or an array of them, whose axes come out first.
        k_start: The position of the first key.

    Raises:
        AxisError: If both axes have one name, one has no size, or is among the axes of the starts.
        TypeError: If a start is no integer.
    """
    return _each_pair(rules.causal_mask, _is_not_after, QPos, KPos, q_start=q_start, k_start=k_start)


@implements(rules.prefix_lm_mask)
def prefix_lm_mask(
    QSeqLen: Axis,
    KSeqLen: Axis,
    prefix_len: NamedOrNumeric,
    q_start: NamedOrNumeric = 0,
    k_start: NamedOrNumeric = 0,
) -> NamedArray:
    """A mask in which each query sees the keys of a prefix, and those that do not come after it.

    Axes: `position, key_position, 3 -> [position, key_position]`

    Axes: `position, key_position, [batch] -> [batch, position, key_position]`

    Args:
        QSeqLen: The positions of the queries.
        KSeqLen: The positions of the keys.
        prefix_len: How many positions the prefix has: a number, or an array of them, whose axes come out first.
        q_start: The position of the first query.
        k_start: The position of the first key.

    Raises:
        AxisError: If both axes have one name, one has no size, or is among the axes of the numbers.
        TypeError: If a number is no integer.
    """
    operation = rules.prefix_lm_mask
    return _each_pair(
        operation, _is_in_prefix, QSeqLen, KSeqLen, prefix_len=prefix_len, q_start=q_start, k_start=k_start
    )


def _each_pair(
    operation: Operation[Any], sees: Callable[..., Any], queries: Axis, keys: Axis, **numbers: Any
) -> NamedArray:
    """A mask of each pair of positions, which depends on whole numbers."""
    axes = axis_of(operation, queries), axis_of(operation, keys)
    given = [n if isinstance(n, NamedArray) else number(operation, n) for n in numbers.values()]
    values = [whole(operation, f"`{name}`", plain(n)) for name, n in zip(numbers, given, strict=True)]
    call, out = _grid(operation, tuple(map(signature_of, given)), sees, *axes)
    return wrap(call(*values), out)


@settled
def _grid(
    operation: Operation[Any], signatures: Signatures, sees: Callable[..., Any], queries: Axis, keys: Axis
) -> tuple[Kernel, Names]:
    numbers = tuple(map(known, signatures))
    out = operation.rule(queries, keys, *numbers)
    moves = tuple(move(axes.names, out.names) for axes in numbers)
    return kernel_of_known(operation.told, _on_grid, sees, shape_of(out), moves), out.names


def _on_grid(sees: Callable[..., Any], shape: Shape, moves: tuple[Move, ...], *numbers: Any) -> jax.Array:
    """What `sees` says of each pair: the positions of queries and keys from 0, and the numbers."""
    count = len(shape)
    queries, keys = (
        lax.broadcasted_iota(jnp.int32, tuple(size if i == at else 1 for i, size in enumerate(shape)), at)
        for at in (count - 2, count - 1)
    )
    moved_numbers = [
        n if _is_zero(n) else moved(widened(jnp.asarray(n)), how) for n, how in zip(numbers, moves, strict=True)
    ]
    return jnp.broadcast_to(sees(queries, keys, *moved_numbers), shape)


def _is_zero(n: Any) -> bool:
    """Whether it is the number 0, which nothing need be added for."""
    return isinstance(n, int) and n == 0


def _from(start: Any, positions: Any) -> Any:
    return positions if _is_zero(start) else positions + start


def _is_not_after(queries: Any, keys: Any, q_start: Any, k_start: Any) -> Any:
    return _from(q_start, queries) >= _from(k_start, keys)


def _is_in_prefix(queries: Any, keys: Any, prefix_len: Any, q_start: Any, k_start: Any) -> Any:
    return (_from(k_start, keys) < prefix_len) | _is_not_after(queries, keys, q_start, k_start)


@implements(rules.segment_mask)
def segment_mask(
    QPos: AxisSelector, KPos: AxisSelector, segments: NamedArray, key_segments: NamedArray | None = None
) -> NamedArray:
    """A mask in which each query sees the keys of its own segment, as where several documents share a sequence.

    Axes: `position, key_position, [batch, position] -> [batch, position, key_position]`

    Args:
        QPos: The positions of the queries.
        KPos: The positions of the keys.
        segments: The number of the segment that each query is in.
        key_segments: That of each key. By default that of the query at its position.

    Raises:
        AxisError: If both axes have one name, or `segments` has the axis of the keys, or lacks that of the queries, or
            the other way round for `key_segments`.
    """
    operation = rules.segment_mask
    queries, first = parts_of(operation, segments)
    keys, second = (queries, None) if key_segments is None else parts_of(operation, key_segments)
    call, out = _alike(operation, (first, second), QPos, KPos)
    return wrap(call(queries, keys), out)


@settled
def _alike(
    operation: Operation[Any], signatures: Signatures, queries: AxisSelector, keys: AxisSelector
) -> tuple[Kernel, Names]:
    segments = known(signatures[0])
    others = None if signatures[1] is None else known(signatures[1])
    out = operation.rule(queries, keys, segments, others)
    names = _renamed(segments.names, queries, keys) if others is None else others.names
    return kernel(operation.told, _equal, move(segments.names, out.names), move(names, out.names)), out.names


def _renamed(names: Names, old: AxisSelector, new: AxisSelector) -> Names:
    was, now = (axis.name if isinstance(axis, Axis) else axis for axis in (old, new))
    return tuple(now if name == was else name for name in names)


def _equal(first: Move, second: Move, queries: Any, keys: Any) -> jax.Array:
    return jnp.equal(moved(queries, first), moved(keys, second))


@implements(rules.combine_masks_and)
def combine_masks_and(mask1: NamedArray | None, mask2: NamedArray | None) -> NamedArray | None:
    """A mask in which a query sees what it sees in both masks. None stands for a mask that hides nothing.

    Axes: `[position, key_position], [batch, key_position] -> [position, key_position, batch]`

    Raises:
        AxisError: If an axis that both have has two sizes.
        TypeError: If a mask is not of booleans.
    """
    return _combined(rules.combine_masks_and, jnp.logical_and, mask1, mask2)


@implements(rules.combine_masks_or)
def combine_masks_or(mask1: NamedArray | None, mask2: NamedArray | None) -> NamedArray | None:
    """A mask in which a query sees what it sees in either mask. None stands for no mask: the other one comes out.

    Axes: `[position, key_position], [batch, key_position] -> [position, key_position, batch]`

    Raises:
        AxisError: If an axis that both have has two sizes.
        TypeError: If a mask is not of booleans.
    """
    return _combined(rules.combine_masks_or, jnp.logical_or, mask1, mask2)


def _combined(
    operation: Operation[Any], compute: Callable[..., Any], mask1: NamedArray | None, mask2: NamedArray | None
) -> NamedArray | None:
    for mask in (mask1, mask2):
        if mask is not None:
            booleans(operation, "mask", mask)
    there = (mask1 is not None, mask2 is not None)
    call, out = _combination(operation, (signature_of(mask1), signature_of(mask2)), compute, *there)
    if mask1 is None or mask2 is None:
        return mask2 if mask1 is None else mask1
    return wrap(call(mask1.array, mask2.array), out)


@settled
def _combination(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], *there: bool
) -> tuple[Kernel, Names]:
    masks = [known(one) if is_there else None for one, is_there in zip(signatures, there, strict=True)]
    out = operation.rule(*masks)
    names = () if out is None else out.names
    moves = tuple(move(mask.names, names) for mask in masks if mask is not None)
    return kernel(operation.told, _together, compute, moves), names


def _together(compute: Callable[..., Any], moves: tuple[Move, ...], *masks: Any) -> Any:
    return compute(*(moved(mask, how) for mask, how in zip(masks, moves, strict=True)))


@implements(rules.mask_to_bias)
def mask_to_bias(mask: NamedArray, mask_value: float = -1e9, dtype: DTypeLike = jnp.float32) -> NamedArray:
    """A bias that is 0 where the mask is true, and `mask_value` where it is not. The axes stay.

    A row that is wholly hidden is not wholly hidden by such a bias: pass the mask itself where you can.

    Axes: `[position, key_position] -> [position, key_position]`

    Args:
        mask: The mask.
        mask_value: The bias where nothing is seen.
        dtype: The dtype. In float16, -1e9 is minus infinity.

    Raises:
        TypeError: If the mask is not of booleans.
    """
    values, signature = parts_of(rules.mask_to_bias, booleans(rules.mask_to_bias, "mask", mask))
    call, out = _biasing(rules.mask_to_bias, (signature,), dtype)
    return wrap(call(values, mask_value), out)


@settled
def _biasing(operation: Operation[Any], signatures: Signatures, dtype: DTypeLike) -> tuple[Kernel, Names]:
    return kernel_of_known(operation.told, _bias, dtype), operation.rule(known(signatures[0])).names


def _bias(dtype: DTypeLike, mask: Any, mask_value: Any) -> jax.Array:
    return jnp.where(mask, jnp.zeros((), dtype), jnp.asarray(mask_value, dtype))


@implements(rules.alibi_attention_bias)
def alibi_attention_bias(Heads: Axis, KPos: Axis, bias_max: float = 8, dtype: DTypeLike = jnp.float32) -> NamedArray:
    """The bias of Press et al. (2021): each head prefers near keys, by a slope of its own.

    It grows with the position of the key. The position of the query would add the same to all keys of a row, which
    makes no difference to their shares.

    Axes: `head, key_position -> [head, key_position]`

    Args:
        Heads: The heads.
        KPos: The positions of the keys.
        bias_max: The slopes go down to `2 ** -bias_max`.
        dtype: The dtype.

    Raises:
        AxisError: If an axis has no size, or both have one name.
    """
    operation = rules.alibi_attention_bias
    (heads, keys), out = _sized(operation, (), axis_of(operation, Heads), axis_of(operation, KPos))
    bias = _slopes(heads, bias_max)[:, None] * np.arange(keys)
    return wrap(jnp.asarray(bias, dtype), out)


@settled
def _sized(operation: Operation[Any], signatures: Signatures, *axes: Any) -> tuple[Shape, Names]:
    out = operation.rule(*axes)
    return shape_of(out), out.names


def _slopes(heads: int, bias_max: float) -> np.ndarray[Any, Any]:
    """A slope for each head: a geometric series, and between its members others if the heads are no power of 2."""
    count = 2 ** ceil(log2(max(heads, 1)))
    slopes = 2.0 ** (-np.arange(1, count + 1) * bias_max / count)
    return slopes if count == heads else np.concatenate([slopes[1::2], slopes[::2]])[:heads]


@implements(rules.dropout_mask)
def dropout_mask(axes: AxisSpec, dropout_rate: float, *, key: jax.Array) -> NamedArray:
    """A mask that hides each element with probability `dropout_rate`.

    Axes: `(position, key_position), 0.1 -> [position, key_position]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    shape, out = _sized(rules.dropout_mask, (), axes)
    return wrap(jax.random.bernoulli(key, 1 - dropout_rate, shape), out)


@implements(rules.forgetful_causal_mask)
def forgetful_causal_mask(KPos: Axis, mask_prob: float, sample_prob: bool = True, *, key: jax.Array) -> NamedArray:
    """A mask that hides keys at random, but never the first, from all queries. It goes with a causal mask.

    See Liu et al., "Forgetful causal masking" (2022).

    Axes: `key_position, 0.1 -> [key_position]`

    Args:
        KPos: The positions of the keys.
        mask_prob: How likely a key is hidden.
        sample_prob: Whether that is only the most, and the probability itself is drawn from 0 to there.
        key: The key.

    Raises:
        AxisError: If the axis has no size.
    """
    operation = rules.forgetful_causal_mask
    shape, out = _sized(operation, (), axis_of(operation, KPos))
    probability: Any = mask_prob
    if sample_prob:
        key, for_probability = jax.random.split(key)
        probability = jax.random.uniform(for_probability, (), maxval=mask_prob)
    seen = jax.random.bernoulli(key, 1 - probability, shape)
    return wrap(seen | (jnp.arange(shape[0]) == 0), out)
