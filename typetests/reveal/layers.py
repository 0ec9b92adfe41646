"""What layers give: of arrays in every order, with axes of every source, through fields, containers and transforms."""

from __future__ import annotations

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.nn import (
    MLP,
    BlockSeq,
    Conv,
    ConvTranspose,
    Dropout,
    Embedding,
    Layer,
    LayerNorm,
    Linear,
    MoELinear,
    RmsNorm,
    Stacked,
    maps,
)

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
Head, HeadDim, Height, Width, Expert = hax.make_axes(head=4, head_dim=6, height=8, width=9, expert=3)
key = jax.random.key(0)

x = hax.ones((Batch, Position, Embed))
turned = hax.ones((Embed, Position, Batch))
h = hax.ones((Batch, Position, Mlp))
heads = hax.ones((Batch, Head, HeadDim))
image = hax.ones((Batch, Embed, Height, Width))
ids = hax.zeros((Batch, Position), dtype=int)
rows = hax.ones((Position, Embed))

up = Linear.init(Embed, Mlp, key=key)
split = Linear.init(Embed, (Head, HeadDim), key=key)
merge = Linear.init((Head, HeadDim), Embed, key=key)
mix = Linear.init(Embed, Embed, key=key)
table = Embedding.init(Vocab, Embed, key=key)
norm = LayerNorm.init(Embed)
rms = RmsNorm.init((Embed, Position))
mlp = MLP.init(Embed, Vocab, 7, 1, key=key)
conv = Conv.init(("height", "width"), Embed, Mlp, 3, key=key)
back = ConvTranspose.init((Height, Width), Embed, Mlp, 3, key=key)
moe = MoELinear.init(Expert, Embed, Mlp, key=key)
drop = Dropout(0.5)

reveal_type(up(x))  # R: [batch, position, mlp]
reveal_type(up(turned))  # R: [position, batch, mlp]
reveal_type(up(inputs=x))  # R: [batch, position, mlp]
reveal_type(up(hax.ones(Embed)))  # R: [mlp]
reveal_type(split(x))  # R: [batch, position, head, head_dim]
reveal_type(split(turned))  # R: [position, batch, head, head_dim]
reveal_type(merge(heads))  # R: [batch, embed]
reveal_type(merge(heads.rearrange(("head_dim", "batch", "head"))))  # R: [batch, embed]
reveal_type(merge(split(x)))  # R: [batch, position, embed]
reveal_type(mix(x))  # R: [batch, position, embed]
reveal_type(mix(turned))  # R: [position, batch, embed]
reveal_type(table(ids))  # R: [batch, position, embed]
reveal_type(table.embed(ids))  # R: [batch, position, embed]
reveal_type(table(hax.arange(Vocab)))  # R: [vocab, embed]
reveal_type(table.unembed(x))  # R: [batch, position, vocab]
reveal_type(table.unembed(turned))  # R: [position, batch, vocab]
reveal_type(table.resize_embeddings(13)(ids))  # R: [batch, position, embed]
reveal_type(norm(x))  # R: [batch, position, embed]
reveal_type(norm(turned))  # R: [embed, position, batch]
reveal_type(rms(x))  # R: [batch, position, embed]
reveal_type(rms(turned))  # R: [embed, position, batch]
reveal_type(mlp(x))  # R: [batch, position, vocab]
reveal_type(mlp(hax.ones(Embed)))  # R: [vocab]
reveal_type(conv(image))  # R: [batch, mlp, height, width]
reveal_type(conv(image.rearrange(("height", "width", "batch", "embed"))))  # R: [height, width, batch, mlp]
reveal_type(conv(image["batch", 0]))  # R: [mlp, height, width]
reveal_type(back(image))  # R: [batch, mlp, height, width]
reveal_type(back(image.rearrange(("height", "embed", "batch", "width"))))  # R: [height, mlp, batch, width]
reveal_type(moe(rows, hax.ones(Expert, dtype=int)))  # R: [position, mlp]
reveal_type(drop(x, key=key))  # R: [batch, position, embed]
reveal_type(drop(turned, inference=True))  # R: [embed, position, batch]
reveal_type(Linear.init(x.resolve_axis("embed"), Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init((Embed,), [Head, HeadDim], key=key)(x))  # R: [batch, position, head, head_dim]
reveal_type(Linear.init(Embed, Embed.alias("out"), key=key)(x))  # R: [batch, position, out]
reveal_type(Linear.init(Out=Mlp, In=Embed, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Linear(hax.ones((Embed, Mlp)), None, Embed, Mlp)(x))  # R: [batch, position, mlp]
reveal_type(hax.nn.gelu(up(norm(x))))  # R: [batch, position, mlp]
reveal_type(x + mix(norm(x)))  # R: [batch, position, embed]
reveal_type(hax.vmap(up, "batch")(x))  # R: [batch, position, mlp]
reveal_type(hax.vmap(lambda row: split(row), "position")(x))  # R: [position, batch, head, head_dim]
reveal_type([mix, mix][0](x))  # R: [batch, position, embed]
reveal_type({"a": up}["a"](x))  # R: [batch, position, mlp]


class Gate(Layer, axes="{In} -> Out"):
    value: Linear
    gate: Linear
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)

    @staticmethod
    def init(In: AxisSpec, Out: AxisSpec, *, key: jax.Array) -> Gate:
        return Gate(Linear.init(In, Out, key=key), Linear.init(In, Out, key=key), In, Out)

    @maps("In -> Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        return self.value(x) * hax.nn.sigmoid(self.gate(x))


class Config(eqx.Module):
    width: int

    @property
    def Wide(self) -> Axis:
        return Axis("wide", self.width)


config = Config(13)
reveal_type(Gate.init(Embed, Mlp, key=key)(x))  # R: [batch, position, mlp]
reveal_type(Gate.init(Embed, (Head, HeadDim), key=key)(turned))  # R: [position, batch, head, head_dim]
reveal_type(Gate.init(Embed, config.Wide, key=key)(x))  # R: [batch, position, wide]
reveal_type(Linear.init(Embed, config.Wide, key=key)(x))  # R: [batch, position, wide]


class Block(eqx.Module):
    up: Linear["embed -> mlp"]
    down: Linear["mlp -> embed"]
    norm: LayerNorm["embed"]
    any: Linear

    @staticmethod
    def init(key: jax.Array) -> Block:
        return Block(up, Linear.init(Mlp, Embed, key=key), norm, up)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        hidden = hax.nn.gelu(self.up(self.norm(x)))
        reveal_type(hidden)  # R: [batch, position, mlp]
        reveal_type(self.any(x))  # R: [...]
        reveal_type(self.down(hidden))  # R: [batch, position, embed]
        return x + self.down(hidden)


Layers = Axis("layers", 3)
keys = jax.random.split(key, 3)
block = Block.init(key)
reveal_type(block(x))  # R: [batch, position, embed]
reveal_type(block.up(x))  # R: [batch, position, mlp]
reveal_type(Stacked.init(Layers, Block)(keys).fold(x))  # R: [batch, position, embed]
reveal_type(BlockSeq.init(Layers, Block)(keys).fold(x))  # R: [batch, position, embed]
reveal_type(BlockSeq.init(Layers, Block)(keys).get_layer(0).up(x))  # R: [batch, position, mlp]
