"""Specs and shardings of whole trees, and arrays that are made in their places, in one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

import haliax as hax
from haliax import NamedArray
from haliax.errors import AxisError
from haliax.partitioning import (
    ResourceAxis,
    all_mesh_axes_explicit,
    get_pspec_for_manual_mesh,
    infer_resource_partitions,
    pspec_for,
)

AUTO, EXPLICIT = AxisType.Auto, AxisType.Explicit
MAPPING = {"batch": "data", "mlp": "model", "vocab": ("data", "model"), "embed": None}
X = hax.ones({"batch": 8, "embed": 6})
P = PartitionSpec


class Model(eqx.Module):
    weight: NamedArray
    table: NamedArray
    scale: jax.Array
    depth: int


def model() -> Model:
    return Model(hax.ones({"embed": 6, "mlp": 4}), hax.ones({"vocab": 16}), jnp.ones(3), 2)


@pytest.fixture(params=[AUTO, EXPLICIT], ids=["auto", "explicit"])
def mesh(request: pytest.FixtureRequest) -> Iterator[Mesh]:
    yield jax.make_mesh((4, 2), ("data", "model"), axis_types=(request.param,) * 2)


def test_specs_of_a_tree() -> None:
    specs = pspec_for(model(), MAPPING)
    assert (specs.weight, specs.table, specs.scale) == (P(None, "model"), P(("data", "model")), P())
    assert specs.depth is None
    with hax.axis_mapping({"embed": "data"}):
        assert pspec_for((X, None, "text")) == (P(None, "data"), None, None)
        assert pspec_for((np.ones(3), np.float32(1))) == (P(), P())
    assert pspec_for(X) == P(None, None)
    with pytest.raises(AxisError, match=r"pspec_for: axes 'batch' and 'embed' of \[batch, embed\] are both mapped"):
        pspec_for(X, {"batch": "data", "embed": "data"})


def test_arrays_in_parts_keep_their_specs(mesh: Mesh) -> None:
    there, whole = hax.shard(X, {"embed": "model"}, mesh), hax.shard(X, {}, mesh)
    plain = jax.device_put(jnp.ones(8), NamedSharding(mesh, P("data")))
    assert pspec_for((there, whole, plain), MAPPING) == (P(None, "model"), P("data", None), P("data"))
    assert pspec_for((there, plain), MAPPING, preserve_existing_shardings=False) == (P("data", None), P("data"))
    found = infer_resource_partitions((there, whole, plain), MAPPING, mesh=mesh)
    assert [each.spec for each in found] == [P(None, "model"), P("data", None), P("data")]
    moved = infer_resource_partitions(there, MAPPING, False, mesh)
    assert moved == NamedSharding(mesh, P("data", None))


def test_traced_arrays_keep_what_their_types_say(mesh: Mesh) -> None:
    seen: list[Any] = []
    with jax.set_mesh(mesh):
        there = hax.shard(X, {"embed": "model"})
        jax.jit(lambda x: seen.append((pspec_for(x, MAPPING), pspec_for(x.array))))(there)
    jax.jit(lambda x: seen.append((pspec_for(x, MAPPING), pspec_for(x.array))))(X)  # no mesh
    assert seen.pop() == (P("data", None), P())
    explicit = mesh.axis_types[0] == EXPLICIT
    assert seen == [(P(None, "model"), P(None, "model")) if explicit else (P("data", None), P(None, None))]


def test_shardings_of_a_tree_are_those_of_a_compiled_program(mesh: Mesh) -> None:
    shapes = jax.eval_shape(lambda: (hax.ones({"embed": 6, "mlp": 4}), {"table": hax.ones({"vocab": 16})}, jnp.ones(3)))
    with jax.set_mesh(mesh):
        shardings = infer_resource_partitions(shapes, MAPPING)
        assert shardings[1]["table"] == NamedSharding(mesh, P(("data", "model")))
        assert shardings[2] == NamedSharding(mesh, P())
        assert infer_resource_partitions((X, None, 3)) == (NamedSharding(mesh, P(None, None)), None, None)
        weight, rest, plain = jax.jit(
            lambda: (hax.ones({"embed": 6, "mlp": 4}), {"table": hax.ones({"vocab": 16})}, jnp.ones(3)),
            out_shardings=shardings,
        )()
    assert weight.array.sharding.shard_shape((6, 4)) == (6, 2)
    assert rest["table"].array.sharding.shard_shape((16,)) == (2,)
    assert plain.sharding.is_fully_replicated


def test_trees_that_do_not_fit_the_mesh(mesh: Mesh) -> None:
    with pytest.raises(AxisError, match="infer_resource_partitions: no mesh is in force"):
        infer_resource_partitions(X, MAPPING)
    with jax.set_mesh(mesh):
        with pytest.raises(AxisError, match="axis 'vocab' is mapped to 'rows'"):
            infer_resource_partitions(3, {"vocab": "rows"})
        with pytest.raises(AxisError, match=r"axis 'embed' of .* cannot be cut into 4 equal parts"):
            infer_resource_partitions(X, {"embed": "data"})


def test_out_sharding_is_for_explicit_axes() -> None:
    mixed = jax.make_mesh((4, 2), ("data", "model"), axis_types=(EXPLICIT, AUTO))
    assert all_mesh_axes_explicit(mixed, P("data", None)) and all_mesh_axes_explicit(mixed.abstract_mesh, P())
    assert not all_mesh_axes_explicit(mixed, P(None, "model"))
    assert not all_mesh_axes_explicit(mixed, P(("data", "model")))
    assert all_mesh_axes_explicit(jax.make_mesh((4, 2), ("data", "model")), P(("data", "model")))
    assert get_pspec_for_manual_mesh(("batch", "embed"), MAPPING, mesh=mixed) == P("data", None)
    assert get_pspec_for_manual_mesh(("batch", "mlp"), MAPPING, mesh=mixed) is None
    assert get_pspec_for_manual_mesh("batch", {}) is None  # no mesh
    with jax.set_mesh(mixed), hax.axis_mapping(MAPPING):
        spec = get_pspec_for_manual_mesh(("batch", "embed"))
        assert jnp.zeros((8, 6), out_sharding=spec).sharding.spec == P("data", None)


def test_usual_names_of_mesh_axes() -> None:
    names = {name: value for name, value in vars(ResourceAxis).items() if name.isupper()}
    assert names == {
        "MODEL": "model",
        "DATA": "data",
        "REPLICA": "replica",
        "REPLICA_DCN": "replica_dcn",
        "CONTEXT": "context",
    }


# --- arrays that are made where they shall lie

WHOLE = np.arange(8.0 * 6).reshape(8, 6)


def test_one_process_has_the_whole(mesh: Mesh) -> None:
    for axes in ({"batch": 8, "mlp": 6}, (hax.Axis("batch", 8), hax.Axis("mlp", 6))):
        out = hax.make_array_from_process_local_data(WHOLE, axes, MAPPING, mesh)
        assert out.array.sharding == NamedSharding(mesh, P("data", "model"))
        assert (out.axis_names, out.dtype) == (("batch", "mlp"), jnp.float32)
        np.testing.assert_array_equal(out.array, WHOLE)
    assert hax.make_array_from_process_local_data(3.0, (), mesh=mesh).array.sharding == NamedSharding(mesh, P())
    alone = hax.make_array_from_process_local_data(
        hax.named(WHOLE.T, ("mlp", "batch")), {"batch": 8, "mlp": 6}, MAPPING
    )
    np.testing.assert_array_equal(alone.array, WHOLE)
    assert len(alone.array.sharding.device_set) == 1


def test_each_part_is_asked_for(mesh: Mesh) -> None:
    asked: list[tuple[int, ...]] = []

    def part(of: dict[str, slice]) -> np.ndarray[Any, Any]:
        assert of == {name: slice(each.start, each.stop) for name, each in of.items()}
        asked.append((of["batch"].start, of["batch"].stop, of["embed"].start, of["embed"].stop))
        return WHOLE[of["batch"], of["embed"]]

    with jax.set_mesh(mesh), hax.axis_mapping(MAPPING):
        out = hax.make_array_from_callback({"batch": 8, "embed": 6}, part)
    assert set(asked) == {(0, 2, 0, 6), (2, 4, 0, 6), (4, 6, 0, 6), (6, 8, 0, 6)}
    np.testing.assert_array_equal(out.array, WHOLE)
    asked.clear()
    assert hax.make_array_from_callback({"batch": 8, "embed": 6}, part, MAPPING).dtype == jnp.float32
    assert asked == [(0, 8, 0, 6)]


@pytest.mark.parametrize(
    ("local", "axes", "message"),
    [
        (WHOLE, ("batch", hax.Axis("embed", 6)), "axis 'batch' needs a size; pass Axis('batch', size)"),
        (WHOLE, {"batch": 8}, "[batch] does not fit an array of shape (8, 6), which has 2 dimensions"),
        (WHOLE, {"batch": 8, "embed": 3}, "axis 'embed' is given 6 elements; of 3, this process has 3"),
        (X, {"batch": 8, "head": 6}, "no axis 'head' in [batch=8, embed=6]"),
    ],
)
def test_local_data_that_does_not_fit(mesh: Mesh, local: Any, axes: Any, message: str) -> None:
    with jax.set_mesh(mesh), pytest.raises(AxisError) as caught:
        hax.make_array_from_process_local_data(local, axes, MAPPING)
    assert message in str(caught.value)
