"""Fields of layers: weights and biases along the lists of axes of the layer, and the lists themselves."""

from __future__ import annotations

from typing import Optional

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.haxtyping import Float
from haliax.nn import Conv, Embedding, Layer, LayerNorm, Linear, MoELinear, maps

Batch, Embed, Mlp, Vocab, Expert = hax.make_axes(batch=2, embed=5, mlp=7, vocab=11, expert=3)
Head, HeadDim, Height = hax.make_axes(head=4, head_dim=6, height=8)
key = jax.random.key(0)
x = hax.ones((Batch, Embed))


class Gate(Layer, axes="{In} -> Out"):
    weight: NamedArray["*In *Out"]
    scale: Float["*Out"]
    shift: Optional[NamedArray["{*Out}"]]
    table: NamedArray["expert *In"]
    taps: list[NamedArray["*Out"]]
    inner: Linear
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)

    @staticmethod
    def init(In: Axis, Out: Axis, *, key: jax.Array) -> Gate:
        ones = hax.ones(Out)
        return Gate(hax.ones((In, Out)), ones, ones, hax.ones((Expert, In)), [ones], Linear.init(In, Out, key=key), In, Out)

    @maps("In -> Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        reveal_type(self.weight)  # R(static): [...]
        return hax.dot(x, self.weight, axis=self.In) * self.scale


class Sub(Gate):
    offset: NamedArray["*Out"] | None = None


up = Linear.init(Embed, Mlp, key=key)
split = Linear.init(Embed, (Head, HeadDim), key=key)
merge = Linear.init((Head, HeadDim), Embed, key=key)
mix = Linear.init(Embed, Embed, key=key)
table = Embedding.init(Vocab, Embed, key=key)
norm = LayerNorm.init(Embed)
conv = Conv.init("height", Embed, Mlp, 3, key=key)
moe = MoELinear.init(Expert, Embed, Mlp, key=key)
gate = Gate.init(Embed, Mlp, key=key)
sub = Sub.init(Embed, Mlp, key=key)

reveal_type(up.weight)  # R: {embed, mlp}
reveal_type(split.weight)  # R: {embed, head, head_dim}
reveal_type(mix.weight)  # R: {embed, ...}
reveal_type(table.weight)  # R: {vocab, embed}
reveal_type(conv.weight)  # R: {mlp, embed, height}
reveal_type(moe.weight)  # R: {expert, embed, mlp}
reveal_type(gate.weight)  # R: [embed, mlp]
reveal_type(gate.scale)  # R: [mlp]
reveal_type(gate.table)  # R: [expert, embed]
reveal_type(gate.taps[0])  # R: [...]
reveal_type(sub.weight)  # R: [embed, mlp]
reveal_type(up.bias)  # R(static): [mlp] | None
reveal_type(gate.shift)  # R(static): [mlp] | None
reveal_type(norm.weight)  # R(static): [embed] | None
if up.bias is not None and norm.bias is not None and split.bias is not None:
    reveal_type(up.bias)  # R: [mlp]
    reveal_type(norm.bias)  # R: [embed]
    reveal_type(split.bias)  # R: {head, head_dim}
    reveal_type(up.bias + 1)  # R: [mlp]
reveal_type(up.weight.sum("embed"))  # R: [mlp]
reveal_type(hax.dot(x, up.weight, axis="embed"))  # R: {batch, mlp}
reveal_type(hax.sum(x, up.In))  # R: [batch]
reveal_type(hax.zeros(up.Out))  # R: [mlp]
reveal_type(hax.zeros(split.Out))  # R: [head, head_dim]
reveal_type(hax.zeros(table.Vocab))  # R: [vocab]
reveal_type(hax.zeros((Batch, table.Vocab)))  # R: [batch, vocab]
reveal_type(hax.zeros((Batch, conv.In)))  # R: [batch, embed]
reveal_type(hax.zeros(merge.In))  # R: [...]
reveal_type(hax.zeros(norm.axis))  # R: [embed]
reveal_type(Linear.init(up.Out, up.In, key=key)(up(x)))  # R: [batch, embed]
reveal_type(table.Vocab.size)  # R(static): int


def inside(layer: Linear["embed -> mlp"], bare: Linear, half: Linear["embed -> ..."]) -> NamedArray["mlp"]:
    reveal_type(layer.weight)  # R: {embed, mlp}
    reveal_type(bare.weight)  # R: [...]
    reveal_type(half.weight)  # R: {embed, ...}
    reveal_type(half.bias)  # R(static): [...] | None
    weight = layer.weight
    reveal_type(weight.sum("mlp"))  # R: [embed]
    assert layer.bias is not None
    return layer.bias


reveal_type(inside(up, up, up))  # R: [mlp]
