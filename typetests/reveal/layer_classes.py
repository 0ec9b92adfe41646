"""Classes that inherit from a layer: they have its lists of axes, in annotations, from `init`, and in calls."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.nn import Conv, ConvTranspose, Embedding, LayerNorm, LayerNormBase, Linear, MoELinear, maps

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
Height, Expert = hax.make_axes(height=13, expert=4)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))
h = hax.ones((Batch, Position, Mlp))
image = hax.ones((Batch, Embed, Height))
T = TypeVar("T")


class Conv1D(Linear):
    def _state_dict_layout(self) -> dict[str, Any]:
        return {"weight": {"In": self.In, "Out": self.Out}, "bias": {"Out": self.Out}}

    @maps("Out -> In")
    def back(self, y: NamedArray) -> NamedArray:
        return hax.dot(y, self.weight, axis=self.Out)


class Scaled(Conv1D):
    scale: float = 2.0


class Norm(LayerNormBase):
    @maps("axis")
    def __call__(self, x: Any) -> Any:
        return x


class Table(Embedding): ...


class Filter(Conv): ...


class Back(ConvTranspose): ...


class Experts(MoELinear): ...


class Fixed(Linear["embed -> mlp"]): ...


class Tagged(Linear, Generic[T]): ...


up = Conv1D.init(Embed, Mlp, key=key)
reveal_type(up)  # R(static): Conv1D["embed -> mlp"]
reveal_type(up(x))  # R: [batch, position, mlp]
reveal_type(up.back(h))  # R: [batch, position, embed]
reveal_type(Scaled.init(Embed, Mlp, key=key))  # R(static): Scaled["embed -> mlp"]
reveal_type(Scaled.init(Embed, Mlp, key=key).back(h))  # R: [batch, position, embed]
reveal_type(Norm.init(Embed)(x))  # R: [batch, position, embed]
reveal_type(Table.init(Vocab, Embed, key=key).unembed(x))  # R: [batch, position, vocab]
reveal_type(Table.init(Vocab, Embed, key=key))  # R(static): Table["vocab -> embed"]
reveal_type(Filter.init("height", Embed, Mlp, 3, key=key))  # R(static): Filter["height: embed -> mlp"]
reveal_type(Filter.init("height", Embed, Mlp, 3, key=key)(image))  # R: [batch, mlp, height]
reveal_type(Back.init("height", Embed, Mlp, 3, key=key)(image))  # R: [batch, mlp, height]
reveal_type(Experts.init(Expert, Embed, Mlp, key=key))  # R(static): Experts["expert: embed -> mlp"]
reveal_type(Fixed.init(Embed, Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Tagged.init(Embed, Mlp, key=key)(x))  # R: [...]


class Model(eqx.Module):
    up: Conv1D["embed -> mlp"]
    also: Linear["embed -> mlp"]
    norm: LayerNormBase["embed"]
    fixed: Fixed | None = None

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position mlp"]:
        if self.fixed is not None:
            reveal_type(self.fixed(x))  # R(static): [batch, position, mlp]
        reveal_type(self.also(self.norm(x)))  # R: [batch, position, mlp]
        return self.up(x)


reveal_type(Model(up, up, Norm.init(Embed))(x))  # R: [batch, position, mlp]
reveal_type(Model(up, Scaled.init(Embed, Mlp, key=key), LayerNorm.init(Embed)).also(x))  # R: [batch, position, mlp]
