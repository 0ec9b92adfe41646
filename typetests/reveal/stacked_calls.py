"""Calls of all layers at once: `fold`, `scan` and `vmap` of `Stacked` and `BlockSeq`, and those of a function."""

from __future__ import annotations

from typing import Any, TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.nn import BlockSeq, Linear, Stacked

Layers, Batch, Embed, Mlp = hax.make_axes(layers=3, batch=2, embed=5, mlp=7)
keys = jax.random.split(jax.random.key(0), Layers.size)
x = hax.ones((Batch, Embed))
A = TypeVar("A", bound=NamedArray)


class Block(eqx.Module):
    up: Linear["embed -> mlp"]

    @staticmethod
    def init(key: jax.Array) -> Block:
        return Block(Linear.init(Embed, Mlp, key=key))

    def __call__(self, x: NamedArray["batch embed"], mask: NamedArray | None = None) -> NamedArray["batch embed"]:
        return x + self.up(x).max("mlp")


class Scanned(eqx.Module):
    up: Linear["embed -> mlp"]

    @staticmethod
    def init(key: jax.Array) -> Scanned:
        return Scanned(Linear.init(Embed, Mlp, key=key))

    def __call__(self, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch embed"], NamedArray["batch mlp"]]:
        return x, self.up(x)


class Many(eqx.Module):
    up: Linear["embed -> mlp"]

    @staticmethod
    def init(key: jax.Array) -> Many:
        return Many(Linear.init(Embed, Mlp, key=key))

    def __call__(self, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch mlp"], Many, int]:
        return self.up(x), self, 3


def step(block: Block, x: NamedArray["batch embed"], scale: Any = 1) -> NamedArray["batch embed"]:
    return block(x) * scale


def kept(block: Block, x: A) -> A:
    return x


def pair(block: Block, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch embed"], NamedArray["batch"]]:
    return x, x.max("embed")


blocks = Stacked.init(Layers, Block)(keys)
sequence = BlockSeq.init(Layers, Block)(keys)
scanned = Stacked.init(Layers, Scanned)(keys)
many = Stacked.init(Layers, Many)(keys)
ups = Stacked.init(Layers, Linear)(Embed, Mlp, key=keys)

reveal_type(blocks.fold(x))  # R: [batch, embed]
reveal_type(blocks.fold(x, mask=hax.ones((Layers, Mlp))))  # R: [batch, embed]
reveal_type(blocks.fold(init=x, unroll=2))  # R: [batch, embed]
reveal_type(sequence.fold(x))  # R: [batch, embed]
reveal_type(scanned.scan(x)[0])  # R: [batch, embed]
reveal_type(scanned.scan(x)[1])  # R: [..., batch, mlp]
last, each = BlockSeq.init(Layers, Scanned)(keys).scan(x)
reveal_type(last)  # R: [batch, embed]
reveal_type(each)  # R: [..., batch, mlp]
reveal_type(blocks.vmap(x))  # R: [..., batch, embed]
reveal_type(blocks.vmap(hax.ones((Layers, Batch, Embed))))  # R: [..., batch, embed]
reveal_type(sequence.vmap(x))  # R: [..., batch, embed]
reveal_type(many.vmap(x)[0])  # R: [..., batch, mlp]
reveal_type(many.vmap(x)[1].up.weight)  # R(static): Any
reveal_type(ups.vmap(x))  # R: [...]
reveal_type(ups.vmap_via(lambda up, x: up(x))(x))  # R: [...]

reveal_type(blocks.fold_via(step)(x))  # R: [batch, embed]
reveal_type(blocks.fold_via(step)(x, hax.ones(Layers)))  # R: [batch, embed]
reveal_type(blocks.fold_via(step, unroll=3)(x, scale=2))  # R: [batch, embed]
reveal_type(sequence.fold_via(step)(x))  # R: [batch, embed]
reveal_type(blocks.fold_via(kept)(x))  # R: [batch, embed]
reveal_type(blocks.fold_via(Block.__call__)(x))  # R: [batch, embed]
reveal_type(blocks.fold_via(lambda block, x: block(x) * 2)(x))  # R: [batch, embed]
reveal_type(blocks.fold_via(lambda block, x: x + block.up(x).sum("mlp"))(x))  # R: [batch, embed]
reveal_type(blocks.scan_via(pair)(x)[0])  # R: [batch, embed]
reveal_type(blocks.scan_via(pair)(x)[1])  # R: [..., batch]
reveal_type(sequence.scan_via(pair)(x)[1])  # R: [..., batch]
reveal_type(blocks.scan_via(lambda block, x: (block(x), block.up(x)))(x)[1])  # R: [..., batch, mlp]
reveal_type(blocks.vmap_via(lambda block: block.up.weight)())  # R: {embed, mlp, ...}
reveal_type(blocks.vmap_via(lambda block: block.up.bias)())  # R(static): Any
reveal_type(blocks.vmap_via(lambda block, x: block(x))(x))  # R: [..., batch, embed]
reveal_type(blocks.vmap_via(step)(x))  # R: [..., batch, embed]
reveal_type(sequence.vmap_via(step)(x))  # R: [..., batch, embed]
again = blocks.fold_via(step)
reveal_type(again(x))  # R: [batch, embed]


def unknown(layers: Stacked[Any], others: list[Any], y: NamedArray) -> None:
    reveal_type(layers.fold(x))  # R(static): Any
    reveal_type(layers.vmap(x))  # R(static): Any
    reveal_type(layers.fold_via(step)(x))  # R: [batch, embed]
    reveal_type(blocks.fold(*others))  # R(static): Any
    reveal_type(blocks.fold(y))  # R: [batch, embed]


unknown(blocks, [x], x)
