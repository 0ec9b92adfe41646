"""Layers that stand one after the other: fields of their classes, calls, and functions that take either kind."""

from typing import Any

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import BlockSeq, Stacked
from haliax.nn.scan import BlockFoldable

Layers, Batch, Embed, Mlp = hax.make_axes(layers=3, batch=2, embed=5, mlp=7)


class Block(eqx.Module):
    up: NamedArray["embed mlp"]
    down: NamedArray["mlp embed"]

    @staticmethod
    def init(Embed: Axis, Mlp: Axis, *, key: jax.Array) -> "Block":
        up, down = jax.random.split(key)
        return Block(hax.random.normal(up, (Embed, Mlp)), hax.random.normal(down, (Mlp, Embed)))

    def __call__(self, x: NamedArray["batch embed"], mask: NamedArray | None = None) -> NamedArray["batch embed"]:
        hidden = hax.nn.relu(hax.dot(x, self.up, axis="embed"))
        return x + hax.dot(hidden if mask is None else hidden * mask, self.down, axis="mlp")


def step(block: Block, x: NamedArray["batch embed"]) -> tuple[NamedArray["batch embed"], NamedArray["batch"]]:
    x = block(x)
    return x, x.max("embed")


class Model(eqx.Module):
    scanned: Stacked[Block]
    written: BlockSeq[Block]

    @staticmethod
    def init(key: jax.Array, remat: bool | str | hax.ScanCheckpointPolicy = True) -> "Model":
        keys = jax.random.split(key, Layers.size)
        scanned = Stacked.init(Layers, Block, gradient_checkpointing=remat)(Embed, Mlp, key=keys)
        return Model(scanned, BlockSeq.init(Layers, Block)(Embed, Mlp, key=keys))

    def __call__(self, x: NamedArray["batch embed"], masks: NamedArray["layers mlp"]) -> NamedArray["batch embed"]:
        x = self.scanned.fold(x, masks)
        x = self.written.fold(x, mask=masks, unroll=2)
        x, largest = self.scanned.scan_via(step)(x)
        x = x * largest.sum("layers")
        return self.scanned.get_layer(-1)(x)


def through(blocks: BlockFoldable[Block], x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:
    x = blocks.fold(x)
    for block in blocks.unstacked():
        x = block(x)
    return x


def first_weight(blocks: Stacked[Any]) -> NamedArray:
    weight: NamedArray = blocks.stacked.up
    return weight


model = Model.init(jax.random.key(0))
x = hax.ones((Batch, Embed))
y = through(model.scanned, through(model.written, model(x, hax.ones((Layers, Mlp)))))
each = model.scanned.vmap(x).sum("layers")
sums = model.written.vmap_via(lambda block: block.up.sum())().sum("layers")
nested = Model.init(jax.random.key(0), hax.ScanCheckpointPolicy(nested=True)).scanned
policy: hax.ScanCheckpointPolicy = nested.gradient_checkpointing
axis: Axis = nested.Layers
weight = first_weight(nested).sum("layers")
