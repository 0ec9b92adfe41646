"""Layers as people write them: dataclasses, equinox Modules, subclasses, generic classes."""

from dataclasses import dataclass, field
from typing import Generic, Self, TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float

Batch, Position = hax.make_axes(batch=2, position=3)


@dataclass(frozen=True)
class Config:
    embed: int = 5
    mlp: int = 7

    @property
    def Embed(self) -> Axis["embed"]:
        return Axis("embed", self.embed)

    @property
    def Mlp(self) -> Axis["mlp"]:
        return Axis("mlp", self.mlp)


class Linear(eqx.Module):
    weight: NamedArray["embed mlp"]
    bias: NamedArray["mlp"] | None
    Embed: Axis["embed"] = eqx.field(static=True)

    @classmethod
    def init(cls, config: Config, key: jax.Array, use_bias: bool = True) -> "Linear":
        weight = hax.random.normal(key, (config.Embed, config.Mlp)) * 0.02
        reveal_type(weight)  # R: [embed, mlp]
        return cls(weight, hax.zeros(config.Mlp) if use_bias else None, config.Embed)

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray:
        out = hax.dot(x, self.weight, axis=self.Embed, out_axes=(..., "mlp"))
        reveal_type(out)  # R: [..., mlp]
        if self.bias is not None:
            out = out + self.bias
        reveal_type(out)  # R: [..., mlp]
        return hax.nn.gelu(out)


linear = Linear.init(Config(), jax.random.PRNGKey(0))
x = hax.ones((Batch, Position, Config().Embed))
reveal_type(linear.weight)  # R: [embed, mlp]
reveal_type(linear.bias)  # R: [mlp] | None
reveal_type(linear.Embed)  # R: Axis[embed]
reveal_type(linear(x))  # R: [...]
reveal_type(hax.dot(x, linear.weight, axis="embed"))  # R: [batch, position, mlp]


class Norm(eqx.Module):
    scale: Float[NamedArray, "embed"]
    eps: float = 1e-5

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        mean = x.mean("embed")
        reveal_type(mean)  # R: [batch, position]
        x = (x - mean) / (x.std("embed") + self.eps)
        reveal_type(x)  # R: [batch, position, embed]
        return x * self.scale


reveal_type(Norm(hax.ones(Config().Embed))(x))  # R: [batch, position, embed]


@dataclass
class State:
    total: NamedArray[""]
    history: list[NamedArray["embed"]] = field(default_factory=list)

    def push(self, x: NamedArray["embed"]) -> Self:
        self.history.append(x)
        self.total = self.total + x.sum("embed")
        return self


state = State(hax.zeros(())).push(hax.ones(Config().Embed))
reveal_type(state.total)  # R: []
reveal_type(state.history)  # R: list[[embed]]
reveal_type(hax.stack("step", state.history))  # R: [step, embed]


# A class that is a NamedArray.
class Logits(NamedArray):
    def best(self) -> NamedArray:
        return hax.argmax(self, "vocab")


logits = Logits(hax.ones({"batch": 2, "vocab": 3}).array, ("batch", "vocab"))
reveal_type(logits.best())  # R: [...]
reveal_type(logits + 1)  # R: [...]


# Generic classes and inherited attributes.
A = TypeVar("A", bound=NamedArray)


class Cache(Generic[A]):
    def __init__(self, value: A) -> None:
        self.value = value

    def get(self) -> A:
        return self.value


class Named(Cache[NamedArray["batch"]]):
    pass


reveal_type(Cache(x).get())  # R: [batch, position, embed]
reveal_type(Named(hax.ones(Batch)).value)  # R: [batch]
