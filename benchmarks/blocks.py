"""One transformer block made of layers, and the same by hand on positions.

Both compute the same, in the way in which a person would write it: norms in the dtype of their argument, products
with what is summed over last in the weight and a bias, causal attention of several heads, and an MLP.
"""

from __future__ import annotations

import math
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.models import BATCH, EMBED, HEAD, HEAD_DIM, MLP, POSITION, QKV
from haliax import Axis, NamedArray
from haliax.nn import LayerNorm, Linear, attention

KEY = POSITION.alias("key")


class Attention(eqx.Module):
    """Causal attention of several heads."""

    qkv: Linear["embed -> qkv head head_dim"]
    out: Linear["head head_dim -> embed"]

    @staticmethod
    def init(Embed: Axis, *, key: jax.Array) -> Attention:
        one, two = jax.random.split(key)
        return Attention(
            Linear.init(Embed, (QKV, HEAD, HEAD_DIM), key=one), Linear.init((HEAD, HEAD_DIM), Embed, key=two)
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        q, k, v = self.qkv(x).unbind("qkv")
        k, v = k.rename({"position": "key"}), v.rename({"position": "key"})
        mask = attention.causal_mask(POSITION, KEY)
        return self.out(attention.dot_product_attention("key", "head_dim", q, k, v, mask=mask))


class Block(eqx.Module):
    """A transformer block."""

    norm1: LayerNorm["embed"]
    attention: Attention
    norm2: LayerNorm["embed"]
    up: Linear["embed -> mlp"]
    down: Linear["mlp -> embed"]

    @staticmethod
    def init(Embed: Axis, Mlp: Axis, *, key: jax.Array) -> Block:
        one, two, three = jax.random.split(key, 3)
        return Block(
            LayerNorm.init(Embed),
            Attention.init(Embed, key=one),
            LayerNorm.init(Embed),
            Linear.init(Embed, Mlp, key=two),
            Linear.init(Mlp, Embed, key=three),
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        x = x + self.attention(self.norm1(x))
        return x + self.down(hax.nn.gelu(self.up(self.norm2(x))))


def block() -> Block:
    """A block with random weights."""
    return Block.init(EMBED, MLP, key=jax.random.key(0))


def inputs() -> NamedArray["batch position embed"]:
    """A random input."""
    return hax.random.normal(jax.random.key(1), (BATCH, POSITION, EMBED))


Plain = dict[str, Any]


def plain(block: Block) -> Plain:
    """The arrays of a block: weight and bias, as they are stored. Those of `up` and `down` have what comes out last."""
    layers: dict[str, Any] = {"qkv": block.attention.qkv, "out": block.attention.out}
    layers |= {"norm1": block.norm1, "norm2": block.norm2, "up": block.up, "down": block.down}
    arrays = {name: (layer.weight.array, layer.bias.array) for name, layer in layers.items()}
    return arrays | {name: (arrays[name][0].T, arrays[name][1]) for name in ("up", "down")}


def attention_by_hand(p: Plain, x: jax.Array) -> jax.Array:
    """The attention with positions."""
    weight, bias = p["qkv"]
    q, k, v = jnp.unstack(jnp.einsum("bpe,qhde->bpqhd", x, weight) + bias, axis=2)
    scores = jnp.einsum("bphd,bkhd->bhpk", q * (1 / math.sqrt(HEAD_DIM.size)), k)
    causal = jnp.arange(POSITION.size)[:, None] >= jnp.arange(POSITION.size)
    weights = jax.nn.softmax(jnp.where(causal, scores, -jnp.inf), axis=-1)
    weight, bias = p["out"]
    return jnp.einsum("bphd,ehd->bpe", jnp.einsum("bhpk,bkhd->bphd", weights, v), weight) + bias


def norm_by_hand(p: tuple[jax.Array, jax.Array], x: jax.Array) -> jax.Array:
    """Layer normalization with positions."""
    centered = x - x.mean(-1, keepdims=True)
    return centered * jax.lax.rsqrt(jnp.square(centered).mean(-1, keepdims=True) + 1e-5) * p[0] + p[1]


def linear_by_hand(p: tuple[jax.Array, jax.Array], x: jax.Array) -> jax.Array:
    """A product with positions."""
    return x @ p[0] + p[1]


def block_by_hand(p: Plain, x: jax.Array) -> jax.Array:
    """The block with positions."""
    x = x + attention_by_hand(p, norm_by_hand(p["norm1"], x))
    hidden = jax.nn.gelu(linear_by_hand(p["up"], norm_by_hand(p["norm2"], x)))
    return x + linear_by_hand(p["down"], hidden)
