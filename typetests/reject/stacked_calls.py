"""Mistakes in calls of all layers at once."""

from __future__ import annotations

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.nn import BlockSeq, Linear, Stacked

Layers, Batch, Embed, Mlp = hax.make_axes(layers=3, batch=2, embed=5, mlp=7)
keys = jax.random.split(jax.random.key(0), Layers.size)
x = hax.ones((Batch, Embed))
h = hax.ones((Batch, Mlp))


class Block(eqx.Module):
    up: Linear["embed -> mlp"]

    @staticmethod
    def init(key: jax.Array) -> Block:
        return Block(Linear.init(Embed, Mlp, key=key))

    def __call__(self, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
        return self.up(x)


class Scanned(Block):
    def __call__(self, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch mlp"], NamedArray["batch"]]:  # type: ignore[override]  # which is what is tested
        return self.up(x), x.sum("embed")


def step(block: Block, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
    return block(x)


def pair(block: Block, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch embed"], NamedArray["batch"]]:
    return x, x.sum("embed")


blocks = Stacked.init(Layers, Block)(keys)
sequence = BlockSeq.init(Layers, Block)(keys)
blocks.fold(x)  # E(type): Stacked[Block].fold: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
Stacked.init(Layers, Scanned)(keys).scan(x)  # E(type): Stacked[Scanned].scan: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
blocks.fold_via(step)(x)  # E(type): Stacked[Block].fold_via: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
sequence.fold_via(step)(x)  # E(type): BlockSeq[Block].fold_via: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
blocks.fold_via(lambda block, x: block.up(x))(x)  # E(type): Stacked[Block].fold_via: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
blocks.scan_via(lambda block, x: (block.up(x), 1))(x)  # E(type): Stacked[Block].scan_via: the carry goes into a step as [batch, embed] and comes out as [batch, mlp]: no axis 'embed'  [axis-missing]
blocks.fold_via(lambda block, x: block.up(x))(h)  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, mlp]  [axis-missing]
blocks.scan_via(pair)(h)  # E(type): pair: argument 2 is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
blocks.vmap(x).sum("layers") + blocks.vmap_via(step)(x).sum("layers")
