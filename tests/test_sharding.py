"""Where arrays lie by a mapping: `shard` and its kin, on 8 virtual devices."""

from __future__ import annotations

import jax
import pytest
from jax.sharding import AxisType, Mesh, PartitionSpec

import haliax as hax
from haliax import Axis
from haliax.partitioning import pspec_for_axis

BATCH, EMBED = Axis("batch", 8), Axis("embed", 6)
MAPPING = {"batch": "data", "embed": "model"}


@pytest.fixture
def mesh() -> Mesh:
    return jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Auto,) * 2)


def spec_of(array: hax.NamedArray) -> PartitionSpec:
    return array.array.sharding.spec


def test_a_concrete_array_is_placed_by_the_mapping_in_force(mesh: Mesh) -> None:
    with jax.set_mesh(mesh), hax.axis_mapping(MAPPING):
        assert spec_of(hax.shard(hax.ones((BATCH, EMBED)))) == PartitionSpec("data", "model")


def test_a_traced_array_is_constrained(mesh: Mesh) -> None:
    with jax.set_mesh(mesh), hax.axis_mapping({"batch": "data"}):
        out = jax.jit(lambda x: hax.shard(x) * 2)(hax.ones((BATCH, EMBED)))
    assert spec_of(out) == PartitionSpec("data")


@pytest.mark.parametrize("transform", [lambda f: f, jax.jit], ids=["eager", "jit"])
def test_a_mapping_and_a_mesh_may_be_given(mesh: Mesh, transform: object) -> None:
    out = transform(lambda x: hax.shard(x, MAPPING, mesh))(hax.ones((EMBED, BATCH)))  # type: ignore[operator]
    assert spec_of(out) == PartitionSpec("model", "data")


def test_without_a_mapping_or_a_mesh_nothing_moves(mesh: Mesh) -> None:
    x = hax.ones((BATCH, EMBED))
    assert hax.shard(x) is x
    assert hax.shard(x, MAPPING) is x
    with jax.set_mesh(mesh):
        assert hax.shard(x) is x


def test_plain_arrays_of_a_tree_stay_where_they_are(mesh: Mesh) -> None:
    tree = {"named": hax.ones(BATCH), "plain": jax.numpy.ones(8)}
    with jax.set_mesh(mesh):
        out = hax.shard(tree, MAPPING)
    assert spec_of(out["named"]) == PartitionSpec("data")
    assert out["plain"] is tree["plain"]


def test_physical_axes(mesh: Mesh) -> None:
    mapping = {"batch": ("data", "model"), "embed": "model"}
    assert hax.physical_axis_name("batch", mapping) == ("data", "model")
    assert hax.physical_axis_name("head", mapping) is None
    assert hax.physical_axis_name("batch") is None
    assert hax.physical_axis_name("batch", {"batch": None}) is None
    with jax.set_mesh(mesh), hax.axis_mapping(mapping):
        assert hax.physical_axis_size(BATCH) == 8
        assert hax.physical_axis_size("embed") == 2
        assert hax.physical_axis_size("head") is None
        assert hax.physical_axis_size("batch", {"batch": None}) is None
        assert hax.round_axis_for_partitioning(Axis("batch", 9)) == Axis("batch", 16)
        assert hax.round_axis_for_partitioning(BATCH) == BATCH
        assert hax.round_axis_for_partitioning(Axis("head", 3)) == Axis("head", 3)


def test_a_mapped_axis_that_the_mesh_lacks_has_no_size(mesh: Mesh) -> None:
    mapping = {"batch": "rows", "embed": "model"}
    with jax.set_mesh(mesh):
        assert hax.physical_axis_size("embed", mapping) == 2
        with pytest.raises(ValueError, match="physical_axis_size: axis 'batch' is mapped to 'rows'"):
            hax.physical_axis_size("batch", mapping)
    assert hax.physical_axis_size("batch", mapping) is None
    assert hax.round_axis_for_partitioning(Axis("batch", 9), mapping) == Axis("batch", 9)


def test_sharding_for_axis(mesh: Mesh) -> None:
    assert pspec_for_axis((BATCH, "head", EMBED), MAPPING) == PartitionSpec("data", None, "model")
    assert hax.sharding_for_axis((BATCH, EMBED), MAPPING, mesh).spec == PartitionSpec("data", "model")
    with jax.set_mesh(mesh):
        assert hax.sharding_for_axis(BATCH, MAPPING).mesh == mesh
    with pytest.raises(ValueError, match="sharding_for_axis: no mesh is in force"):
        hax.sharding_for_axis(BATCH, MAPPING)
    with pytest.raises(ValueError, match="sharding_for_axis: axis 'batch' is mapped to 'rows', but the mesh has only"):
        hax.sharding_for_axis(BATCH, {"batch": "rows"}, mesh)
    with pytest.raises(ValueError, match=r"pspec_for_axis: axes 'batch' and 'embed' of \[batch, embed\] are both"):
        pspec_for_axis((BATCH, EMBED), {"batch": "data", "embed": "data"})


def test_fsdp_keeps_parameters_in_parts(mesh: Mesh) -> None:
    def double(x: hax.NamedArray) -> hax.NamedArray:
        return x * 2

    x = hax.ones((BATCH, EMBED))
    with jax.set_mesh(mesh):
        called = hax.fsdp(double, {"embed": "model"}, MAPPING)(x)
        decorated = hax.fsdp({"embed": "model"}, MAPPING)(double)(x)
    assert spec_of(called) == spec_of(decorated) == PartitionSpec(None, "model")


def test_old_names_warn_and_do_the_same(mesh: Mesh) -> None:
    x = hax.ones((BATCH, EMBED))
    with jax.set_mesh(mesh), hax.axis_mapping(MAPPING):
        with pytest.warns(DeprecationWarning, match=r"use haliax\.shard"):
            assert spec_of(hax.auto_sharded(x)) == PartitionSpec("data", "model")
        with pytest.warns(DeprecationWarning, match=r"use haliax\.shard"):
            assert spec_of(hax.shard_with_axis_mapping(x, {"batch": "data"})) == PartitionSpec("data", None)
