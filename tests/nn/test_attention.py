"""Attention: against positional products, for any order of axes, shared heads, hidden rows, dtypes and both ways."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Literal

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn.attention import _fused, causal_mask, dot_product_attention, dot_product_attention_weights
from haliax.pure.rules import nn_attention as rules
from tests.tracing import primitives

B, Q, K, H, G, D = hax.make_axes(batch=2, position=3, key_position=5, head=7, shared=11, embed=8)
KEYS = jax.random.split(jax.random.key(0), 5)
WAYS: tuple[Literal["named", "jax"], ...] = ("named", "jax")
way = pytest.mark.parametrize("way", WAYS)


def normal(number: int, *axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    return hax.random.normal(KEYS[number], axes).astype(dtype)


def weights(q: Any, k: Any, mask: Any = None, bias: Any = None) -> Any:
    """The weights of [..., position, embed] for [..., key_position, embed], those of what is hidden 0."""
    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1])
    scores = scores if bias is None else scores + bias
    seen = np.ones_like(scores, bool) if mask is None else np.broadcast_to(mask, scores.shape)
    parts = np.where(seen, np.exp(scores - scores.max(-1, keepdims=True)), 0)
    total = parts.sum(-1, keepdims=True)
    return parts / np.where(total == 0, 1, total)


@pytest.mark.slow
@way
@pytest.mark.parametrize("masked", [False, True])
def test_values_in_every_order_of_axes(way: Literal["named", "jax"], masked: bool) -> None:
    q, k, v = normal(0, B, H, Q, D), normal(1, B, H, K, D), normal(2, B, H, K, D)
    mask = (normal(3, B, Q, K) > 0) if masked else None
    bias = normal(4, H, K, Q)
    shown = None if mask is None else np.asarray(mask.array)[:, None]
    added = np.asarray(bias.array).swapaxes(1, 2)[None]
    expected = weights(*(np.asarray(x.array) for x in (q, k)), shown, added) @ np.asarray(v.array)
    for order in permutations((B, H, Q, D)):
        stored = q.rearrange(order)
        keys = k.rearrange(tuple(K if axis == Q else axis for axis in order))
        out = dot_product_attention("key_position", "embed", stored, keys, v, mask, bias, implementation=way)
        assert out.axes == (*(axis for axis in order if axis != D), D)
        np.testing.assert_allclose(out.rearrange((B, H, Q, D)).array, expected, rtol=2e-4, atol=2e-5)


@way
@pytest.mark.parametrize("order", [(B, Q, H, G, D), (B, H, G, Q, D), (G, Q, B, H, D), (D, Q, H, G, B), (G, H, D, B, Q)])
def test_heads_share_keys_by_their_names(way: Literal["named", "jax"], order: tuple[Axis, ...]) -> None:
    q, k, v = normal(0, *order), normal(1, B, K, H, D), normal(2, K, B, H, D)
    mask = causal_mask(Q, K, 1)
    out = dot_product_attention("key_position", D, q, k, v, mask, implementation=way)
    assert out.axes == (*(axis for axis in order if axis != D), D)
    for shared in (0, 10):
        one = dot_product_attention("key_position", D, q["shared", shared], k, v, mask, implementation="named")
        np.testing.assert_allclose(out["shared", shared].array, one.array, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("way", "dtype"),
    [
        *(("named", dtype) for dtype in (jnp.float16, jnp.bfloat16, jnp.float32)),
        *(("jax", dtype) for dtype in (jnp.bfloat16, jnp.float32)),  # which takes no float16 on a CPU
    ],
)
def test_a_query_that_sees_nothing_gets_0(way: Literal["named", "jax"], dtype: Any) -> None:
    q, k, v = normal(0, B, Q, D, dtype=dtype), normal(1, B, K, D, dtype=dtype), normal(2, B, K, D, dtype=dtype)
    mask = causal_mask(Q, K, -2)  # the first two see nothing

    def attend(q: NamedArray, k: NamedArray, v: NamedArray) -> NamedArray:
        return dot_product_attention("key_position", "embed", q, k, v, mask, implementation=way)

    out = attend(q, k, v)
    assert out.dtype == dtype
    assert bool((out["position", slice(0, 2)].array == 0).all())
    np.testing.assert_allclose(
        out["position", 2].array.astype(float), v["key_position", 0].array.astype(float), rtol=1e-2
    )
    slopes = jax.grad(lambda *args: (attend(*args) ** 2).sum().scalar().astype(jnp.float32), (0, 1, 2))(q, k, v)
    assert all(bool(jnp.isfinite(slope.array).all()) for slope in slopes)
    assert bool((slopes[0]["position", slice(0, 2)].array == 0).all())


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16, jnp.float32])
def test_weights_add_up_to_1_or_0(dtype: Any) -> None:
    q, k = normal(0, B, Q, D, dtype=dtype), normal(1, B, K, D, dtype=dtype)
    out = dot_product_attention_weights("embed", "key_position", q, k, causal_mask(Q, K, -1))
    assert out.dtype == dtype and out.axes == (B, Q, K)
    np.testing.assert_allclose(out.sum("key_position").array.astype(float), [[0, 1, 1]] * 2, atol=1e-2)
    hidden = dot_product_attention_weights("embed", "key_position", q, k, bias=hax.full(K, -jnp.inf))
    assert bool((hidden.array == 0).all())


def test_gradients_are_those_of_a_positional_call_both_ways() -> None:
    q, k, v = normal(0, B, Q, H, D), normal(1, B, K, H, D), normal(2, B, K, H, D)
    mask = causal_mask(Q, K, 1)

    def by_hand(q: jax.Array, k: jax.Array, v: jax.Array) -> jax.Array:
        scores = jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(8)
        shares = jax.nn.softmax(jnp.where(mask.array[None, None], scores, -jnp.inf))
        return (jnp.einsum("bhqk,bkhd->bqhd", shares, v) ** 2).sum()

    expected = jax.grad(by_hand, (0, 1, 2))(q.array, k.array, v.array)
    for way in WAYS:
        ours = jax.grad(
            lambda *args, way=way: (dot_product_attention(K, D, *args, mask, implementation=way) ** 2).sum().scalar(),
            (0, 1, 2),
        )(q, k, v)
        for slope, wanted in zip(ours, expected, strict=True):
            np.testing.assert_allclose(slope.array, wanted, rtol=1e-3, atol=1e-4)


def test_one_key_has_a_weight_of_1_and_no_gradient() -> None:
    q, k = normal(0, Q, D), normal(1, K, D)
    only = NamedArray(jnp.arange(5) == 2, (K,))
    slope = jax.grad(lambda q: (dot_product_attention_weights("embed", K, q, k, only) ** 3).sum().scalar())(q)
    np.testing.assert_allclose(slope.array, np.zeros((3, 8)), atol=1e-6)


def test_attention_dtype() -> None:
    q, k = (normal(i, axis, D, dtype=jnp.float16) * 100 for i, axis in ((0, Q), (1, K)))
    shares = dot_product_attention_weights("embed", "key_position", q, k, attention_dtype=jnp.float32)
    assert shares.dtype == jnp.float16
    expected = weights(np.asarray(q.array, np.float32), np.asarray(k.array, np.float32))
    np.testing.assert_allclose(shares.array, expected, atol=1e-3)
    text = str(jax.make_jaxpr(lambda: dot_product_attention(K, D, q, k, k, attention_dtype=jnp.float32))())
    assert "exp" in text and "f32[3,5] = exp" in text


def test_several_axes_of_key_positions_and_values_of_their_own() -> None:
    q, k = normal(0, B, Q, D), normal(1, B, K, H, D)
    v = normal(2, H, G, K)
    out = dot_product_attention(("key_position", "head"), "embed", q, k, v)
    flat = weights(np.asarray(q.array), np.asarray(k.array).reshape(2, 35, 8))
    assert out.axes == (B, Q, G)
    expected = flat @ np.asarray(v.rearrange((K, H, G)).array).reshape(35, 11)
    np.testing.assert_allclose(out.array, expected, rtol=1e-4, atol=1e-5)


def test_queries_without_a_position() -> None:
    q, k, v = normal(0, B, H, D), normal(1, B, K, H, D), normal(2, B, K, H, D)
    named, by_jax = (dot_product_attention(K, D, q, k, v, implementation=way) for way in WAYS)
    assert named.axes == by_jax.axes == (B, H, D)
    np.testing.assert_allclose(named.array, by_jax.array, rtol=1e-4, atol=1e-5)


# --- which way it goes


def test_auto_is_named_where_there_is_no_cudnn() -> None:
    q, k = normal(0, B, Q, D, dtype=jnp.bfloat16), normal(1, B, K, D, dtype=jnp.bfloat16)
    by_hand, auto = (
        primitives(lambda q, k, way=way: dot_product_attention(K, D, q, k, k, implementation=way).array, q, k)
        for way in ("named", "auto")
    )
    assert by_hand == auto


EVEN = Axis("position", 4), Axis("key_position", 6)
FITS: dict[str, tuple[dict[str, Any], bool]] = {
    "half precision": ({}, True),
    "float16": ({"dtype": jnp.float16}, True),
    "float32": ({"dtype": jnp.float32}, False),
    "an odd number of queries": ({"queries": Q}, False),
    "an odd number of keys": ({"keys": K}, False),
    "an embedding of 12": ({"embed": 12}, False),
    "an embedding of 256": ({"embed": 256}, False),
    "scores in float32": ({"attention_dtype": jnp.float32}, True),
    "scores in half precision": ({"attention_dtype": jnp.bfloat16}, False),
    "a precision": ({"precision": "highest"}, False),
    "a bias": ({"bias": True}, False),
}


@pytest.mark.parametrize(("how", "expected"), FITS.values(), ids=FITS)
def test_where_cudnn_is_faster(how: dict[str, Any], expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    embed = Axis("embed", how.get("embed", 64))
    queries, keys = how.get("queries", EVEN[0]), how.get("keys", EVEN[1])
    q, k = (normal(0, B, axis, H, embed, dtype=how.get("dtype", jnp.bfloat16)) for axis in (queries, keys))
    options = {name: how[name] for name in ("attention_dtype", "precision") if name in how}
    used: list[str] = []
    monkeypatch.setattr(_fused, "has_cudnn", lambda: True)
    monkeypatch.setattr(_fused, "_attention", lambda layout, how, *rest: used.append(how) or rest[1])
    bias = hax.zeros((queries, keys)) if "bias" in how else None
    dot_product_attention(keys, embed, q, k, k, bias=bias, **options)
    assert used == (["cudnn"] if expected else [])


def test_no_gpu_is_no_cudnn() -> None:
    assert not _fused.has_cudnn()


class Device:
    """What jax tells of a device."""

    def __init__(self, platform: str, capability: str | None) -> None:
        self.platform = platform
        if capability is not None:
            self.compute_capability = capability


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        (Device("gpu", "9.0"), True),
        (Device("gpu", "10.0"), True),
        (Device("gpu", "8.0"), True),
        (Device("gpu", "7.5"), False),
        (Device("gpu", "gfx942"), False),  # of another maker
        (Device("tpu", None), False),
        (Device("gpu", None), False),
    ],
)
def test_which_devices_have_cudnn(device: Device, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jax, "devices", lambda: [device])
    assert _fused.has_cudnn() is expected


def test_masks_reach_jax_no_larger_than_they_must() -> None:
    q, k, mask = normal(0, B, Q, H, D), normal(1, B, K, H, D), causal_mask(Q, K)
    signatures = tuple((x.axis_names, tuple(x.shape.values())) for x in (q, k, k, mask))
    layout = _fused.layout_of(rules.dot_product_attention, (*signatures, None), "embed", "key_position", q.axis_names)
    assert layout is not None and layout.counts == (2, 3, 7, 1, 5, 8)
    moved = _fused.moved(mask.array, layout.moves[3])
    assert _fused._of_scores(layout, moved).shape == (1, 1, 3, 5)


def test_what_jax_cannot_do_is_refused_if_it_is_asked_for() -> None:
    q, k = normal(0, Q, D), normal(1, K, D)
    with pytest.raises(ValueError, match=r"jax takes keys and values with the same axes.*implementation='named'"):
        dot_product_attention(K, D, q, k, normal(2, K, H), implementation="jax")
    with pytest.raises(ValueError, match="jax computes attention in float32"):
        dot_product_attention(K, D, q, k, k, precision="highest", implementation="jax")
    with pytest.raises(ValueError, match="implementation is 'flash', but expected 'auto', 'named' or 'jax'"):
        dot_product_attention(K, D, q, k, k, implementation="flash")  # type: ignore[arg-type]  # that is the mistake


def test_positions_that_are_not_renamed_are_refused() -> None:
    q = normal(0, B, Q, D)
    for call in (
        lambda: dot_product_attention("position", "embed", q, q, q),
        lambda: dot_product_attention_weights("embed", "position", q, q),
    ):
        with pytest.raises(
            hax.AxisError, match=r"rename it in key and value, as in key\.rename\(\{'position': 'key_pos"
        ):
            call()


def test_what_is_no_array_or_no_mask_is_refused() -> None:
    q, k = normal(0, Q, D), normal(1, K, D)
    with pytest.raises(TypeError, match=r"dot_product_attention: expected booleans as `mask`.*are a bias"):
        dot_product_attention(K, D, q, k, k, mask=hax.ones((Q, K)))
    with pytest.raises(TypeError, match="dot_product_attention: expected a NamedArray, got a plain array"):
        dot_product_attention(K, D, q, k.array, k)  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(TypeError, match="expected real numbers as `query`"):
        dot_product_attention(K, D, q.astype(jnp.complex64), k, k)
