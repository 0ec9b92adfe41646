"""A model in the spelling that every type checker reads: `Float[NamedArray, "batch embed"]`."""

from __future__ import annotations

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Bool, Float, Int, f32

Batch, Position, Embed, Heads, HeadSize = hax.make_axes(batch=2, position=3, embed=8, heads=2, head_size=4)
Mlp = Embed.resize(16).alias("mlp")
Vocab = Axis("vocab", 11)

Tokens = Int[NamedArray, "batch position"]


class Norm(eqx.Module):
    scale: f32[NamedArray, "embed"]
    bias: f32[NamedArray, "embed"] | None

    def __call__(self, x: Float[NamedArray, "... embed"]) -> Float[NamedArray, "... embed"]:
        mean = x.mean("embed")
        variance = hax.square(x - mean).mean("embed")
        x = (x - mean) * hax.rsqrt(variance + 1e-5) * self.scale
        if self.bias is not None:
            x = x + self.bias
        return x


class Attention(eqx.Module):
    query: Float[NamedArray, "embed heads head_size"]
    key: Float[NamedArray, "embed heads head_size"]
    value: Float[NamedArray, "embed heads head_size"]

    def __call__(
        self, x: Float[NamedArray, "batch position embed"], mask: Bool[NamedArray, "position key"]
    ) -> Float[NamedArray, "batch position embed"]:
        q = hax.dot(x, self.query, axis="embed")
        k = hax.dot(x, self.key, axis="embed").rename({"position": "key"})
        v = hax.dot(x, self.value, axis="embed").rename({"position": "key"})
        scores = hax.dot(q, k, axis=HeadSize) / HeadSize.size**0.5
        weights = hax.nn.softmax(hax.where(mask, scores, -1e9), axis="key")
        return hax.dot(weights, v, axis="key").flatten_axes(("heads", "head_size"), "embed").rearrange(x.axes)


class Block(eqx.Module):
    norm: Norm
    attention: Attention
    up: Float[NamedArray, "embed mlp"]
    down: Float[NamedArray, "mlp embed"]

    @staticmethod
    def init(key: jax.Array) -> Block:
        q, k, v, up, down = jax.random.split(key, 5)
        heads = (Embed, Heads, HeadSize)
        attention = Attention(
            hax.random.normal(q, heads), hax.random.normal(k, heads), hax.random.normal(v, heads) * 0.1
        )
        return Block(
            Norm(hax.ones(Embed), None),
            attention,
            hax.random.uniform(up, (Embed, Mlp), minval=-0.1, maxval=0.1),
            0.1 * hax.random.normal(down, (Mlp, Embed)),
        )

    def __call__(self, x: Float[NamedArray, "batch position embed"]) -> Float[NamedArray, "batch position embed"]:
        positions = hax.arange(Position)
        mask = positions.broadcast_axis(Position.alias("key")).rename({"position": "key", "key": "position"})
        x = x + self.attention(self.norm(x), mask.rearrange(("position", "key")) <= positions)
        hidden = hax.nn.gelu(hax.dot(self.norm(x), self.up, axis=Embed))
        return x + hax.dot(hidden, self.down, axis=Mlp)


def embedded(table: Float[NamedArray, "vocab embed"], tokens: Tokens) -> Float[NamedArray, "batch position embed"]:
    return table.take(Vocab, tokens)


def loss(logits: Float[NamedArray, "... vocab"], targets: Int[NamedArray, "..."]) -> jax.Array:
    picked = hax.sum(hax.nn.log_softmax(logits, Vocab) * hax.nn.one_hot(targets, Vocab), Vocab)
    return -picked.mean().scalar()


@hax.named_jit
def step(block: Block, table: Float[NamedArray, "vocab embed"], tokens: Tokens) -> jax.Array:
    x = block(embedded(table, tokens))
    return loss(hax.dot(x, table, axis="embed"), tokens)


table = hax.random.normal(jax.random.key(0), (Vocab, Embed))
tokens: Tokens = hax.random.randint(jax.random.key(1), (Batch, Position), 0, Vocab.size)
print(step(Block.init(jax.random.key(2)), table, tokens))
