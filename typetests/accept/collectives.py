"""What each device runs on its own parts, in ways that must not alarm."""

from collections.abc import Callable
from typing import TypeVar

import jax
from jax.sharding import PartitionSpec as P

import haliax as hax
from haliax import Axis, NamedArray

A = TypeVar("A", bound=NamedArray)
Model = TypeVar("Model")

mapping = {"batch": "data", "mlp": "model"}
Batch, Embed = Axis("batch", 8), Axis("embed", 4)


@hax.shard_map
def sized(x: NamedArray["batch embed"], start: NamedArray["batch"]) -> NamedArray["batch embed"]:
    return x + start + hax.zeros(x.axes) + hax.arange(x.resolve_axis("batch"))


def keep(x: A) -> A:
    return hax.pmean(x, "batch")


def step(model: Model, gradient: Callable[[Model], Model]) -> Model:
    return hax.pmean(gradient(model), ("batch",))


@hax.shard_map(axis_mapping=mapping, check_vma=False)
def whole(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    every: NamedArray["batch embed"] = hax.all_gather(x, "batch")
    part: NamedArray["batch embed"] = hax.psum_scatter(every, Batch)
    return hax.pmean(part.mean("batch"), "batch")


def manual(x: NamedArray, w: jax.Array) -> NamedArray:
    return x * hax.named(w, "batch")


x = hax.ones((Batch, Embed))
out: NamedArray["batch embed"] = sized(x, hax.zeros(Batch))
kept: NamedArray["batch embed"] = hax.shard_map(keep, mapping)(x)
mean: NamedArray["embed"] = whole(x)
spec = P("data")  # type: ignore[no-untyped-call]  # jax does not annotate it
result = hax.shard_map(manual, in_specs=(None, spec), mesh=None, axis_names=("data",))(x, hax.ones(Batch).array)
count: int = hax.axis_parts("batch") + hax.psum(1, "batch")
index: jax.Array = hax.axis_index(Batch)
