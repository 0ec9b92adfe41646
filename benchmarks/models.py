"""One attention layer and one transformer block with named axes: what `positional` computes with positions.

Both are written in the way in which a person would. Parameters are dicts of arrays on both sides.
"""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.positional import PARAMETERS, SIZES
from haliax import NamedArray

BATCH, POSITION, EMBED, QKV, HEAD, HEAD_DIM, MLP = ALL = hax.make_axes(**SIZES)

AXES = {name: tuple(axis for dim in dims for axis in ALL if axis.name == dim) for name, dims in PARAMETERS.items()}
"""The axes of each parameter."""

Params = dict[str, NamedArray]


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


def norm(
    x: NamedArray["batch position embed"], scale: NamedArray["embed"], shift: NamedArray["embed"]
) -> NamedArray["batch position embed"]:
    """Layer normalization, with named axes."""
    x = x - x.mean("embed")
    return x * hax.rsqrt(hax.mean(x * x, "embed") + 1e-5) * scale + shift


def block(p: Params, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    """A transformer block, with named axes."""
    x = x + attention(p, norm(x, p["scale1"], p["shift1"]))
    hidden = hax.nn.gelu(hax.dot(norm(x, p["scale2"], p["shift2"]), p["up"], axis="embed"))
    return x + hax.dot(hidden, p["down"], axis="mlp")
