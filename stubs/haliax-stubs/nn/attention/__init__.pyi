# Written by `python -m tools.stubs`. Do not edit.
"""Attention, and the masks and biases that say which keys each query sees.

A mask is true where a query sees a key. Queries and keys have positions of different names.
"""

from haliax.nn.attention.masks import (
    alibi_attention_bias as alibi_attention_bias,
    causal_mask as causal_mask,
    combine_masks_and as combine_masks_and,
    combine_masks_or as combine_masks_or,
    dropout_mask as dropout_mask,
    forgetful_causal_mask as forgetful_causal_mask,
    mask_to_bias as mask_to_bias,
    prefix_lm_mask as prefix_lm_mask,
    segment_mask as segment_mask,
)
from haliax.nn.attention.products import (
    dot_product_attention as dot_product_attention,
    dot_product_attention_weights as dot_product_attention_weights,
)
