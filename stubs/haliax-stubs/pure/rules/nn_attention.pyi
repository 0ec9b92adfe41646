# Written by `python -m tools.stubs`. Do not edit.
"""Attention: the axes of the queries, in which those of the values take the place of what is compared."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
dot_product_attention_weights: Operation[Any]
dot_product_attention: Operation[Any]
