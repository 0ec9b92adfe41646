"""What devices tell each other: programs by names compile to the collectives of the same programs by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import pytest
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

import haliax as hax
from haliax.partitioning import ResourceMapping

SIZES = {"batch": 8, "pos": 4, "key": 4, "embed": 16, "mlp": 32, "head": 4, "dim": 8}
TENSOR = {"mlp": "model", "head": "model"}
WAYS: dict[str, tuple[ResourceMapping, ResourceMapping]] = {
    "data parallel": ({}, {"batch": "data"}),
    "fully sharded": ({"embed": "data"}, {"batch": "data"}),
    "tensor parallel": (TENSOR, {"batch": "data", **TENSOR}),
    "both": ({"embed": "data", **TENSOR}, {"batch": "data", **TENSOR}),
}
"""Where parameters are stored, and where they and the batch are when they are computed with."""

KINDS = ("all-reduce", "all-gather", "reduce-scatter", "all-to-all", "collective-permute")
Place: TypeAlias = Callable[[Any, str], Any]

# --- the programs, by names and by hand. All that is known of devices is `hax.shard`, and by hand `place`.

MLP = {"up": "embed mlp", "down": "mlp embed"}
ATTENTION = {name: "embed head dim" for name in "qkv"} | {"out": "head dim embed"}


def mlp(params: Mapping[str, hax.NamedArray], x: hax.NamedArray) -> hax.NamedArray:
    hidden = hax.shard(hax.nn.gelu(hax.dot(x, params["up"], axis="embed")))
    return hax.shard(hax.dot(hidden, params["down"], axis="mlp"))


def mlp_by_hand(params: Mapping[str, jax.Array], x: jax.Array, place: Place) -> jax.Array:
    hidden = place(jax.nn.gelu(x @ params["up"]), "batch pos mlp")
    return place(hidden @ params["down"], "batch pos embed")


def attention(params: Mapping[str, hax.NamedArray], x: hax.NamedArray) -> hax.NamedArray:
    q, k, v = (hax.shard(hax.dot(x, params[name], axis="embed")) for name in "qkv")
    k, v = k.rename({"pos": "key"}), v.rename({"pos": "key"})
    weights = hax.nn.softmax(hax.dot(q, k, axis="dim") * 8**-0.5, "key")
    mixed = hax.shard(hax.dot(weights, v, axis="key"))
    return hax.shard(hax.dot(mixed, params["out"], axis=("head", "dim")))


def attention_by_hand(params: Mapping[str, jax.Array], x: jax.Array, place: Place) -> jax.Array:
    q, k, v = (place(jnp.einsum("bpe,ehd->bphd", x, params[name]), "batch pos head dim") for name in "qkv")
    weights = jax.nn.softmax(jnp.einsum("bphd,bkhd->bphk", q, k) * 8**-0.5, axis=-1)
    mixed = place(jnp.einsum("bphk,bkhd->bphd", weights, v), "batch pos head dim")
    return place(jnp.einsum("bphd,hde->bpe", mixed, params["out"]), "batch pos embed")


PROGRAMS = {"mlp": (MLP, mlp, mlp_by_hand), "attention": (ATTENTION, attention, attention_by_hand)}

# --- what they compile to


def collectives(program: str) -> dict[str, int]:
    found = Counter(re.findall(r" ([a-z-]+?)(?:-start)?\(", program))
    return {kind: found[kind] for kind in KINDS if found[kind]}


def by_names(mesh: Mesh, name: str, way: str, is_step: bool) -> dict[str, int]:
    stored, computed = WAYS[way]
    axes, forward, _ = PROGRAMS[name]

    def error(params: Any, x: hax.NamedArray) -> jax.Array:
        return ((forward(hax.shard(params), x) - x) ** 2).mean().scalar()

    def step(params: Any, x: hax.NamedArray) -> Any:
        return jax.tree.map(lambda p, g: p - 0.1 * g, params, jax.grad(error)(params, x))

    def values(params: Any, x: hax.NamedArray) -> hax.NamedArray:
        return forward(hax.shard(params), x)

    with jax.set_mesh(mesh):
        params = {key: hax.ones({axis: SIZES[axis] for axis in own.split()}) for key, own in axes.items()}
        x = hax.ones({axis: SIZES[axis] for axis in ("batch", "pos", "embed")})
        given = hax.shard(params, stored), hax.shard(x, computed)
        jitted = hax.named_jit(
            step if is_step else values, computed, out_axis_resources=stored if is_step else computed
        )
        return collectives(jitted.lower(*given).compile().as_text())


def by_hand(mesh: Mesh, name: str, way: str, is_step: bool) -> dict[str, int]:
    stored, computed = WAYS[way]
    axes, _, forward = PROGRAMS[name]

    def lies(mapping: ResourceMapping, own: str) -> NamedSharding:
        return NamedSharding(mesh, PartitionSpec(*(mapping.get(axis) for axis in own.split())))

    def place(array: jax.Array, own: str) -> jax.Array:
        return jax.lax.with_sharding_constraint(array, lies(computed, own))

    def values(params: Any, x: jax.Array) -> jax.Array:
        return forward({key: place(value, axes[key]) for key, value in params.items()}, x, place)

    def step(params: Any, x: jax.Array) -> Any:
        gradients = jax.grad(lambda params: ((values(params, x) - x) ** 2).mean())(params)
        return jax.tree.map(lambda p, g: p - 0.1 * g, params, gradients)

    places = {key: lies(stored, own) for key, own in axes.items()}
    params = {key: jnp.ones([SIZES[axis] for axis in own.split()]) for key, own in axes.items()}
    x = jnp.ones([SIZES[axis] for axis in ("batch", "pos", "embed")])
    given = jax.device_put(params, places), jax.device_put(x, lies(computed, "batch pos embed"))
    jitted = jax.jit(
        step if is_step else values, out_shardings=places if is_step else lies(computed, "batch pos embed")
    )
    return collectives(jitted.lower(*given).compile().as_text())


def mesh_of(kind: AxisType) -> Mesh:
    return jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)


@pytest.mark.slow
@pytest.mark.parametrize("is_step", [False, True], ids=["forward", "step"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_as_by_hand(name: str, way: str, is_step: bool) -> None:
    wanted = by_hand(mesh_of(AxisType.Auto), name, way, is_step)
    for kind in (AxisType.Auto, AxisType.Explicit):
        assert by_names(mesh_of(kind), name, way, is_step) == wanted, kind


@pytest.mark.parametrize(
    ("kind", "way", "is_step", "wanted"),
    [
        (AxisType.Auto, "tensor parallel", False, {"all-reduce": 1}),
        (AxisType.Explicit, "both", True, {"all-reduce": 2, "all-gather": 2}),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in [
                (AxisType.Auto, "data parallel", False, {}),
                (AxisType.Auto, "fully sharded", False, {"all-gather": 2}),
                (AxisType.Explicit, "fully sharded", False, {"all-gather": 2}),
                (AxisType.Explicit, "tensor parallel", False, {"all-reduce": 1}),
            ]
        ),
    ],
)
def test_of_an_mlp(kind: AxisType, way: str, is_step: bool, wanted: dict[str, int]) -> None:
    assert by_names(mesh_of(kind), "mlp", way, is_step) == wanted


def test_what_is_counted() -> None:
    text = "%a = f32[] all-reduce-start(%x), all-reduce-done(%a), %all-gather.1 = f32[2] all-gather(%y)"
    assert collectives(text) == {"all-reduce": 1, "all-gather": 1}
    assert collectives("%z = f32[] add(%x, %y)") == {}
