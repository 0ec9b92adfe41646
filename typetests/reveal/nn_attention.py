"""Attention: the axes of the query, in which those of the value take the place of what is compared; masks of pairs."""

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import attention
from haliax.nn.attention import causal_mask, dot_product_attention, dot_product_attention_weights

Batch, Position, Head, Shared, HeadDim = hax.make_axes(batch=2, position=3, head=5, shared=7, head_dim=8)
KeyPosition = Position.alias("key_position")
key = jax.random.key(0)
q = hax.ones((Batch, Position, Head, HeadDim))
k = q.rename({"position": "key_position"})
grouped = hax.ones((Batch, Head, Shared, Position, HeadDim))
wide = hax.ones((Batch, KeyPosition, Head, Axis("value", 11)))
segments = hax.zeros((Batch, Position), dtype=int)

mask = causal_mask(Position, KeyPosition)
reveal_type(mask)  # R: [position, key_position]
reveal_type(causal_mask(Position, KeyPosition, 3, k_start=1))  # R: [position, key_position]
reveal_type(causal_mask(Position, KeyPosition, hax.zeros(Batch, dtype=int)))  # R: [batch, position, key_position]
reveal_type(causal_mask(Position.alias("query"), Axis("memory", 4)))  # R: [query, memory]
reveal_type(attention.prefix_lm_mask(Position, KeyPosition, 2))  # R: [position, key_position]
reveal_type(attention.prefix_lm_mask(Position, KeyPosition, segments.max("position")))  # R: [batch, position, key_position]
reveal_type(attention.segment_mask("position", "key_position", segments))  # R: [batch, position, key_position]
reveal_type(attention.segment_mask(Position, "memory", segments, hax.zeros(Axis("memory", 4), dtype=int)))  # R: [batch, position, memory]
reveal_type(attention.mask_to_bias(mask))  # R: [position, key_position]
reveal_type(attention.alibi_attention_bias(Head, KeyPosition))  # R: [head, key_position]
reveal_type(attention.dropout_mask((Batch, KeyPosition), 0.1, key=key))  # R: [batch, key_position]
reveal_type(attention.forgetful_causal_mask(KeyPosition, 0.1, key=key))  # R: [key_position]

padding = hax.ones((Batch, KeyPosition), dtype=bool)
reveal_type(attention.combine_masks_and(mask, padding))  # R: [position, key_position, batch]
reveal_type(attention.combine_masks_or(padding, mask))  # R: [batch, key_position, position]
reveal_type(attention.combine_masks_and(mask, None))  # R: [position, key_position]
reveal_type(attention.combine_masks_or(None, padding))  # R: [batch, key_position]
reveal_type(attention.combine_masks_and(None, None))  # R(static): None

reveal_type(dot_product_attention("key_position", "head_dim", q, k, k))  # R: [batch, position, head, head_dim]
reveal_type(dot_product_attention(KeyPosition, HeadDim, q, k, k, mask))  # R: [batch, position, head, head_dim]
reveal_type(dot_product_attention(KeyPosition, HeadDim, q, k, k, bias=attention.alibi_attention_bias(Head, KeyPosition)))  # R: [batch, position, head, head_dim]
reveal_type(dot_product_attention(("key_position",), HeadDim, q, k, wide, implementation="named"))  # R: [batch, position, head, value]
reveal_type(dot_product_attention(KeyPosition, HeadDim, grouped, k, k, mask, implementation="jax"))  # R: [batch, head, shared, position, head_dim]
reveal_type(dot_product_attention_weights("head_dim", "key_position", q, k, mask))  # R: [batch, position, head, key_position]
reveal_type(dot_product_attention_weights(HeadDim, KeyPosition, grouped, k))  # R: [batch, head, shared, position, key_position]
reveal_type(hax.dot(dot_product_attention_weights(HeadDim, KeyPosition, q, k), wide, axis=KeyPosition))  # R: [batch, position, head, value]


def perhaps(m: NamedArray["position key_position"] | None, bare: NamedArray, keys: NamedArray) -> None:
    both = attention.combine_masks_and(m, padding)
    reveal_type(both)  # R(static): [position, key_position, batch] | [batch, key_position]
    reveal_type(attention.combine_masks_and(m, None))  # R(static): [position, key_position] | None
    reveal_type(dot_product_attention(KeyPosition, HeadDim, q, k, k, both))  # R: [batch, position, head, head_dim]
    reveal_type(dot_product_attention(KeyPosition, HeadDim, bare, k, k))  # R: {head_dim, batch, head, ...}
    reveal_type(dot_product_attention_weights(HeadDim, KeyPosition, q, keys))  # R: [batch, position, head, ...]


perhaps(mask, q, k)
perhaps(None, q, k)


def attend(x: NamedArray["batch position embed"], mask: NamedArray["position key_position"]) -> NamedArray["batch position embed"]:
    keys = x.rename({"position": "key_position"})
    return dot_product_attention("key_position", "embed", x, keys, keys, mask=mask, attention_dtype=jnp.float32)


reveal_type(attend(hax.ones((Batch, Position, Axis("embed", 8))), mask))  # R: [batch, position, embed]
