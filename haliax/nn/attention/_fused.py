"""Attention by `jax.nn.dot_product_attention`, which wants four dimensions: batch, position, head and embedding."""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.nn._numbers import floats
from haliax.ops._arguments import known
from haliax.ops._kernels import kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import entries, name_of
from haliax.pure.operation import Operation


class Layout(NamedTuple):
    """Where the axes of attention go.

    Attributes:
        sizes: How many batches, queries, heads of the keys, heads of the query for each of those, keys, and positions
            of what is compared there are, by the axes of each.
        moves: How query, key, value, mask and bias come to these axes; None for what is not given.
        last: How the result comes from them to its own.
        out: The names of the result.
    """

    sizes: tuple[Shape, Shape, Shape, Shape, Shape, Shape]
    moves: tuple[Move | None, ...]
    last: Move
    out: Names

    @property
    def counts(self) -> tuple[int, int, int, int, int, int]:
        """How many there are of each."""
        batches, queries, heads, shared, keys, size = map(prod, self.sizes)
        return batches, queries, heads, shared, keys, size


@settled
def layout_of(
    operation: Operation[Any], signatures: Signatures, key_axis: AxisSelector, positions: AxisSelection, out: Names
) -> Layout | None:
    """Where the axes go; None if the arrays have others than jax takes."""
    query, key, value, *others = (None if one is None else known(one) for one in signatures)
    assert query is not None and key is not None and value is not None
    compared, columns = name_of(key_axis), tuple(axis.name for axis in entries(positions))
    both = [name for name in query.names if key.has(name) and name != compared]
    rows = [name for name in query.names if not key.has(name)]
    if {*both, *columns, compared} != set(key.names) or set(value.names) != set(key.names):
        return None
    # As they mostly are: [batch, position, head, shared, embed].
    first = min((query.names.index(name) for name in rows), default=len(query.names))
    batch = tuple(name for name in both if query.names.index(name) < first)
    heads = tuple(name for name in both if name not in batch)
    start = min((query.names.index(name) for name in heads), default=len(query.names))
    queries = tuple(name for name in rows if query.names.index(name) < start)
    shared = tuple(name for name in rows if name not in queries)
    of_query, of_key = (*batch, *queries, *heads, *shared, compared), (*batch, *columns, *heads, compared)
    scores = (*batch, *heads, *shared, *queries, *columns)
    moves = [move(query.names, of_query), move(key.names, of_key), move(value.names, of_key)]
    of_others = [None if one is None else move(one.names, scores) for one in others]
    sizes = {axis.name: axis.size for axis in (*key.known, *query.known)}
    groups = (batch, queries, heads, shared, columns, (compared,))
    shapes = tuple(tuple(sizes[name] for name in group) for group in groups)
    return Layout(shapes, (*moves, *of_others), move(of_query, out), out)  # type: ignore[arg-type]  # six of them


def is_faster(layout: Layout, given: dict[str, Any], options: tuple[Any, Any]) -> bool:
    """Whether jax has a kernel of cuDNN for this, which is exact as far as the dtype is, and faster."""
    dtype, precision = options
    dtypes = {given[name].dtype for name in ("query", "key", "value")}
    _, queries, _, _, keys, size = layout.counts
    return (
        len(dtypes) == 1
        and dtypes <= {jnp.dtype(jnp.float16), jnp.dtype(jnp.bfloat16)}
        and (dtype is None or jnp.dtype(dtype) == jnp.float32)
        and precision is None
        and given["bias"] is None
        and size % 8 == queries % 2 == keys % 2 == 0
        and 0 < size <= 128
        and 0 not in layout.counts
        and has_cudnn()
    )


def has_cudnn() -> bool:
    """Whether programs run on GPUs for which cuDNN has such a kernel: of NVIDIA, from Ampere on."""
    device = jax.devices()[0]
    generation = str(getattr(device, "compute_capability", "")).partition(".")[0]  # others name theirs gfx942
    return device.platform == "gpu" and generation.isdigit() and int(generation) >= 8


def fused(
    operation: Operation[Any],
    layout: Layout | None,
    given: dict[str, Any],
    options: tuple[Any, Any],
    scale: float | None,
) -> NamedArray:
    """Attention by jax, of arguments that fit.

    Raises:
        ValueError: If jax does not take them.
    """
    dtype, precision = options
    if layout is None:
        raise ValueError(
            f"{operation.told}: jax takes keys and values with the same axes, which are `KPos`, `Key` and axes of the "
            "query; use implementation='named'"
        )
    if precision is not None or not (dtype is None or jnp.dtype(dtype) == jnp.float32):
        raise ValueError(
            f"{operation.told}: jax computes attention in float32, at its own precision; leave `attention_dtype` and "
            "`precision` out, or use implementation='named'"
        )
    how = "cudnn" if is_faster(layout, given, options) else "xla"
    arrays = [None if one is None else one.array for one in given.values()]
    return wrap(kernel(operation.told, _attention, layout, how, scale)(*arrays), layout.out)


def _attention(layout: Layout, how: Any, scale: float | None, *arrays: Any) -> jax.Array:
    batches, queries, heads, shared, keys, size = layout.counts
    ready: list[Any] = [
        None if one is None or to is None else moved(one, to) for one, to in zip(arrays, layout.moves, strict=True)
    ]
    query, key, value, mask, bias = ready
    wide = jnp.result_type(floats(query), floats(key), floats(value))
    query = query.reshape(batches, queries, heads * shared, size).astype(wide)
    key, value = (one.reshape(batches, keys, heads, size).astype(wide) for one in (key, value))
    mask, bias = (None if one is None else _of_scores(layout, one) for one in (mask, bias))
    found = jax.nn.dot_product_attention(query, key, value, bias, mask, scale=scale, implementation=how)
    if mask is not None:  # jax gives the mean of all values where nothing is seen
        found = jnp.where(jnp.swapaxes(mask.any(-1, keepdims=True), 1, 2), found, 0)
    batch, rows, of_keys, of_shared, _, _ = layout.sizes
    return moved(found.reshape(*batch, *rows, *of_keys, *of_shared, size), layout.last)  # type: ignore[no-any-return]  # a move gives an array


def _of_scores(layout: Layout, array: Any) -> jax.Array:
    """A mask or a bias with four dimensions: batch, head, query and key, the first two of size 1 where it has none."""
    batch, rows, heads, shared, columns, _ = layout.sizes
    groups = (batch, (*heads, *shared), rows, columns)
    shape: list[int] = []
    merged: list[int] = []
    at = 0
    for i, group in enumerate(groups):
        part = array.shape[at : at + len(group)]
        is_there = i >= 2 or any(size != 1 for size in part)
        shape += group if is_there else part
        merged.append(prod(group) if is_there else 1)
        at += len(group)
    return jnp.broadcast_to(array, shape).reshape(merged)
