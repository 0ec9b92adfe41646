"""A decoder like LLaMA: rotary positions, grouped queries, gated MLPs, and a cache of keys and values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.haxtyping import Bool, Float, Int

X = TypeVar("X", bound=NamedArray["{embed ...}"])
Rotated = TypeVar("Rotated", bound=NamedArray["{position head_dim ...}"])
Tokens = Int[NamedArray, "batch position"]
Keys = Float[NamedArray, "batch kv_head key_position head_dim"]


@dataclass(frozen=True)
class Config:
    vocab_size: int = 11
    embed_size: int = 8
    seq_len: int = 6
    layers: int = 2

    Vocab = property(lambda self: Axis("vocab", self.vocab_size))
    Embed = property(lambda self: Axis("embed", self.embed_size))
    Mlp = property(lambda self: Axis("mlp", 3 * self.embed_size))
    KVHead = property(lambda self: Axis("kv_head", 2))
    Group = property(lambda self: Axis("group", 2))
    HeadDim = property(lambda self: Axis("head_dim", 4))

    @property
    def KeyPosition(self) -> Axis["key_position"]:
        return Axis("key_position", self.seq_len)


def normal(key: jax.Array, axes: AxisSpec, fan_in: int) -> NamedArray:
    return hax.random.normal(key, axes) / math.sqrt(fan_in)


class RMSNorm(eqx.Module):
    scale: NamedArray["embed"]

    def __call__(self, x: X) -> X:
        return x * hax.rsqrt(hax.square(x).mean("embed") + 1e-6) * self.scale


def rotate(x: Rotated, positions: Int[NamedArray, "position"]) -> Rotated:
    """The halves of each head, turned by an angle that grows with the position."""
    half = x.axis_size("head_dim") // 2
    frequency = hax.exp(-math.log(10000) / half * hax.arange(Axis("head_dim", half)))
    angle = hax.dot(positions.astype(jnp.float32), frequency, axis=())
    first, second = x["head_dim", :half], x["head_dim", half:]
    turned = [first * hax.cos(angle) - second * hax.sin(angle), second * hax.cos(angle) + first * hax.sin(angle)]
    return hax.concatenate("head_dim", turned).rearrange(x.axes)


class Cache(eqx.Module):
    keys: Keys
    values: Keys
    length: Int[NamedArray, ""]

    @staticmethod
    def empty(config: Config, batch: Axis["batch"]) -> Cache:
        axes = (batch, config.KVHead, config.KeyPosition, config.HeadDim)
        return Cache(hax.zeros(axes), hax.zeros(axes), hax.zeros((), dtype=int))

    def extended(self, k: Keys, v: Keys) -> Cache:
        start = {"key_position": self.length}
        keys, values = self.keys.updated_slice(start, k), self.values.updated_slice(start, v)
        return Cache(keys, values, self.length + k.axis_size("key_position"))


class Attention(eqx.Module):
    query: NamedArray["embed kv_head group head_dim"]
    key: NamedArray["embed kv_head head_dim"]
    value: NamedArray["embed kv_head head_dim"]
    out: NamedArray["kv_head group head_dim embed"]

    @staticmethod
    def init(c: Config, key: jax.Array) -> Attention:
        q, k, v, o = jax.random.split(key, 4)
        return Attention(
            query=normal(q, (c.Embed, c.KVHead, c.Group, c.HeadDim), c.embed_size),
            key=normal(k, (c.Embed, c.KVHead, c.HeadDim), c.embed_size),
            value=normal(v, (c.Embed, c.KVHead, c.HeadDim), c.embed_size),
            out=normal(o, (c.KVHead, c.Group, c.HeadDim, c.Embed), 16),
        )

    def __call__(
        self, x: NamedArray["batch position embed"], cache: Cache
    ) -> tuple[NamedArray["batch position embed"], Cache]:
        positions = hax.arange(x.resolve_axis("position")) + cache.length
        q = rotate(hax.dot(x, self.query, axis="embed"), positions)
        k = rotate(hax.dot(x, self.key, axis="embed"), positions)
        v = hax.dot(x, self.value, axis="embed")
        to_cache = "b p h d -> b h p d"
        k = k.rearrange(to_cache).rename({"position": "key_position"})
        v = v.rearrange(to_cache).rename({"position": "key_position"})
        cache = cache.extended(k, v)

        key_positions = hax.arange(cache.keys.resolve_axis("key_position"))
        visible: Bool[NamedArray, "position key_position"] = (
            key_positions.broadcast_axis(x.resolve_axis("position")) <= positions
        )
        scores = hax.dot(q, cache.keys, axis="head_dim") / math.sqrt(q.axis_size("head_dim"))
        weights = hax.nn.softmax(hax.where(visible, scores, -1e9), axis="key_position")
        gathered = hax.dot(weights, cache.values, axis="key_position")
        return hax.dot(gathered, self.out, axis=("kv_head", "group", "head_dim")), cache


class Gated(eqx.Module):
    gate: NamedArray["embed mlp"]
    up: NamedArray["embed mlp"]
    down: NamedArray["mlp embed"]

    @staticmethod
    def init(c: Config, key: jax.Array) -> Gated:
        gate, up, down = jax.random.split(key, 3)
        wide, narrow = (c.Embed, c.Mlp), (c.Mlp, c.Embed)
        return Gated(normal(gate, wide, 8), normal(up, wide, 8), normal(down, narrow, 24))

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray["... embed"]:
        hidden = hax.nn.silu(hax.dot(x, self.gate, axis="embed")) * hax.dot(x, self.up, axis="embed")
        return hax.dot(hidden, self.down, axis="mlp")


class Layer(eqx.Module):
    attention_norm: RMSNorm
    attention: Attention
    mlp_norm: RMSNorm
    mlp: Gated

    def __call__(
        self, x: NamedArray["batch position embed"], cache: Cache
    ) -> tuple[NamedArray["batch position embed"], Cache]:
        attended, cache = self.attention(self.attention_norm(x), cache)
        x = x + attended
        return x + self.mlp(self.mlp_norm(x)), cache


class Decoder(eqx.Module):
    table: NamedArray["vocab embed"]
    layers: list[Layer]
    norm: RMSNorm

    @staticmethod
    def init(c: Config, key: jax.Array) -> Decoder:
        table_key, *keys = jax.random.split(key, 1 + 2 * c.layers)
        layers = [
            Layer(RMSNorm(hax.ones(c.Embed)), Attention.init(c, k), RMSNorm(hax.ones(c.Embed)), Gated.init(c, m))
            for k, m in zip(keys[::2], keys[1::2], strict=True)
        ]
        return Decoder(normal(table_key, (c.Vocab, c.Embed), 1), layers, RMSNorm(hax.ones(c.Embed)))

    def __call__(
        self, tokens: Tokens, caches: list[Cache]
    ) -> tuple[Float[NamedArray, "batch position vocab"], list[Cache]]:
        x = self.table.take("vocab", tokens)
        extended = []
        for layer, cache in zip(self.layers, caches, strict=True):
            x, cache = layer(x, cache)
            extended.append(cache)
        return hax.dot(self.norm(x), self.table, axis="embed"), extended


def loss(model: Decoder, tokens: Tokens, caches: list[Cache]) -> Float[NamedArray, ""]:
    logits, _ = model(tokens, caches)
    logits, targets = logits["position", :-1], tokens["position", 1:]
    return (hax.nn.logsumexp(logits, "vocab") - logits["vocab", targets]).mean()


@jax.jit
def step(model: Decoder, tokens: Tokens, caches: list[Cache]) -> tuple[Decoder, jax.Array]:
    value, gradients = jax.value_and_grad(lambda model: loss(model, tokens, caches).scalar())(model)
    return jax.tree.map(lambda p, g: p - 0.1 * g, model, gradients), value


@hax.named_jit
def generate(model: Decoder, prompt: Tokens, caches: list[Cache], count: int) -> Tokens:
    """The prompt, followed by the likeliest tokens, one at a time."""
    logits, caches = model(prompt, caches)
    tokens = [prompt]
    for _ in range(count):
        best = logits["position", -1].argmax("vocab")
        last = best.broadcast_axis(Axis("position", 1)).rearrange(("batch", "position"))
        tokens.append(last)
        logits, caches = model(last, caches)
    return hax.concatenate("position", tokens)


config = Config()
Batch = Axis("batch", 3)
data_key, model_key = jax.random.split(jax.random.key(0, impl="unsafe_rbg"))
tokens = hax.random.randint(data_key, (Batch, Axis("position", config.seq_len)), 0, config.vocab_size)
caches = [Cache.empty(config, Batch) for _ in range(config.layers)]
model = hax.named_jit(Decoder.init)(config, model_key)
losses = []
for _ in range(30):
    model, value = step(model, tokens, caches)
    losses.append(value.item())
assert losses[-1] < losses[0] / 2
decode = hax.named_jit(Decoder.__call__)
whole, _ = decode(model, tokens, caches)
first, filled = decode(model, tokens["position", :4], caches)
rest, _ = decode(model, tokens["position", 4:], filled)
assert hax.allclose(hax.concatenate("position", [first, rest]), whole, atol=1e-4)
assert generate(model, tokens["position", :2], caches, 3).axis_size("position") == 5
