"""A GPT in which every axis has a name, and mypy knows them all.

An annotation such as `NamedArray["batch position embed"]` says which axes an array has. mypy follows them through every
operation below, without running any.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int


@dataclass(frozen=True)
class Config:
    """The axes of the model, and how many blocks it has."""

    vocab: Axis["vocab"] = Axis("vocab", 256)
    position: Axis["position"] = Axis("position", 64)
    embed: Axis["embed"] = Axis("embed", 128)
    head: Axis["head"] = Axis("head", 4)
    head_dim: Axis["head_dim"] = Axis("head_dim", 32)
    mlp: Axis["mlp"] = Axis("mlp", 512)
    blocks: int = 3


class LayerNorm(eqx.Module):
    """Mean 0 and variance 1 along `embed`, then a learned scale and shift."""

    scale: NamedArray["embed"]
    shift: NamedArray["embed"]

    @staticmethod
    def init(config: Config) -> LayerNorm:
        return LayerNorm(scale=hax.ones(config.embed), shift=hax.zeros(config.embed))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        x = x - x.mean("embed")
        x = x * hax.rsqrt(x.var("embed") + 1e-5)
        return x * self.scale + self.shift


class Attention(eqx.Module):
    """Causal attention: each position gathers from itself and the positions before it."""

    qkv: NamedArray["embed qkv head head_dim"]
    out: NamedArray["head head_dim embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Attention:
        qkv_key, out_key = jax.random.split(key)
        qkv = hax.random.normal(qkv_key, (config.embed, Axis("qkv", 3), config.head, config.head_dim))
        out = hax.random.normal(out_key, (config.head, config.head_dim, config.embed))
        scale = 1 / math.sqrt(config.embed.size)
        return Attention(qkv=qkv * scale, out=out * scale)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        qkv = hax.dot(x, self.qkv, axis="embed")
        qkv = qkv.rearrange("{batch position qkv head head_dim} -> qkv batch head position head_dim")
        q, k, v = qkv.unbind("qkv")
        k = k.rename({"position": "key_position"})
        v = v.rename({"position": "key_position"})

        scores = hax.dot(q, k, axis="head_dim") / math.sqrt(q.axis_size("head_dim"))
        weights = hax.nn.softmax(hax.where(causal(scores), scores, -jnp.inf), axis="key_position")
        heads = hax.dot(weights, v, axis="key_position")
        return hax.dot(heads, self.out, axis=("head", "head_dim"))


def causal(scores: NamedArray["batch head position key_position"]) -> NamedArray["position key_position"]:
    """True where a position may look."""
    position = scores.resolve_axis("position")
    key_position = scores.resolve_axis("key_position")
    return hax.arange(position) >= hax.arange(key_position).broadcast_axis(position)


class MLP(eqx.Module):
    """Two layers, applied to each position by itself."""

    up: NamedArray["embed mlp"]
    down: NamedArray["mlp embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> MLP:
        up_key, down_key = jax.random.split(key)
        up = hax.random.normal(up_key, (config.embed, config.mlp))
        down = hax.random.normal(down_key, (config.mlp, config.embed))
        return MLP(up=up / math.sqrt(config.embed.size), down=down / math.sqrt(config.mlp.size))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        hidden = hax.nn.gelu(hax.dot(x, self.up, axis="embed"))
        return hax.dot(hidden, self.down, axis="mlp")


class Block(eqx.Module):
    """Attention and an MLP, each added to what went in."""

    attention_norm: LayerNorm
    attention: Attention
    mlp_norm: LayerNorm
    mlp: MLP

    @staticmethod
    def init(config: Config, key: jax.Array) -> Block:
        attention_key, mlp_key = jax.random.split(key)
        return Block(
            attention_norm=LayerNorm.init(config),
            attention=Attention.init(config, attention_key),
            mlp_norm=LayerNorm.init(config),
            mlp=MLP.init(config, mlp_key),
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        x = x + self.attention(self.attention_norm(x))
        return x + self.mlp(self.mlp_norm(x))


class GPT(eqx.Module):
    """From the bytes so far to the logits of the next one, at every position."""

    tokens: NamedArray["vocab embed"]
    positions: NamedArray["position embed"]
    blocks: tuple[Block, ...]
    norm: LayerNorm

    @staticmethod
    def init(config: Config, key: jax.Array) -> GPT:
        token_key, position_key, *block_keys = jax.random.split(key, 2 + config.blocks)
        return GPT(
            tokens=hax.random.normal(token_key, (config.vocab, config.embed)) * 0.02,
            positions=hax.random.normal(position_key, (config.position, config.embed)) * 0.02,
            blocks=tuple(Block.init(config, block_key) for block_key in block_keys),
            norm=LayerNorm.init(config),
        )

    def __call__(self, tokens: Int[NamedArray, "batch position"]) -> NamedArray["batch position vocab"]:
        x = self.tokens.take("vocab", tokens) + self.positions
        for block in self.blocks:
            x = block(x)
        return hax.dot(self.norm(x), self.tokens, axis="embed")


def cross_entropy(
    logits: NamedArray["batch position vocab"], targets: Int[NamedArray, "batch position"]
) -> NamedArray[""]:
    """How surprised the model is by the targets, in nats per byte."""
    return (hax.nn.logsumexp(logits, axis="vocab") - logits.take("vocab", targets)).mean()


def loss(
    model: GPT, tokens: Int[NamedArray, "batch position"], targets: Int[NamedArray, "batch position"]
) -> NamedArray[""]:
    """The loss on one batch."""
    logits = model(tokens)
    return cross_entropy(logits, targets)
