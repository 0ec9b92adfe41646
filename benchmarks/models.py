"""One attention layer and one transformer block: with named axes, and by hand with positions.

Both compute the same, in the way in which a person would write it. Parameters are dicts of arrays on both sides.
"""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

BATCH, POSITION, EMBED = hax.make_axes(batch=4, position=32, embed=64)
HEAD, HEAD_DIM, MLP = hax.make_axes(head=4, head_dim=16, mlp=256)
QKV = Axis("qkv", 3)

AXES = {
    "qkv": (EMBED, QKV, HEAD, HEAD_DIM),
    "out": (HEAD, HEAD_DIM, EMBED),
    "up": (EMBED, MLP),
    "down": (MLP, EMBED),
    "scale1": (EMBED,),
    "shift1": (EMBED,),
    "scale2": (EMBED,),
    "shift2": (EMBED,),
}
"""The axes of each parameter."""

Params = dict[str, NamedArray]
Plain = dict[str, jax.Array]


def params() -> Params:
    """Random parameters of a block."""
    keys = jax.random.split(jax.random.key(0), len(AXES))
    return {name: hax.random.normal(key, axes) * 0.1 for key, (name, axes) in zip(keys, AXES.items(), strict=True)}


def inputs() -> NamedArray["batch position embed"]:
    """A random input."""
    return hax.random.normal(jax.random.key(1), (BATCH, POSITION, EMBED))


def plain(tree: Any) -> Any:
    """The arrays of a tree, without names."""
    return jax.tree.map(lambda a: a.array, tree, is_leaf=lambda a: isinstance(a, NamedArray))


def attention(p: Params, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    """Causal attention of several heads, with named axes."""
    qkv = hax.dot(x, p["qkv"], axis="embed")
    q, k, v = qkv.rearrange("{batch position qkv head head_dim} -> qkv batch head position head_dim").unbind("qkv")
    k, v = k.rename({"position": "key"}), v.rename({"position": "key"})
    scores = hax.dot(q, k, axis="head_dim") / math.sqrt(HEAD_DIM.size)
    key = POSITION.alias("key")
    causal = hax.arange(POSITION) >= hax.arange(key).broadcast_axis(POSITION)
    weights = hax.nn.softmax(hax.where(causal, scores, -jnp.inf), axis="key")
    return hax.dot(hax.dot(weights, v, axis="key"), p["out"], axis=("head", "head_dim"))


def attention_by_hand(p: Plain, x: jax.Array) -> jax.Array:
    """The same with positions."""
    qkv = jnp.einsum("bpe,eqhd->bpqhd", x, p["qkv"])
    q, k, v = jnp.unstack(jnp.transpose(qkv, (2, 0, 3, 1, 4)))
    scores = jnp.einsum("bhpd,bhkd->bhpk", q, k) / math.sqrt(HEAD_DIM.size)
    causal = jnp.arange(POSITION.size)[:, None] >= jnp.arange(POSITION.size)
    weights = jax.nn.softmax(jnp.where(causal, scores, -jnp.inf), axis=-1)
    return jnp.einsum("bhpd,hde->bpe", jnp.einsum("bhpk,bhkd->bhpd", weights, v), p["out"])


def norm(
    x: NamedArray["batch position embed"], scale: NamedArray["embed"], shift: NamedArray["embed"]
) -> NamedArray["batch position embed"]:
    """Layer normalization, with named axes."""
    x = x - x.mean("embed")
    return x * hax.rsqrt(hax.mean(x * x, "embed") + 1e-5) * scale + shift


def norm_by_hand(x: jax.Array, scale: jax.Array, shift: jax.Array) -> jax.Array:
    """The same with positions."""
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * scale + shift


def block(p: Params, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    """A transformer block, with named axes."""
    x = x + attention(p, norm(x, p["scale1"], p["shift1"]))
    hidden = hax.nn.gelu(hax.dot(norm(x, p["scale2"], p["shift2"]), p["up"], axis="embed"))
    return x + hax.dot(hidden, p["down"], axis="mlp")


def block_by_hand(p: Plain, x: jax.Array) -> jax.Array:
    """The same with positions."""
    x = x + attention_by_hand(p, norm_by_hand(x, p["scale1"], p["shift1"]))
    hidden = jax.nn.gelu(norm_by_hand(x, p["scale2"], p["shift2"]) @ p["up"])
    return x + hidden @ p["down"]
