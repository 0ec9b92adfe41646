"""Queries and keys whose positions have one name, keys without what is compared, masks of other axes."""

import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import attention
from haliax.nn.attention import causal_mask, dot_product_attention, dot_product_attention_weights

Batch, Position, Head, HeadDim = hax.make_axes(batch=2, position=3, head=5, head_dim=8)
KeyPosition = Position.alias("key_position")
key = jax.random.key(0)
q = hax.ones((Batch, Position, Head, HeadDim))
k = q.rename({"position": "key_position"})
mask = causal_mask(Position, KeyPosition)
segments = hax.zeros((Batch, Position), dtype=int)

dot_product_attention("position", "head_dim", q, q, q)  # E: dot_product_attention: axis 'position' is in the query [batch, position, head, head_dim] and in the key [batch, position, head, head_dim], so no query could look at another position; rename it in key and value, as in key.rename({'position': 'key_position'}), and pass that as KPos  [axis-duplicate]
dot_product_attention(Position, HeadDim, q, q, q, mask)  # E: dot_product_attention: axis 'position' is in the query …  [axis-duplicate]
dot_product_attention_weights("head_dim", "position", q, q)  # E: dot_product_attention_weights: axis 'position' is in the query …  [axis-duplicate]
dot_product_attention("key_position", "head_dim", q, q, q)  # E: dot_product_attention: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]
dot_product_attention("key_position", "head_dim", q, k, q)  # E: dot_product_attention: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]
dot_product_attention("key_position", "head_dim", k, q, q)  # E: dot_product_attention: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]
dot_product_attention("head_dim", "key_position", q, k, k)  # E: dot_product_attention: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]
dot_product_attention("key_position", "embed", q, k, k)  # E: dot_product_attention: no axis 'embed' in [batch, position, head, head_dim]  [axis-missing]
dot_product_attention("key_position", "head_dim", q, k.sum("head_dim"), k)  # E: dot_product_attention: no axis 'head_dim' in [batch, key_position, head]; did you mean 'head'?  [axis-missing]
dot_product_attention(KeyPosition, HeadDim, q, k, k, mask=causal_mask(Position, Axis("memory", 4)))  # E: dot_product_attention: [position, memory] has 'memory', which [batch, position, head, key_position] lacks; …  [axis-broadcast]
dot_product_attention(KeyPosition, HeadDim, q, k, k, bias=q)  # E: dot_product_attention: [batch, position, head, head_dim] has 'head_dim', which [batch, position, head, key_position] lacks; …  [axis-broadcast]
dot_product_attention(KeyPosition, HeadDim, q, k, k).sum("key_position")  # E: sum: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]
dot_product_attention_weights(HeadDim, KeyPosition, q, k).sum("head_dim")  # E: sum: no axis 'head_dim' in [batch, position, head, key_position]; did you mean 'head'?  [axis-missing]
dot_product_attention_weights(KeyPosition, HeadDim, q, k)  # E: dot_product_attention_weights: no axis 'key_position' in [batch, position, head, head_dim]; did you mean 'position'?  [axis-missing]

causal_mask(Position, Position)  # E: causal_mask: axis 'position' is given for the queries and for the keys; give the keys another name, as in KPos.alias('key_position')  [axis-duplicate]
causal_mask(Position, KeyPosition, segments)  # E: causal_mask: axis 'position' is already in [batch, position]; choose another name or rename it first  [axis-duplicate]
causal_mask(Position, KeyPosition).sum("batch")  # E: sum: no axis 'batch' in [position, key_position]  [axis-missing]
attention.prefix_lm_mask(Batch, Batch, 2)  # E: prefix_lm_mask: axis 'batch' is given for the queries and for the keys; …  [axis-duplicate]
attention.prefix_lm_mask(Batch, KeyPosition, segments)  # E: prefix_lm_mask: axis 'batch' is already in [batch, position]; …  [axis-duplicate]
attention.segment_mask("position", "position", segments)  # E: segment_mask: axis 'position' is given for the queries and for the keys; …  [axis-duplicate]
attention.segment_mask("query", "key_position", segments)  # E: segment_mask: no axis 'query' in [batch, position]  [axis-missing]
attention.segment_mask("position", "key_position", segments, segments)  # E: segment_mask: no axis 'key_position' in [batch, position]; did you mean 'position'?  [axis-missing]
attention.segment_mask("position", "batch", segments)  # E: segment_mask: axis 'batch' is in the query …  [axis-duplicate]
attention.combine_masks_and(mask, None).sum("batch")  # E: sum: no axis 'batch' in [position, key_position]  [axis-missing]
attention.combine_masks_or(mask, segments > 0).sum("head")  # E: sum: no axis 'head' in [position, key_position, batch]  [axis-missing]
attention.mask_to_bias(mask).sum("batch")  # E: sum: no axis 'batch' in [position, key_position]  [axis-missing]
attention.alibi_attention_bias(Head, Head)  # E: alibi_attention_bias: axis 'head' is repeated in [head=5, head=5]; name each axis once  [axis-duplicate]
attention.dropout_mask((Head, Head), 0.1, key=key)  # E: dropout_mask: axis 'head' is repeated in [head=5, head=5]; name each axis once  [axis-duplicate]
attention.forgetful_causal_mask(KeyPosition, 0.1, key=key).sum("position")  # E: sum: no axis 'position' in [key_position]; did you mean 'key_position'?  [axis-missing]


def attend(x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    return dot_product_attention("position", "embed", x, x, x)  # E(kind): dot_product_attention: axis 'position' is in the query …  [axis-duplicate]


def swapped(x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    keys = x.rename({"position": "key_position"})
    return dot_product_attention("key_position", "embed", keys, x, x)  # E(kind): dot_product_attention: no axis 'key_position' in [batch, position, embed]; …  [axis-missing]


x = hax.ones((Batch, Position, Axis("embed", 8)))
for wrong in (attend, swapped):
    try:
        wrong(x)
    except hax.AxisError:
        pass
