# Written by `python -m tools.stubs`. Do not edit.
"""Masks and biases of attention. A mask is true where a query sees a key."""

import jax
from jax.typing import DTypeLike
from typing_extensions import TypeVar

from haliax.axis import Axis, AxisSelector, AxisSpec
from haliax.core import NamedArray, NamedOrNumeric

_Array = TypeVar("_Array", bound=NamedArray)

def causal_mask(QPos: Axis, KPos: Axis, q_start: NamedOrNumeric = 0, k_start: NamedOrNumeric = 0) -> NamedArray:
    """A mask in which each query sees the keys that do not come after it.

    Axes: `position, key_position -> [position, key_position]`

    Axes: `position, key_position, [batch] -> [batch, position, key_position]`

    Args:
        QPos: The positions of the queries.
        KPos: The positions of the keys.
        q_start: The position of the first query: a number, or an array of them, whose axes come out first.
        k_start: The position of the first key.

    Raises:
        AxisError: If both axes have one name, one has no size, or is among the axes of the starts.
        TypeError: If a start is no integer.
    """

def prefix_lm_mask(
    QSeqLen: Axis,
    KSeqLen: Axis,
    prefix_len: NamedOrNumeric,
    q_start: NamedOrNumeric = 0,
    k_start: NamedOrNumeric = 0,
) -> NamedArray:
    """A mask in which each query sees the keys of a prefix, and those that do not come after it.

    Axes: `position, key_position, 3 -> [position, key_position]`

    Axes: `position, key_position, [batch] -> [batch, position, key_position]`

    Args:
        QSeqLen: The positions of the queries.
        KSeqLen: The positions of the keys.
        prefix_len: How many positions the prefix has: a number, or an array of them, whose axes come out first.
        q_start: The position of the first query.
        k_start: The position of the first key.

    Raises:
        AxisError: If both axes have one name, one has no size, or is among the axes of the numbers.
        TypeError: If a number is no integer.
    """

def segment_mask(
    QPos: AxisSelector,
    KPos: AxisSelector,
    segments: NamedArray,
    key_segments: NamedArray | None = None,
) -> NamedArray:
    """A mask in which each query sees the keys of its own segment, as where several documents share a sequence.

    Axes: `position, key_position, [batch, position] -> [batch, position, key_position]`

    Args:
        QPos: The positions of the queries.
        KPos: The positions of the keys.
        segments: The number of the segment that each query is in.
        key_segments: That of each key. By default that of the query at its position.

    Raises:
        AxisError: If both axes have one name, or `segments` has the axis of the keys, or lacks that of the queries, or
            the other way round for `key_segments`.
    """

def combine_masks_and(mask1: NamedArray | None, mask2: NamedArray | None) -> NamedArray:
    """A mask in which a query sees what it sees in both masks. None stands for a mask that hides nothing.

    Axes: `[position, key_position], [batch, key_position] -> [position, key_position, batch]`

    Raises:
        AxisError: If an axis that both have has two sizes.
        TypeError: If a mask is not of booleans.
    """

def combine_masks_or(mask1: NamedArray | None, mask2: NamedArray | None) -> NamedArray:
    """A mask in which a query sees what it sees in either mask. None stands for no mask: the other one comes out.

    Axes: `[position, key_position], [batch, key_position] -> [position, key_position, batch]`

    Raises:
        AxisError: If an axis that both have has two sizes.
        TypeError: If a mask is not of booleans.
    """

def mask_to_bias(mask: _Array, mask_value: float = -1000000000.0, dtype: DTypeLike = ...) -> _Array:
    """A bias that is 0 where the mask is true, and `mask_value` where it is not. The axes stay.

    A row that is wholly hidden is not wholly hidden by such a bias: pass the mask itself where you can.

    Axes: `[position, key_position] -> [position, key_position]`

    Args:
        mask: The mask.
        mask_value: The bias where nothing is seen.
        dtype: The dtype. In float16, -1e9 is minus infinity.

    Raises:
        TypeError: If the mask is not of booleans.
    """

def alibi_attention_bias(Heads: Axis, KPos: Axis, bias_max: float = 8, dtype: DTypeLike = ...) -> NamedArray:
    """The bias of Press et al. (2021): each head prefers near keys, by a slope of its own.

    It grows with the position of the key. The position of the query would add the same to all keys of a row, which
    makes no difference to their shares.

    Axes: `head, key_position -> [head, key_position]`

    Args:
        Heads: The heads.
        KPos: The positions of the keys.
        bias_max: The slopes go down to `2 ** -bias_max`.
        dtype: The dtype.

    Raises:
        AxisError: If an axis has no size, or both have one name.
    """

def dropout_mask(axes: AxisSpec, dropout_rate: float, *, key: jax.Array) -> NamedArray:
    """A mask that hides each element with probability `dropout_rate`.

    Axes: `(position, key_position), 0.1 -> [position, key_position]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def forgetful_causal_mask(KPos: Axis, mask_prob: float, sample_prob: bool = True, *, key: jax.Array) -> NamedArray:
    """A mask that hides keys at random, but never the first, from all queries. It goes with a causal mask.

    See Liu et al., "Forgetful causal masking" (2022).

    Axes: `key_position, 0.1 -> [key_position]`

    Args:
        KPos: The positions of the keys.
        mask_prob: How likely a key is hidden.
        sample_prob: Whether that is only the most, and the probability itself is drawn from 0 to there.
        key: The key.

    Raises:
        AxisError: If the axis has no size.
    """
