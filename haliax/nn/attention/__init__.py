"""Attention, and the masks and biases that say which keys each query sees.

A mask is true where a query sees a key. Queries and keys have positions of different names.
"""

from __future__ import annotations

from haliax.nn.attention.masks import alibi_attention_bias as alibi_attention_bias
from haliax.nn.attention.masks import causal_mask as causal_mask
from haliax.nn.attention.masks import combine_masks_and as combine_masks_and
from haliax.nn.attention.masks import combine_masks_or as combine_masks_or
from haliax.nn.attention.masks import dropout_mask as dropout_mask
from haliax.nn.attention.masks import forgetful_causal_mask as forgetful_causal_mask
from haliax.nn.attention.masks import mask_to_bias as mask_to_bias
from haliax.nn.attention.masks import prefix_lm_mask as prefix_lm_mask
from haliax.nn.attention.masks import segment_mask as segment_mask
from haliax.nn.attention.products import dot_product_attention as dot_product_attention
from haliax.nn.attention.products import dot_product_attention_weights as dot_product_attention_weights
