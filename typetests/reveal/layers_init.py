"""What layers give whose axes come from everywhere: literals, configurations, parameters, tuples, other layers."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import MLP, Conv, ConvTranspose, Embedding, LayerNorm, Linear, MoELinear, RmsNorm

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
Head, HeadDim = Axis("head", 4), Axis("head_dim", 6)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))
ids = hax.zeros((Batch, Position), dtype=int)

heads = (Head, HeadDim)
listed = [Head, HeadDim]
sizes = {"head": 4, "head_dim": 6}
wide = Embed.resize(10).alias("wide")

reveal_type(Linear.init(Embed, heads, key=key)(x))  # R: [batch, position, head, head_dim]
reveal_type(Linear.init(Embed, listed, key=key)(x))  # R: [batch, position, ...]
reveal_type(Linear.init(Embed, sizes, key=key)(x))  # R: [batch, position, ...]
reveal_type(Linear.init(Embed, {"head": 4, "head_dim": 6}, key=key)(x))  # R: [batch, position, head, head_dim]
reveal_type(Linear.init(Embed, (*heads, Mlp), key=key)(x))  # R: [batch, position, head, head_dim, mlp]
reveal_type(Linear.init(Embed, heads[:1], key=key)(x))  # R: [batch, position, head]
reveal_type(Linear.init(Embed, heads[-1], key=key)(x))  # R: [batch, position, head_dim]
reveal_type(Linear.init(Embed, wide, key=key)(x))  # R: [batch, position, wide]
reveal_type(Linear.init(Embed, Embed.resize(9), key=key)(x))  # R: [batch, position, embed]
reveal_type(Linear.init(Embed, Axis("out", 3), key=key)(x))  # R: [batch, position, out]
reveal_type(Linear.init(Embed, (), key=key)(x))  # R: [batch, position]
reveal_type(Linear.init((), Mlp, key=key)(ids * 1.0))  # R: [batch, position, mlp]
reveal_type(Linear.init(x.axes[-1], Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init(x.axes[1:], Mlp, key=key)(x))  # R: [batch, mlp]
reveal_type(Linear.init(x.resolve_axis(("embed", "position")), Mlp, key=key)(x))  # R: [batch, mlp]
reveal_type(Linear.init(hax.concat_axes(Embed, Position), Mlp, key=key)(x))  # R: [batch, mlp]
reveal_type(Linear.init(hax.eliminate_axes(x.axes, ("batch", "position")), Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init(In=Embed, Out=Axis(name="out", size=3), key=key, use_bias=False)(x))  # R: [batch, position, out]
reveal_type(Linear.init(Embed, Mlp, key=key, out_first=False, init_scale=0.5)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init(Embed, Mlp, key=key, reparam_cls=Linear.hidden_reparam())(x))  # R: [batch, position, mlp]
reveal_type(Embedding.init(Vocab, heads, key=key)(ids))  # R: [batch, position, head, head_dim]
reveal_type(Embedding.init(Vocab, (Embed, Head), key=key, initializer_range=0.1).unembed(hax.ones((Head, Batch, Embed))))  # R: [batch, vocab]
reveal_type(Embedding.init(ids.resolve_axis("position"), Embed, key=key)(hax.arange(Position)))  # R: [position, embed]
reveal_type(LayerNorm.init((Position, Embed), use_bias=False)(x))  # R: [batch, position, embed]
reveal_type(RmsNorm.init(x.resolve_axis("embed"), eps=1e-6)(x.rearrange(("embed", "batch", "position"))))  # R: [embed, batch, position]
reveal_type(MLP.init((Position, Embed), heads, Mlp, 2, hax.nn.silu, key=key)(x))  # R: [batch, head, head_dim]
reveal_type(MLP.init(Embed, (), 4, 1, key=key, use_final_bias=False)(x))  # R: [batch, position]
reveal_type(Conv.init(Position, Embed, Mlp, 3, padding="SAME", key=key)(x))  # R: [batch, position, mlp]
reveal_type(Conv.init("position", Embed, Embed, 2, key=key)(x))  # R: [batch, position, embed]
reveal_type(Conv.init({"position": 3}, Embed, Embed.alias("channel"), 1, key=key)(x))  # R: [batch, position, channel]
reveal_type(ConvTranspose.init(("position",), Embed, Mlp, 2, stride=2, key=key)(x))  # R: [batch, position, mlp]
reveal_type(MoELinear.init(Experts=Axis("expert", 1), In=Embed, Out=Mlp, key=key)(x["batch", 0], hax.full(Axis("expert", 1), 3)))  # R: [position, mlp]


@dataclass(frozen=True)
class Config:
    hidden: int = 5
    heads: int = 2
    Given: Axis["given"] = Axis("given", 3)

    Embed = property(lambda self: Axis("embed", self.hidden))
    Heads = property(lambda self: Axis("heads", self.heads))
    HeadSize = property(lambda self: self.Embed.resize(self.hidden // self.heads).alias("head_size"))

    @property
    def Mlp(self) -> Axis:
        return Axis("mlp", 4 * self.hidden)

    @functools.cached_property
    def Inner(self) -> tuple[Axis, ...]:
        return (self.Heads, self.HeadSize)

    def out(self) -> Linear["mlp -> embed"]:
        return Linear.init(self.Mlp, self.Embed, key=key)

    def norm(self, axis: Axis["embed"]) -> LayerNorm["embed"] | RmsNorm["embed"]:
        return LayerNorm.init(axis) if self.heads > 2 else RmsNorm.init(axis)


config = Config()
reveal_type(Linear.init(config.Embed, config.Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init(config.Embed, (config.Heads, config.HeadSize), key=key)(x))  # R: [batch, position, heads, head_size]
reveal_type(Linear.init(config.Embed, config.Inner, key=key)(x))  # R: [batch, position, heads, head_size]
reveal_type(Linear.init(config.Embed, config.Given, key=key)(x))  # R: [batch, position, given]
reveal_type(config.out()(Linear.init(config.Embed, config.Mlp, key=key)(x)))  # R: [batch, position, embed]
reveal_type(config.norm(config.Embed)(x))  # R: [batch, position, embed]
reveal_type(Embedding.init(config.Mlp, config.Inner, key=key)(ids))  # R: [batch, position, heads, head_size]


class Model(eqx.Module):
    first: Linear["embed -> mlp"]
    second: Linear
    norm: RmsNorm["mlp"]

    @staticmethod
    def init(In: Axis["embed"], Hidden: Axis["mlp"], Any: Axis, *, key: jax.Array) -> Model:
        first = Linear.init(In, Hidden, key=key)
        second = Linear.init(Hidden, Any, key=key)
        reveal_type(first(hax.ones(In)))  # R: [mlp]
        return Model(first, second, RmsNorm.init(Hidden))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray:
        hidden = self.norm(self.first(x))
        reveal_type(hidden)  # R: [batch, position, mlp]
        reveal_type(self.second(hidden))  # R: [...]
        return self.second(hidden)


def head(In: Axis["embed"], name: str, size: int) -> NamedArray:
    out = Axis(name, size)
    reveal_type(Linear.init(In, Axis("label", size), key=key)(x))  # R: [batch, position, label]
    return Linear.init(In, out, key=key)(x)


reveal_type(Model.init(Embed, Mlp, Vocab, key=key)(x))  # R: [...]
reveal_type(Model.init(Embed, Mlp, Vocab, key=key).first(x))  # R: [batch, position, mlp]
reveal_type(head(Embed, "label", 3))  # R: [...]
