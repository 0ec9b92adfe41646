"""Shardings that are checked: against the mapping and the mesh in force, where they are certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, NamedSharding, PartitionSpec

from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.partitioning import axis_mapping, fsdp, named_jit, shard

EXPLICIT = jax.make_mesh((4, 2), ("data", "model"))
AUTO = jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Auto, AxisType.Auto))
MIXED = jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Explicit, AxisType.Auto))
MAPPING = {"batch": "data", "mlp": "model"}
WHOLE = NamedArray(jnp.zeros((8, 2)), ("batch", "mlp"))
HALF = r"is \[batch=8, mlp=2\], batch over data; the mapping in force wants it batch over data, mlp over model"


@checked
def f(x: NamedArray["batch mlp"]) -> NamedArray["batch mlp"]:
    return x


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    with axis_mapping(MAPPING), debug_checks(sharding=True):
        yield


def put(mesh: jax.sharding.Mesh, *parts: Any) -> NamedArray:
    return NamedArray(jax.device_put(WHOLE.array, NamedSharding(mesh, PartitionSpec(*parts))), ("batch", "mlp"))


# --- arrays that are there


@pytest.mark.parametrize("mesh", [EXPLICIT, AUTO, MIXED], ids=["explicit", "auto", "mixed"])
def test_on_each_kind_of_mesh(mesh: jax.sharding.Mesh) -> None:
    with jax.set_mesh(mesh):
        f(put(mesh, "data", "model"))
        for wrong in (WHOLE, put(mesh), put(mesh, "data"), put(mesh, "model"), put(mesh, ("data", "model"))):
            with pytest.raises(
                ValueError, match=r"^f: argument 'x' is \[batch=8, mlp=2\], .*; place it by haliax.shard$"
            ):
                f(wrong)


def test_the_text() -> None:
    with jax.set_mesh(AUTO):
        with pytest.raises(ValueError) as caught:
            f(put(AUTO, ("data", "model")))
    assert str(caught.value) == (
        "f: argument 'x' is [batch=8, mlp=2], batch over data and model; the mapping in force wants it batch over "
        "data, mlp over model; place it by haliax.shard"
    )


def test_what_the_mapping_does_not_cut_may_lie_anywhere_in_full() -> None:
    @checked
    def g(x: NamedArray["embed"], y: Any = None, z: NamedArray["mlp"] | None = None) -> None: ...

    with jax.set_mesh(AUTO):
        g(NamedArray(jnp.zeros(3), "embed"), WHOLE)  # y is not annotated
        g(NamedArray(jnp.zeros(3), "embed"), z=NamedArray(jnp.zeros(3), "mlp"))  # whose size cannot be cut in two
        g(NamedArray(np.zeros(3), "embed"))
        with pytest.raises(ValueError, match="wants it whole"):
            g(NamedArray(jax.device_put(jnp.zeros(4), NamedSharding(AUTO, PartitionSpec("data"))), "embed"))


def test_only_with_a_mesh_and_a_mapping_and_if_asked() -> None:
    f(WHOLE)
    with jax.set_mesh(AUTO):
        with debug_checks(sharding=False):
            f(WHOLE)
        with debug_checks(), pytest.raises(ValueError):  # as around
            f(WHOLE)
        with debug_checks(False):
            f(WHOLE)
        with axis_mapping({}):
            f(WHOLE)


def test_mappings_that_this_mesh_cannot_carry_out() -> None:
    with jax.set_mesh(AUTO), axis_mapping({"batch": "rows"}):
        with pytest.raises(ValueError, match=r"sends 'batch' to 'rows', but the mesh has only data and model$"):
            f(WHOLE)
        checked(lambda x: x)(WHOLE)


def test_fields_and_results() -> None:
    @checked
    class Model(eqx.Module):
        w: NamedArray["batch mlp"]

    @checked
    def g() -> Model:
        return Model.__new__(Model)

    with jax.set_mesh(AUTO):
        Model(shard(WHOLE))
        with pytest.raises(ValueError, match=r"Model: field 'w' is \[batch=8, mlp=2\], whole"):
            Model(WHOLE)


# --- under a trace


def test_explicit_axes_are_seen_under_jit() -> None:
    with jax.set_mesh(EXPLICIT):
        right = put(EXPLICIT, "data", "model")
        for compiled in (named_jit(f.__wrapped__), jax.jit(lambda x: f(x))):  # type: ignore[attr-defined]  # of wraps
            compiled(right)
            with pytest.raises(ValueError, match=HALF):
                compiled(put(EXPLICIT, "data"))
    with jax.set_mesh(MIXED):  # where only one is
        jax.jit(lambda x: f(x))(put(MIXED, "data"))
        with pytest.raises(ValueError, match="wants it batch over data; place"):
            jax.jit(lambda x: f(x))(put(MIXED, None, "model"))


def test_auto_axes_are_not() -> None:
    with jax.set_mesh(AUTO):
        named_jit(f.__wrapped__)(WHOLE)  # type: ignore[attr-defined]  # of wraps
        jax.jit(lambda x: f(x))(put(AUTO, "data"))


def test_what_is_placed_anyway_may_lie_anywhere() -> None:
    @named_jit(axis_resources=MAPPING, in_axis_resources=MAPPING)
    def g(x: NamedArray["batch mlp"]) -> NamedArray["batch mlp"]:
        return shard(x, {"batch": "data"})

    step = fsdp(f.__wrapped__, {"mlp": "model"}, {"batch": "data"})  # type: ignore[attr-defined]  # of wraps
    with jax.set_mesh(EXPLICIT):
        assert g(WHOLE).array.sharding.spec == PartitionSpec("data", "model")
        step(WHOLE)


def test_manual_axes_are_each_devices_own_part() -> None:
    spec = PartitionSpec("data")
    with jax.set_mesh(AUTO):
        part = jax.shard_map(lambda a: f(NamedArray(a, ("batch", "mlp"))).array, in_specs=spec, out_specs=spec)
        assert part(WHOLE.array).shape == (8, 2)


def test_a_switch_is_seen_by_what_was_compiled_before() -> None:
    g = named_jit(lambda x: f(x))
    with jax.set_mesh(EXPLICIT):
        with debug_checks(sharding=False):
            g(WHOLE)
        with pytest.raises(ValueError, match="whole; the mapping in force wants it"):
            g(WHOLE)
