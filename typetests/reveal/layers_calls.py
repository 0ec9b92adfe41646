"""What layers give of arrays of all kinds: open, unordered, of rows, of type variables, unions, under transforms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.nn import MLP, Conv, Dropout, Embedding, Layer, LayerNorm, Linear, RmsNorm, maps
from haliax.nn.norms import LayerNormBase

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
Head, HeadDim, Height, Width = hax.make_axes(head=4, head_dim=6, height=8, width=6)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))
ids = hax.zeros((Batch, Position), dtype=int)
image = hax.ones((Batch, Embed, Height, Width))
up = Linear.init(Embed, Mlp, key=key)
merge = Linear.init((Head, HeadDim), Embed, key=key)
table = Embedding.init(Vocab, Embed, key=key)
norm = LayerNorm.init(Embed)
conv = Conv.init(("height", "width"), Embed, Mlp, 3, key=key)

A = TypeVar("A", bound=NamedArray)


def known(
    tail: NamedArray["... embed"],
    front: NamedArray["embed ..."],
    some: NamedArray["{embed batch}"],
    more: NamedArray["{embed ...}"],
    both: NamedArray["batch ... embed"],
    bare: NamedArray,
    anything: Any,
    indices: NamedArray,
    maybe: NamedArray["batch embed"] | None,
    either: NamedArray["batch embed"] | NamedArray["position embed"],
    h: NamedArray["... head head_dim"],
) -> None:
    reveal_type(up(tail))  # R: [..., mlp]
    reveal_type(up(front))  # R: [..., mlp]
    reveal_type(up(some))  # R: [batch, mlp]
    reveal_type(up(more))  # R: [..., mlp]
    reveal_type(up(both))  # R: [batch, ..., mlp]
    reveal_type(up(bare))  # R: [..., mlp]
    reveal_type(up(anything))  # R: [..., mlp]
    reveal_type(up(either))  # R: [batch, mlp] | [position, mlp]
    reveal_type(merge(h))  # R: [..., embed]
    reveal_type(norm(tail))  # R: [..., embed]
    reveal_type(norm(more))  # R: {embed, ...}
    reveal_type(norm(bare))  # R: {embed, ...}
    reveal_type(norm(either))  # R: [batch, embed] | [position, embed]
    reveal_type(table(tail.sum("embed").astype(int)))  # R: [..., embed]
    reveal_type(table.unembed(both))  # R: [batch, ..., vocab]
    reveal_type(table(indices))  # R: [..., embed]
    reveal_type(up(norm(both)).sum("mlp"))  # R: [batch, ...]
    if maybe is not None:
        reveal_type(up(maybe))  # R: [batch, mlp]
    reveal_type(up(x if maybe is None else maybe))  # R: [batch, position, mlp] | [batch, mlp]


known(
    x,
    hax.ones((Embed, Batch)),
    hax.ones((Embed, Batch)),
    x,
    x,
    hax.ones(Embed),
    x,
    ids,
    hax.ones((Batch, Embed)),
    hax.ones((Position, Embed)),
    hax.ones((Batch, Head, HeadDim)),
)


def generic(x: A, norm: LayerNorm["embed"], bare: LayerNorm, base: LayerNormBase, drop: Dropout) -> A:
    reveal_type(norm(x))  # R(static): A
    reveal_type(bare(x))  # R(static): A
    reveal_type(base(x))  # R(static): A
    reveal_type(drop(x, inference=True))  # R(static): A
    return norm(x)


def bare(linear: Linear, norm: LayerNorm, base: LayerNormBase, table: Embedding) -> None:
    reveal_type(linear(x))  # R: [...]
    reveal_type(norm(x))  # R: [batch, position, embed]
    reveal_type(base(x))  # R: [batch, position, embed]
    reveal_type(table(ids))  # R: [...]


bare(up, norm, RmsNorm.init(Embed), table)
reveal_type(generic(x, norm, norm, norm, Dropout(0.5)))  # R: [batch, position, embed]


class Scale(LayerNormBase, axes="{axis}"):
    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        return x if self.weight is None else x * self.weight


class Pool(Layer, axes="{Spatial}"):
    Spatial: AxisSpec = eqx.field(static=True)

    @classmethod
    def init(cls, Spatial: AxisSpec) -> Pool:
        return cls(Spatial)

    @maps("Spatial ->")
    def __call__(self, x: NamedArray) -> NamedArray:
        return x.mean(self.Spatial)


class Patches(Layer, axes="Spatial: In -> Out"):
    conv: Conv
    Spatial: tuple[Axis, ...] = eqx.field(static=True)
    In: Axis = eqx.field(static=True)
    Out: Axis = eqx.field(static=True)

    @staticmethod
    def init(Spatial: tuple[Axis, ...], In: Axis, Out: Axis, *, key: jax.Array) -> Patches:
        return Patches(Conv.init(Spatial, In, Out, 2, stride=2, key=key), Spatial, In, Out)

    @maps("Spatial In => Spatial Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        return self.conv(x)

    @maps("In -> Out")
    def last(self, x: NamedArray) -> NamedArray:
        return x.sum(self.In).broadcast_axis(self.Out).rearrange((..., self.Out))


patches = Patches.init((Height, Width), Embed, Mlp, key=key)
reveal_type(Scale.init(Embed)(x))  # R: [batch, position, embed]
reveal_type(Scale.init((Embed, Batch))(x.rearrange(("embed", "position", "batch"))))  # R: [embed, position, batch]
reveal_type(Pool.init((Height, Width))(image))  # R: [batch, embed]
reveal_type(Pool.init(Position)(x))  # R: [batch, embed]
reveal_type(patches(image))  # R: [batch, mlp, height, width]
reveal_type(patches(image.rearrange(("height", "width", "embed", "batch"))))  # R: [height, width, mlp, batch]
reveal_type(patches.last(x))  # R: [batch, position, mlp]
reveal_type(hax.nn.max_pool({"height": 2, "width": 2}, conv(image), stride=2))  # R: [batch, mlp, height, width]
reveal_type(hax.nn.mean_pool(Axis("position", 2), x))  # R: [batch, position, embed]
reveal_type(conv(image)["height", 0, "width", :2])  # R: [batch, mlp, width]
reveal_type(conv(image).flatten_axes(("height", "width"), "position"))  # R: [batch, mlp, position]

reveal_type(eqx.filter_jit(up)(x))  # R: [...]
reveal_type(jax.jit(lambda x: up(norm(x)))(x))  # R: [batch, position, mlp]
reveal_type(hax.named_jit(lambda layer, x: layer(x))(up, x))  # R: [batch, position, mlp]
reveal_type(hax.vmap(up, Batch)(x))  # R: [batch, position, mlp]
reveal_type(hax.vmap(norm, "position")(x))  # R: [position, batch, embed]
reveal_type(hax.vmap(table, "batch")(ids))  # R: [batch, position, embed]
reveal_type(hax.map(lambda row: up(row), "position")(x))  # R: [position, batch, mlp]
reveal_type(hax.fold(lambda carry, row: carry + up(row), "position")(hax.zeros((Batch, Mlp)), x))  # R: [batch, mlp]
reveal_type(jax.grad(lambda layer: layer(x).sum().scalar())(up)(x))  # R: [batch, position, mlp]
reveal_type(jax.lax.cond(True, lambda x: up(x), lambda x: up(x) * 2, x))  # R: [batch, position, mlp]
reveal_type(jax.tree.map(lambda leaf: leaf * 2, up)(x))  # R: [batch, position, mlp]
reveal_type(jax.tree.map(jnp.zeros_like, norm)(x))  # R: [batch, position, embed]
reveal_type(eqx.tree_at(lambda layer: layer.weight, up, up.weight * 2)(x))  # R: [batch, position, mlp]
reveal_type(eqx.nn.inference_mode(Dropout(0.5))(x))  # R: [batch, position, embed]
reveal_type(eqx.apply_updates(up, up)(x))  # R: [batch, position, mlp]
reveal_type(jax.eval_shape(up, x))  # R(static): [batch, position, mlp]
reveal_type(jax.device_put(up)(x))  # R: [batch, position, mlp]

reveal_type(hax.nn.cross_entropy_loss(table.unembed(x), "vocab", ids))  # R: []
reveal_type(hax.nn.cross_entropy_loss(table.unembed(x), Vocab, ids, reduction=None))  # R: [batch, position]
reveal_type(hax.nn.cross_entropy_loss(table.unembed(norm(x)), Vocab, ids, hax.sum, reduction_axis="position"))  # R: [batch]
reveal_type(table.unembed(x).argmax("vocab"))  # R: [batch, position]
reveal_type(hax.nn.softmax(MLP.init(Embed, Vocab, 4, 1, key=key)(x), "vocab"))  # R: [batch, position, vocab]
reveal_type(up(x).mean(("batch", "mlp")))  # R: [position]


def through(f: Callable[[NamedArray["batch embed"]], NamedArray["batch mlp"]]) -> NamedArray["batch mlp"]:
    return f(x["position", 0])


reveal_type(through(up))  # R: [batch, mlp]
reveal_type(through(lambda x: up(norm(x))))  # R: [batch, mlp]
