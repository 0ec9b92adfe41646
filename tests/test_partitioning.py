"""Axis mappings, and where `named_jit` puts arrays by them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, PartitionSpec

from haliax.core import NamedArray
from haliax.partitioning import ResourceAxis, axis_mapping, current_thread_local_mapping, named_jit

X = NamedArray(jnp.ones((2, 3)), ("batch", "embed"))


def double(x: NamedArray) -> NamedArray:
    return NamedArray(x.array * 2, x.axis_names)


# --- mappings


def test_mapping() -> None:
    assert current_thread_local_mapping() is None
    with axis_mapping({"batch": "data"}):
        assert current_thread_local_mapping() == {"batch": "data"}
        with axis_mapping({"embed": ["data", "model"]}):
            assert current_thread_local_mapping() == {"embed": ("data", "model")}
        with axis_mapping({"batch": "model", "embed": "data"}, merge=True):
            assert current_thread_local_mapping() == {"batch": "model", "embed": "data"}
        with axis_mapping({"embed": "data"}, merge=True, head="model"):
            assert current_thread_local_mapping() == {"batch": "data", "embed": "data", "head": "model"}
        with axis_mapping({"batch": None, "embed": []}, merge=True):
            assert current_thread_local_mapping() == {"batch": None, "embed": None}
        assert current_thread_local_mapping() == {"batch": "data"}
    assert current_thread_local_mapping() is None


def test_mapping_is_of_one_thread() -> None:
    seen: list[Any] = []
    with axis_mapping({"batch": "data"}):
        thread = threading.Thread(target=lambda: seen.append(current_thread_local_mapping()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_mapping_that_is_changed_later() -> None:
    mapping = {"batch": "data"}
    jitted = named_jit(lambda x: (x, current_thread_local_mapping()), mapping)
    mapping["batch"] = "model"
    assert jitted(X)[1] == {"batch": "data"}


def test_a_mapping_without_a_mesh_does_nothing() -> None:
    out = named_jit(double, {"batch": "nowhere"}, in_axis_resources={"batch": "nowhere"})(X)
    np.testing.assert_array_equal(out.array, X.array * 2)


# --- shardings

MAPPING = {"batch": ResourceAxis.DATA, "embed": ResourceAxis.MODEL}


@pytest.fixture(params=[AxisType.Auto, AxisType.Explicit], ids=["auto", "explicit"])
def mesh(request: pytest.FixtureRequest) -> Iterator[jax.sharding.Mesh]:
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(request.param,) * 2)
    with jax.set_mesh(mesh):
        yield mesh


def spec(x: NamedArray) -> PartitionSpec:
    """How an array is spread, with an entry for each dimension."""
    entries = x.array.sharding.spec
    return PartitionSpec(*entries, *[None] * (x.ndim - len(entries)))


W = NamedArray(jnp.arange(32.0).reshape(8, 4), ("batch", "embed"))


@pytest.mark.usefixtures("mesh")
def test_result_is_spread_by_the_mapping() -> None:
    out = named_jit(double, MAPPING)(W)
    assert spec(out) == PartitionSpec("data", "model")
    np.testing.assert_array_equal(out.array, W.array * 2)
    assert spec(named_jit(double, MAPPING, out_axis_resources={"batch": ("data", "model")})(W)) == PartitionSpec(
        ("data", "model"), None
    )
    with axis_mapping({"embed": "data"}):
        assert spec(named_jit(double)(W)) == PartitionSpec(None, "data")


@pytest.mark.usefixtures("mesh")
def test_arguments_are_spread() -> None:
    seen: list[Any] = []

    @partial(named_jit, in_axis_resources={"batch": "data"}, out_axis_resources={"embed": "data"})
    def f(x: NamedArray, plain: jax.Array, *, k: Any) -> Any:
        jax.debug.inspect_array_sharding(x.array, callback=seen.append)
        return x, plain, k

    out, plain, k = f(W, jnp.ones(3), k={"w": W, "n": 3})
    assert spec(out) == spec(k["w"]) == PartitionSpec(None, "data")
    assert seen[0].is_equivalent_to(jax.sharding.NamedSharding(jax.sharding.get_mesh(), PartitionSpec("data")), 2)
    assert (plain.shape, k["n"]) == ((3,), 3)


@pytest.mark.usefixtures("mesh")
def test_no_stale_sharding_after_another_rank() -> None:
    jitted = named_jit(lambda x, plain: NamedArray(x.array + plain.sum(), x.axis_names), {"embed": "data"})
    three = NamedArray(jnp.ones((3, 8, 4)), ("head", "batch", "embed"))
    for _ in range(2):
        assert spec(jitted(W, jnp.ones(2))) == PartitionSpec(None, "data")
        assert spec(jitted(three, jnp.ones((2, 2)))) == PartitionSpec(None, None, "data")
        assert spec(jitted(NamedArray(W.array.T, ("embed", "batch")), jnp.ones(2))) == PartitionSpec("data", None)


@pytest.mark.usefixtures("mesh")
def test_no_mapping_leaves_arrays_where_they_are() -> None:
    there = named_jit(double, MAPPING)(W)
    assert spec(named_jit(double)(there)) == PartitionSpec("data", "model")


@pytest.mark.usefixtures("mesh")
def test_mappings_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"named_jit: axis 'batch' is mapped to 'dta', but the mesh has only"):
        named_jit(double, {"batch": "dta"})(W)
    with pytest.raises(ValueError, match=r"named_jit: axes 'batch' and 'embed' .* are both mapped to mesh axis 'data'"):
        named_jit(double, {"batch": "data", "embed": "data"})(W)


@pytest.mark.usefixtures("mesh")
def test_inside_of_shard_map_arrays_are_parts_already() -> None:
    @partial(jax.shard_map, in_specs=PartitionSpec("data"), out_specs=PartitionSpec("data"))
    def f(x: jax.Array) -> jax.Array:
        return named_jit(double, MAPPING)(NamedArray(x, ("batch", "embed"))).array

    spread = jax.device_put(W.array, PartitionSpec("data"))
    np.testing.assert_array_equal(f(spread), W.array * 2)


def test_mesh_counts() -> None:
    jitted = named_jit(double, {"batch": "data"})
    for size in (8, 4):
        with jax.set_mesh(jax.make_mesh((size,), ("data",), axis_types=(AxisType.Auto,))):
            assert len(jitted(W).array.sharding.device_set) == size
    assert len(jitted(W).array.sharding.device_set) == 1
