# Written by `python -m tools.stubs`. Do not edit.
"""Attention: each query gets the mean of the values, weighted by how well their keys fit it."""

from typing import Literal

from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray
from haliax.types import PrecisionLike

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
