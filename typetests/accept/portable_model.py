"""A model in the spelling that every type checker takes: `Float[NamedArray, "..."]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import equinox as eqx
import jax

import haliax as hax
import haliax.nn
from haliax import Axis, NamedArray
from haliax.haxtyping import Float, Int


@dataclass(frozen=True)
class Config:
    vocab: int = 7
    embed: int = 4
    mlp: int = 8

    @property
    def Vocab(self) -> Axis:
        return Axis("vocab", self.vocab)

    @property
    def Embed(self) -> Axis:
        return Axis("embed", self.embed)

    @property
    def Mlp(self) -> Axis:
        return Axis("mlp", self.mlp)


class Linear(eqx.Module):
    weight: Float[NamedArray, "embed mlp"]
    bias: Optional[Float[NamedArray, "mlp"]]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Linear:
        return Linear(hax.random.normal(key, (config.Embed, config.Mlp)), hax.zeros(config.Mlp))

    def __call__(self, x: Float[NamedArray, "... embed"]) -> Float[NamedArray, "... mlp"]:
        out = hax.dot(x, self.weight, axis="embed", out_axes=(..., "mlp"))
        return out if self.bias is None else out + self.bias


class Model(eqx.Module):
    embeddings: Float[NamedArray, "vocab embed"]
    up: Linear
    scale: Float[NamedArray, "embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Model:
        first, second = jax.random.split(key)
        table = hax.random.normal(first, (config.Vocab, config.Embed)) * 0.02
        return Model(table, Linear.init(config, second), hax.ones(config.Embed))

    def __call__(self, tokens: Int[NamedArray, "batch position"]) -> Float[NamedArray, "batch position vocab"]:
        x = self.embeddings.take("vocab", tokens)
        x = (x - x.mean("embed")) / (x.std("embed") + 1e-5) * self.scale
        hidden = haliax.nn.gelu(self.up(x))
        x = x + hax.dot(hidden, self.up.weight, axis="mlp")
        return hax.dot(x, self.embeddings, axis="embed")


def loss(model: Model, tokens: Int[NamedArray, "batch position"], Vocab: Axis) -> Float[NamedArray, ""]:
    logits = model(tokens)
    targets = hax.nn.one_hot(tokens, Vocab)
    log_probs = hax.nn.log_softmax(logits, axis=Vocab)
    losses = -hax.sum(targets * log_probs, axis=Vocab)
    return losses.mean()


config = Config()
model = Model.init(config, jax.random.PRNGKey(0))
Batch, Position = hax.make_axes(batch=2, position=3)
tokens = hax.random.randint(jax.random.PRNGKey(1), (Batch, Position), 0, config.vocab)
value = loss(model, tokens, config.Vocab)
print(float(value.item()))
