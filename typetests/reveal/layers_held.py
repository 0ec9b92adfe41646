"""Layers in what holds them: lists, dicts, tuples, unions, dataclasses, Modules, comprehensions, stacks, generic code."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.nn import MLP, BlockSeq, Dropout, Embedding, LayerNorm, Linear, RmsNorm, Stacked
from haliax.nn.attention import causal_mask, dot_product_attention
from haliax.quantization import Int8DotGeneralOp, QuantizationConfig, quantize_linear_layers

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=4, mlp=7, vocab=11)
Head, HeadDim, Layers = hax.make_axes(head=2, head_dim=4, layers=2)
key = jax.random.key(0)
keys = jax.random.split(key, 2)
x = hax.ones((Batch, Position, Embed))
ids = hax.zeros((Batch, Position), dtype=int)
up, down, mix = Linear.init(Embed, Mlp, key=key), Linear.init(Mlp, Embed, key=key), Linear.init(Embed, Embed, key=key)
norm = LayerNorm.init(Embed)

L = TypeVar("L", bound=eqx.Module)


def same(layer: L) -> L:
    return layer


def twice(layer: Linear["embed -> embed"], x: NamedArray["... embed"]) -> NamedArray["... embed"]:
    return layer(layer(x))


mixes = [mix for _ in range(2)]
named = {name: mix for name in ("a", "b")}
pair = (up, down)
reveal_type(mixes[1](x))  # R: [batch, position, embed]
reveal_type(named["b"](x))  # R: [batch, position, embed]
reveal_type(pair[1](pair[0](x)))  # R: [batch, position, embed]
reveal_type([layer(x) for layer in mixes][0])  # R: [batch, position, embed]
reveal_type({name: layer(x) for name, layer in named.items()}["a"])  # R: [batch, position, embed]
reveal_type(tuple(layer(x) for layer in mixes)[0])  # R: [batch, position, embed]
reveal_type([up, down][0](x))  # R: [...]
reveal_type({"up": up, "down": down}["down"](up(x)))  # R: [...]
reveal_type([norm, RmsNorm.init(Embed)][1](x))  # R: [batch, position, embed]
several = [up]
several.append(down)
reveal_type(several[1](up(x)))  # R: [...]
mixed: list[Linear] = [up, down]
reveal_type(mixed[0](x))  # R: [...]
for each in [up, down]:
    x = each(x)
reveal_type(x.rearrange(("batch", "position", "embed")))  # R: [batch, position, embed]
x = hax.ones((Batch, Position, Embed))
reveal_type((up if keys.size else dataclasses.replace(up))(x))  # R: [batch, position, mlp]
reveal_type((norm if keys.size else RmsNorm.init(Embed))(x))  # R: [batch, position, embed]
reveal_type(next(iter(mixes))(x))  # R: [batch, position, embed]
reveal_type(list(zip(mixes, [x, x], strict=True))[0][0](x))  # R: [batch, position, embed]
reveal_type(functools.reduce(lambda y, layer: layer(y), mixes, x))  # R: [batch, position, embed]
reveal_type(same(up)(x))  # R: [batch, position, mlp]
reveal_type(same(same(down))(up(x)))  # R: [batch, position, embed]
reveal_type(twice(mix, x))  # R: [..., embed]
reveal_type(functools.partial(up)(x))  # R: [...]
reveal_type(dataclasses.replace(up, bias=None)(x))  # R: [batch, position, mlp]
reveal_type(Linear.init(Embed, Mlp, key=key, dot_general=Int8DotGeneralOp.init())(x))  # R: [batch, position, mlp]
reveal_type(quantize_linear_layers(up, QuantizationConfig(int8=True))(x))  # R: [batch, position, mlp]

for layer in mixes:
    x = layer(x)
reveal_type(x)  # R: [batch, position, embed]
for layer, scale in zip(mixes, (1.0, 2.0), strict=True):
    x = x + scale * hax.nn.relu(layer(norm(x)))
reveal_type(x)  # R: [batch, position, embed]


class Pair(NamedTuple):
    up: Linear["embed -> mlp"]
    down: Linear["mlp -> embed"]


@dataclass
class Plain:
    table: Embedding["vocab -> embed"]
    layers: list[Linear["embed -> embed"]] = field(default_factory=list)


class Holder(eqx.Module, Generic[L]):
    held: L


reveal_type(Pair(up, down).up(x))  # R: [batch, position, mlp]
reveal_type(Pair(up, down)[1](up(x)))  # R: [batch, position, embed]
reveal_type(Plain(Embedding.init(Vocab, Embed, key=key)).table(ids))  # R: [batch, position, embed]
reveal_type(Plain(Embedding.init(Vocab, Embed, key=key), mixes).layers[0](x))  # R: [batch, position, embed]
reveal_type(Holder(up).held(x))  # R: [batch, position, mlp]
reveal_type(Holder(Holder(norm)).held.held(x))  # R: [batch, position, embed]


class Attention(eqx.Module):
    q: Linear["embed -> head head_dim"]
    kv: Linear["embed -> head head_dim"]
    o: Linear["head head_dim -> embed"]
    dropout: Dropout

    @staticmethod
    def init(*, key: jax.Array) -> Attention:
        q, kv, o = jax.random.split(key, 3)
        into = functools.partial(Linear.init, Embed, (Head, HeadDim), use_bias=False)
        return Attention(into(key=q), into(key=kv), Linear.init((Head, HeadDim), Embed, key=o), Dropout(0.1))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        q = self.q(x)
        k = v = self.kv(x).rename({"position": "key_position"})
        reveal_type(q)  # R: [batch, position, head, head_dim]
        reveal_type(k)  # R: [batch, key_position, head, head_dim]
        mask = causal_mask(Position, Position.alias("key_position"))
        out = dot_product_attention("key_position", "head_dim", q, k, v, mask=mask)
        reveal_type(out)  # R: [batch, position, head, head_dim]
        reveal_type(self.o(out))  # R: [batch, position, embed]
        return self.dropout(self.o(out), inference=True)


class Block(eqx.Module):
    attention: Attention
    mlp: MLP["embed -> embed"]
    norms: tuple[LayerNorm["embed"], RmsNorm["embed"]]
    extra: Linear["embed -> embed"] | None
    either: Linear["embed -> embed"] | MLP["embed -> embed"]
    by_name: dict[str, Linear["embed -> mlp"]]

    @staticmethod
    def init(extra: bool, *, key: jax.Array) -> Block:
        mlp = MLP.init(Embed, Embed, 3, 1, key=key)
        norms = (LayerNorm.init(Embed), RmsNorm.init(Embed))
        mix = Linear.init(Embed, Embed, key=key)
        into = {"up": Linear.init(Embed, Mlp, key=key)}
        return Block(Attention.init(key=key), mlp, norms, mix if extra else None, mlp if extra else mix, into)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        first, second = self.norms
        x = x + self.attention(first(x))
        reveal_type(second(x))  # R: [batch, position, embed]
        reveal_type(self.mlp(second(x)))  # R: [batch, position, embed]
        reveal_type(self.either(x))  # R: [batch, position, embed]
        reveal_type(self.by_name["up"](x))  # R: [batch, position, mlp]
        if self.extra is not None:
            reveal_type(self.extra(x))  # R: [batch, position, embed]
        x = x + (self.extra(x) if self.extra else self.mlp(x))
        reveal_type(x)  # R: [batch, position, embed]
        match self.either:
            case Linear():
                reveal_type(self.either(x))  # R(static): [batch, position, embed]
            case MLP():
                reveal_type(self.either(x))  # R: [batch, position, embed]
        return x


blocks = Stacked.init(Layers, Block)(True, key=keys)
written = BlockSeq.init(Layers, Block)(True, key=keys)
block = Block.init(True, key=key)
reveal_type(blocks.fold(x))  # R: [batch, position, embed]
reveal_type(written.fold(x))  # R: [batch, position, embed]
reveal_type(blocks.get_layer(0).attention.q(x))  # R: [batch, position, head, head_dim]
reveal_type(blocks.unstacked()[0].norms[1](x))  # R: [batch, position, embed]
reveal_type([b.mlp(x) for b in written.blocks][0])  # R: [batch, position, embed]
reveal_type(eqx.filter_jit(block)(x))  # R: [batch, position, embed]
reveal_type(eqx.tree_at(lambda b: b.extra, block, None)(x))  # R: [batch, position, embed]
reveal_type(eqx.nn.inference_mode(block).attention.dropout(x))  # R: [batch, position, embed]
reveal_type(jax.tree.map(lambda leaf: leaf, block).attention.o(hax.ones((HeadDim, Head))))  # R: [embed]
reveal_type(hax.vmap(lambda row: block.by_name["up"](row), "batch")(x))  # R: [batch, position, mlp]
reveal_type(dataclasses.replace(block, extra=None).mlp(x))  # R: [batch, position, embed]
reveal_type(block.mlp.layers[0](x))  # R: [...]
reveal_type(same(block).attention(x))  # R: [batch, position, embed]
reveal_type(same(blocks).fold(x))  # R: [batch, position, embed]
