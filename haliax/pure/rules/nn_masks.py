"""Masks and biases of attention: which keys each query sees."""

from __future__ import annotations

from haliax.pure import errors, nn_errors
from haliax.pure.axes import SCALAR, Axes, exactly, find, rename, union, with_sizes
from haliax.pure.axis import as_axis, name_of
from haliax.pure.matching import concatenated
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalArray, Selection, Selector

declare = Family("haliax.nn.attention.masks")


def _causal(QPos: Selector, KPos: Selector, q_start: Array = SCALAR, k_start: Array = SCALAR) -> Axes:
    return _each_pair(QPos, KPos, q_start, k_start)


causal_mask = declare("causal_mask", _causal)


def _prefix(
    QSeqLen: Selector, KSeqLen: Selector, prefix_len: Array, q_start: Array = SCALAR, k_start: Array = SCALAR
) -> Axes:
    return _each_pair(QSeqLen, KSeqLen, prefix_len, q_start, k_start)


prefix_lm_mask = declare("prefix_lm_mask", _prefix)


def _each_pair(queries: Selector, keys: Selector, *numbers: Axes) -> Axes:
    """An axis for the queries and one for the keys, after those of numbers that the mask depends on."""
    if name_of(queries) == name_of(keys):
        raise nn_errors.one_position(name_of(queries))
    before = union(*numbers)
    for axis in (queries, keys):
        if before.has(name_of(axis)):
            raise errors.taken(name_of(axis), before)
    return concatenated((before, Axes((as_axis(queries), as_axis(keys)))))


def _segments(QPos: Selector, KPos: Selector, segments: Array, key_segments: OptionalArray = None) -> Axes:
    queries, keys = name_of(QPos), name_of(KPos)
    if queries == keys:
        raise nn_errors.one_position(queries)
    found = find(segments, QPos)
    if segments.has(keys):
        raise nn_errors.not_renamed(keys, segments, segments)
    if key_segments is None:
        renamed = rename(Axes((found,)), {queries: KPos})
        return concatenated((with_sizes(segments, Axes((found,)).sizes()), renamed))
    find(key_segments, KPos)
    if key_segments.has(queries):
        raise nn_errors.not_renamed(queries, segments, key_segments)
    return union(segments, key_segments)


segment_mask = declare("segment_mask", _segments)


def _combined(mask1: OptionalArray, mask2: OptionalArray) -> Axes | None:
    if mask1 is None or mask2 is None:
        return mask2 if mask1 is None else mask1
    return union(mask1, mask2)


combine_masks_and = declare("combine_masks_and", _combined)
combine_masks_or = declare("combine_masks_or", _combined)


def _bias(mask: Array) -> Axes:
    return mask


mask_to_bias = declare("mask_to_bias", _bias)


def _alibi(Heads: Selector, KPos: Selector) -> Axes:
    return exactly((Heads, KPos))


alibi_attention_bias = declare("alibi_attention_bias", _alibi)


def _dropout_mask(axes: Selection) -> Axes:
    return exactly(axes)


dropout_mask = declare("dropout_mask", _dropout_mask)


def _forgetful(KPos: Selector) -> Axes:
    return Axes((as_axis(KPos),))


forgetful_causal_mask = declare("forgetful_causal_mask", _forgetful)
