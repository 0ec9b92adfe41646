# Written by `python -m tools.stubs`. Do not edit.
"""Masks and biases of attention: which keys each query sees."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
causal_mask: Operation[Any]
prefix_lm_mask: Operation[Any]
segment_mask: Operation[Any]
combine_masks_and: Operation[Any]
combine_masks_or: Operation[Any]
mask_to_bias: Operation[Any]
alibi_attention_bias: Operation[Any]
dropout_mask: Operation[Any]
forgetful_causal_mask: Operation[Any]
