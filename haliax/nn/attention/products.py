"""Attention: each query gets the mean of the values, weighted by how well their keys fit it."""

from __future__ import annotations

from math import sqrt
from typing import Any, Literal

from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.nn._numbers import floats, refuse_complex
from haliax.nn.attention._fused import fused, is_faster, layout_of
from haliax.nn.attention._masked import booleans, shares
from haliax.ops._arguments import known, parts_of, signature_of
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.ops.contraction import dot
from haliax.pure.axis import entries, name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import nn_attention as rules
from haliax.types import PrecisionLike


@implements(rules.dot_product_attention_weights)
def dot_product_attention_weights(
    Key: AxisSelector,
    KPos: AxisSelection,
    query: NamedArray,
    key: NamedArray,
    mask: NamedArray | None = None,
    bias: NamedArray | None = None,
    attention_dtype: DTypeLike | None = None,
    precision: PrecisionLike = None,
    scaling_factor: float | None = None,
) -> NamedArray:
    """How much each query gets of the value of each key: shares that add up to 1 along the positions of the keys.

    Axes: `embed, key_position, [batch, position, embed], [batch, key_position, embed] -> [batch, position,
    key_position]`

    The result has the axes of the query without `Key`, and then those that only the key has. A query that sees no key
    has shares of 0.

    Args:
        Key: The axis along which queries and keys are compared.
        KPos: The positions of the keys, which the query lacks.
        query: The queries.
        key: The keys.
        mask: Which keys each query sees: booleans with some or all axes of the result.
        bias: What is added to the scores, with some or all axes of the result.
        attention_dtype: The dtype in which scores and shares are computed. The result has that of the query.
        precision: That of the product, see `jax.lax.Precision`.
        scaling_factor: What the scores are multiplied by: 1 over the root of the size of `Key` by default.

    Raises:
        AxisError: If an axis is not there, or is there with another size; if the query has an axis of `KPos`, as where
            keys and queries both have a position of one name; if `mask` or `bias` has other axes.
        TypeError: If the mask is not of booleans.
    """
    operation = rules.dot_product_attention_weights
    given = {"query": query, "key": key, "mask": mask, "bias": bias}
    _check(operation, given, Key, KPos)
    return _weights(operation, Key, KPos, given, attention_dtype, precision, scaling_factor)


@implements(rules.dot_product_attention)
def dot_product_attention(
    KPos: AxisSelection,
    Key: AxisSelector,
    query: NamedArray,
    key: NamedArray,
    value: NamedArray,
    mask: NamedArray | None = None,
    bias: NamedArray | None = None,
    attention_dtype: DTypeLike | None = None,
    precision: PrecisionLike = None,
    scaling_factor: float | None = None,
    implementation: Literal["auto", "named", "jax"] = "auto",
) -> NamedArray:
    """For each query the mean of the values, weighted by `dot_product_attention_weights`.

    Axes: `key_position, embed, [batch, position, embed], [batch, key_position, embed], [batch, key_position, embed] ->
    [batch, position, embed]`

    The result has the axes of the query without `Key`, and then those that only the key or the value has, but not the
    positions of the keys. A query that sees no key gets 0. What query and key share is matched, so heads that share
    their keys are an axis that only the query has.

    Args:
        KPos: The positions of the keys, which the query lacks.
        Key: The axis along which queries and keys are compared.
        query: The queries.
        key: The keys.
        value: The values, which have the positions of the keys.
        mask: Which keys each query sees: booleans with some or all axes of the weights.
        bias: What is added to the scores, with some or all axes of the weights.
        attention_dtype: The dtype in which scores and weights are computed. The result has that of query and value.
        precision: That of the products, see `jax.lax.Precision`.
        scaling_factor: What the scores are multiplied by: 1 over the root of the size of `Key` by default.
        implementation: "named": products and sums as named arrays have them. "jax": `jax.nn.dot_product_attention`,
            whose scores and weights are in float32. "auto": the latter where its kernel of cuDNN does the same faster,
            on GPUs of NVIDIA in half precision without a bias.

    Raises:
        AxisError: If an axis is not there, or is there with another size; if the query has an axis of `KPos`, as where
            keys and queries both have a position of one name; if `mask` or `bias` has other axes.
        TypeError: If the mask is not of booleans.
        ValueError: If `implementation` is "jax", and that cannot do it.
    """
    operation = rules.dot_product_attention
    given = {"query": query, "key": key, "value": value, "mask": mask, "bias": bias}
    out = _check(operation, given, Key, KPos)
    if implementation not in ("auto", "named", "jax"):
        raise ValueError(
            f"{operation.told}: implementation is {implementation!r}, but expected 'auto', 'named' or 'jax'"
        )
    options = (attention_dtype, precision)
    layout = (
        None
        if implementation == "named"
        else layout_of(operation, tuple(map(signature_of, given.values())), Key, KPos, out)
    )
    if implementation == "jax" or (layout is not None and is_faster(layout, given, options)):
        return fused(operation, layout, given, options, scaling_factor)
    order = _as_multiplied(operation, tuple(map(signature_of, (query, key))), Key)
    weights = _weights(operation, Key, KPos, given, attention_dtype, precision, scaling_factor, order)
    return dot(weights, value, axis=KPos, precision=precision, out_axes=out)


@settled
def _as_multiplied(operation: Operation[Any], signatures: Signatures, key: AxisSelector) -> Names:
    """The axes of the weights in the order in which a product gives them, so that nothing large is transposed."""
    query, keys = (known(one).names for one in signatures)
    shared = tuple(name for name in query if name in keys and name != name_of(key))
    return (*shared, *(name for name in (*query, *keys) if name not in shared and name != name_of(key)))


def _check(
    operation: Operation[Any], given: dict[str, NamedArray | None], key: AxisSelector, positions: AxisSelection
) -> Names:
    """The names of what comes out.

    Raises:
        AxisError: If the axes do not fit.
        TypeError: If something is no array or complex, or the mask is not of booleans.
    """
    for name, value in given.items():
        if value is not None or name not in ("mask", "bias"):
            refuse_complex(operation, name, parts_of(operation, value)[0].dtype)
    if given["mask"] is not None:
        booleans(operation, "mask", given["mask"])
    return _checked(operation, tuple(map(signature_of, given.values())), tuple(given), key, positions)


@settled
def _checked(
    operation: Operation[Any],
    signatures: Signatures,
    names: tuple[str, ...],
    key: AxisSelector,
    positions: AxisSelection,
) -> Names:
    arrays = {name: None if one is None else known(one) for name, one in zip(names, signatures, strict=True)}
    return operation.rule(Key=key, KPos=positions, **arrays).names  # type: ignore[no-any-return]  # rules give Axes


def _weights(
    operation: Operation[Any],
    key_axis: AxisSelector,
    positions: AxisSelection,
    given: dict[str, Any],
    dtype: DTypeLike | None,
    precision: PrecisionLike,
    scale: float | None,
    order: Names | None = None,
) -> NamedArray:
    """The weights, of arguments that fit, with their axes in some order."""
    query, key, mask, bias = (given[name] for name in ("query", "key", "mask", "bias"))
    made_of = floats(query.array).dtype
    if dtype is not None:
        query, key = query.astype(dtype), key.astype(dtype)
    scores = dot(
        query * (1 / sqrt(max(query.axis_size(key_axis), 1)) if scale is None else scale),
        key,
        axis=key_axis,
        precision=precision,
        out_axes=order,
    )
    call, out = _softmax(operation, tuple(map(signature_of, (scores, bias, mask))), positions)
    weights = call(*(None if one is None else one.array for one in (scores, bias, mask)))
    return wrap(weights.astype(made_of), out)


@settled
def _softmax(operation: Operation[Any], signatures: Signatures, positions: AxisSelection) -> tuple[Kernel, Names]:
    scores, *others = (None if one is None else known(one).names for one in signatures)
    assert scores is not None
    moves = tuple(None if names is None else move(names, scores) for names in others)
    over = tuple(sorted(scores.index(axis.name) for axis in entries(positions)))
    return kernel(operation.told, _shares, over, moves), scores


def _shares(over: tuple[int, ...], moves: tuple[Move | None, ...], scores: Any, *others: Any) -> Any:
    bias, mask = (None if how is None else moved(one, how) for one, how in zip(others, moves, strict=True))
    return shares(over, scores, bias, mask)
