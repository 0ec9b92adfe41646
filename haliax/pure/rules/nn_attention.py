"""Attention: the axes of the queries, in which those of the values take the place of what is compared."""

from __future__ import annotations

from haliax.pure import nn_errors
from haliax.pure.axes import Axes, drop, find, select, union
from haliax.pure.operation import Family
from haliax.pure.rules.reductions import fitting
from haliax.pure.wants import Array, OptionalArray, Selection, Selector

declare = Family("haliax.nn.attention.products")


def _weights(
    Key: Selector,
    KPos: Selection,
    query: Array,
    key: Array,
    mask: OptionalArray = None,
    bias: OptionalArray = None,
) -> Axes:
    find(query, Key)
    find(key, Key)
    for name in select(key, KPos).names:
        if query.has(name):
            raise nn_errors.not_renamed(name, query, key)
    weights = drop(union(query, key), (Key,))
    for given in (mask, bias):
        weights = fitting(weights, given)
    return weights


dot_product_attention_weights = declare("dot_product_attention_weights", _weights)


def _attention(
    KPos: Selection,
    Key: Selector,
    query: Array,
    key: Array,
    value: Array,
    mask: OptionalArray = None,
    bias: OptionalArray = None,
) -> Axes:
    weights = _weights(Key, KPos, query, key, mask, bias)
    select(value, KPos)
    return drop(union(weights, value), KPos)


dot_product_attention = declare("dot_product_attention", _attention)
