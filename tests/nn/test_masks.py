"""Masks and biases: what is seen, from where, in which dtypes, and what chance hides."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import attention

Q, K, B = Axis("position", 5), Axis("key_position", 7), Axis("batch", 3)
KEY = jax.random.key(0)


def test_causal_mask_of_a_cache() -> None:
    starts = NamedArray(jnp.asarray([0, 4, -9]), (B,))
    mask = attention.causal_mask(Q, K, starts)
    assert mask.axes == (B, Q, K) and mask.dtype == jnp.bool_
    for row, start in enumerate((0, 4, -9)):
        np.testing.assert_array_equal(mask["batch", row].array, np.tri(5, 7, start, dtype=bool))
        np.testing.assert_array_equal(attention.causal_mask(Q, K, start).array, np.tri(5, 7, start, dtype=bool))
    np.testing.assert_array_equal(attention.causal_mask(Q, K, 1, 3).array, np.tri(5, 7, -2, dtype=bool))
    np.testing.assert_array_equal(
        jax.jit(lambda n: attention.causal_mask(Q, K, n))(2).array, np.tri(5, 7, 2, dtype=bool)
    )


@pytest.mark.parametrize("dtype", [jnp.uint8, jnp.int8, jnp.uint32])
def test_starts_of_small_dtypes(dtype: Any) -> None:
    long = Axis("position", 300)
    mask = attention.causal_mask(long, Axis("key_position", 400), jnp.asarray(100, dtype))
    np.testing.assert_array_equal(mask.array, np.tri(300, 400, 100, dtype=bool))


def test_starts_are_whole_numbers() -> None:
    for wrong in (1.5, True, hax.ones(B)):
        with pytest.raises(TypeError, match="causal_mask: expected integers as `q_start`"):
            attention.causal_mask(Q, K, wrong)
    with pytest.raises(TypeError, match="causal_mask: expected a NamedArray or a number, got a plain array"):
        attention.causal_mask(Q, K, jnp.zeros(3, int))


def test_axes_of_masks_have_sizes() -> None:
    with pytest.raises(hax.AxisError, match="causal_mask: axis 'position' needs a size"):
        attention.causal_mask("position", K)  # type: ignore[arg-type]  # that is the mistake


def test_prefix_mask() -> None:
    lengths = NamedArray(jnp.asarray([0, 3, 7]), (B,))
    mask = attention.prefix_lm_mask(Q, K, lengths)
    for row, length in enumerate((0, 3, 7)):
        expected = np.tri(5, 7, dtype=bool) | (np.arange(7) < length)[None]
        np.testing.assert_array_equal(mask["batch", row].array, expected)
    np.testing.assert_array_equal(
        attention.prefix_lm_mask(Q, K, 3, 2, 1).array, np.tri(5, 7, 1, dtype=bool) | (np.arange(7) < 2)
    )


def test_segments() -> None:
    segments = NamedArray(jnp.asarray([[0, 0, 1, 1, 2]] * 3), (B, Q))
    mask = attention.segment_mask("position", "key_position", segments)
    assert mask.axes == (B, Q, Axis("key_position", 5))
    np.testing.assert_array_equal(mask["batch", 1].array, np.asarray([0, 0, 1, 1, 2])[:, None] == [[0, 0, 1, 1, 2]])
    others = NamedArray(jnp.asarray([2, 1, 0, 0, 0, 0, 5]), (K,))
    cross = attention.segment_mask(Q, K, segments, others)
    assert cross.axes == (B, Q, K)
    np.testing.assert_array_equal(cross["batch", 0, "position", 4].array, [True] + [False] * 6)


def test_masks_combine_whatever_their_axes() -> None:
    causal, padding = attention.causal_mask(Q, K), NamedArray(jnp.arange(21).reshape(3, 7) % 4 > 0, (B, K))
    for combine, by_hand in (
        (attention.combine_masks_and, jnp.logical_and),
        (attention.combine_masks_or, jnp.logical_or),
    ):
        out = combine(causal, padding)
        assert out is not None and out.axes == (Q, K, B)
        np.testing.assert_array_equal(
            out.rearrange((B, Q, K)).array, by_hand(causal.array[None], padding.array[:, None])
        )
        assert combine(causal, None) is causal and combine(None, causal) is causal and combine(None, None) is None
        with pytest.raises(TypeError, match="expected booleans as `mask`"):
            combine(causal, padding * 1.0)


def test_a_bias_hides_what_the_mask_hides() -> None:
    mask = attention.causal_mask(Q, K)
    bias = attention.mask_to_bias(mask)
    assert bias.dtype == jnp.float32 and bias.axes == mask.axes
    assert set(np.unique(bias.array[mask.array])) == {0} and set(np.unique(bias.array[~mask.array])) == {-1e9}
    q, k = hax.random.normal(KEY, (Q, Axis("embed", 11))), hax.random.normal(KEY, (K, Axis("embed", 11)))
    by_mask, by_bias = (
        attention.dot_product_attention_weights("embed", K, q, k, **how) for how in ({"mask": mask}, {"bias": bias})
    )
    np.testing.assert_allclose(by_mask.array, by_bias.array, atol=1e-6)


@pytest.mark.parametrize("heads", [1, 2, 3, 6, 8, 12])
def test_slopes_of_heads(heads: int) -> None:
    def of_power(count: int) -> list[float]:
        return [2 ** (-8 * (i + 1) / count) for i in range(count)]

    below = 2 ** int(np.log2(heads))
    expected = [*of_power(below), *of_power(2 * below)[0::2]][:heads]  # as in the paper
    bias = attention.alibi_attention_bias(Axis("head", heads), K)
    np.testing.assert_allclose(bias.array, np.outer(expected, np.arange(7)), rtol=1e-6)


def test_what_chance_hides() -> None:
    long = Axis("key_position", 4000)
    kept = attention.dropout_mask((long,), 0.25, key=KEY)
    assert kept.dtype == jnp.bool_ and abs(kept.mean().item() - 0.75) < 0.03
    seen = attention.forgetful_causal_mask(long, 0.25, sample_prob=False, key=KEY)
    assert abs(seen.mean().item() - 0.75) < 0.03
    shares = [attention.forgetful_causal_mask(long, 0.5, key=key).mean().item() for key in jax.random.split(KEY, 40)]
    assert 0.49 < min(shares) < 0.6 < 0.9 < max(shares) <= 1
    firsts = [attention.forgetful_causal_mask(long, 1.0, sample_prob=False, key=k) for k in jax.random.split(KEY, 3)]
    assert all(first.sum().item() == 1 and bool(first.array[0]) for first in firsts)
