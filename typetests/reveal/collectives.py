"""What each device runs on its own parts: `shard_map` keeps the function, and collectives the axes."""

import functools

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray

mapping = {"batch": "data", "mlp": "model"}
Batch, Embed, Mlp = hax.make_axes(batch=8, embed=4, mlp=6)
x, w = hax.ones((Batch, Embed)), hax.ones((Embed, Mlp))


def layer(x: NamedArray["batch embed"], w: NamedArray["embed mlp"]) -> NamedArray["batch mlp"]:
    return hax.dot(x, w, axis="embed")


# As a call.
reveal_type(hax.shard_map(layer)(x, w))  # R: [batch, mlp]
reveal_type(hax.shard_map(layer, mapping, axis_names={"data"})(x, w))  # R: [batch, mlp]
reveal_type(hax.partitioning.shard_map(layer, axis_mapping=mapping)(x, w))  # R: [batch, mlp]
reveal_type(functools.partial(hax.shard_map(layer), x)(w))  # R: [batch, mlp]
reveal_type(hax.shard_map(lambda x: x.sum("embed"))(x))  # R(static): Any
reveal_type(jax.jit(hax.shard_map(layer))(x, w))  # R: [batch, mlp]
reveal_type(hax.named_jit(hax.shard_map(layer))(x, w))  # R: [batch, mlp]


# As a decorator.
@hax.shard_map
def plain(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch")


@hax.shard_map(axis_mapping=mapping)
def by_options(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch")


@functools.partial(hax.shard_map, axis_mapping=mapping)
def by_partial(x: NamedArray["batch embed"], scale: float = 1.0) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch") * scale


@hax.named_jit
@hax.shard_map
def compiled(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch")


reveal_type(plain(x))  # R: [embed]
reveal_type(by_options(x))  # R: [embed]
reveal_type(by_partial(x, scale=2.0))  # R: [embed]
reveal_type(compiled(x))  # R: [embed]


class Layer(eqx.Module):
    w: NamedArray["embed mlp"]

    @hax.shard_map
    def __call__(self, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
        return hax.dot(x, self.w, axis="embed")

    @hax.shard_map(axis_mapping=mapping)
    def by_options(self, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
        return hax.dot(x, self.w, axis="embed")


model = Layer(w)
reveal_type(model(x))  # R: [batch, mlp]
reveal_type(model.by_options(x))  # R: [batch, mlp]
reveal_type(hax.shard_map(model)(x))  # R: [batch, mlp]


def loss(w: NamedArray["embed mlp"], x: NamedArray["batch embed"]) -> jax.Array:
    return hax.pmean(layer(x, w).mean(), "batch").scalar()


reveal_type(jax.grad(hax.shard_map(loss))(w, x))  # R: [embed, mlp]
reveal_type(hax.shard_map(jax.grad(loss))(w, x))  # R: [embed, mlp]


# Collectives, which outside of a shard_map have nothing to do.
reveal_type(hax.psum(x, "batch"))  # R: [batch, embed]
reveal_type(hax.psum(x.sum("batch"), ("batch", "mlp")))  # R: [embed]
reveal_type(hax.pmean(x, Batch))  # R: [batch, embed]
reveal_type(hax.pmax(x, "batch"))  # R: [batch, embed]
reveal_type(hax.pmin(x, "batch"))  # R: [batch, embed]
reveal_type(hax.pvary(x, "batch"))  # R: [batch, embed]
reveal_type(hax.ppermute(x, "batch", 1))  # R: [batch, embed]
reveal_type(hax.ppermute(x, "batch", [(0, 0)]))  # R: [batch, embed]
reveal_type(hax.all_gather(x, "embed"))  # R: [batch, embed]
reveal_type(hax.all_gather(x, Axis("embed", 4), to="invarying"))  # R: [batch, embed]
reveal_type(hax.psum_scatter(x, "batch"))  # R: [batch, embed]
reveal_type(hax.psum((x, w), "batch"))  # R: tuple[[batch, embed], [embed, mlp]]
reveal_type(hax.psum(model, "batch").w)  # R: [embed, mlp]
reveal_type(hax.psum({"x": x, "again": x}, "batch")["x"])  # R: [batch, embed]
reveal_type(hax.psum(x.array, "batch"))  # R(static): jax._src.basearray.Array
reveal_type(hax.axis_index("batch"))  # R(static): jax._src.basearray.Array
reveal_type(hax.axis_parts("batch"))  # R(static): int


def gathered(x: NamedArray) -> None:
    reveal_type(hax.psum(x, "batch"))  # R: [...]
    reveal_type(hax.all_gather(x, "embed"))  # R: {embed, ...}


gathered(x)
