"""Where `shard` and `named_jit` put arrays on a mesh of each kind, in force or given, in a trace and out of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import export
from jax.sharding import AbstractMesh, AxisType, Mesh, NamedSharding, PartitionSpec

import haliax as hax
from haliax import NamedArray

AUTO, EXPLICIT = AxisType.Auto, AxisType.Explicit
KINDS = {
    "auto": (AUTO, AUTO),
    "explicit": (EXPLICIT, EXPLICIT),
    "explicit, auto": (EXPLICIT, AUTO),
    "auto, explicit": (AUTO, EXPLICIT),
}
X = NamedArray(np.arange(8.0 * 6, dtype=np.float32).reshape(8, 6), ("batch", "mlp"))
MAPPING = {"batch": "data", "mlp": "model"}
Transform = Callable[[Callable[..., Any]], Callable[..., Any]]


def mesh_of(*kinds: AxisType) -> Mesh:
    return jax.make_mesh((4, 2), ("data", "model"), axis_types=kinds)


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def mesh(request: pytest.FixtureRequest) -> Iterator[Mesh]:
    return mesh_of(*request.param)


def part(x: NamedArray) -> tuple[int, ...]:
    """The shape of what one device holds."""
    return x.array.sharding.shard_shape(x.array.shape)


def is_placed(x: NamedArray, mesh: Mesh, *spec: Any) -> bool:
    wanted = NamedSharding(mesh, PartitionSpec(*spec))
    return x.array.sharding.is_equivalent_to(wanted, x.ndim) and bool((x.array == X.array).all())


@pytest.mark.parametrize("transform", [lambda f: f, jax.jit, hax.named_jit], ids=["eager", "jit", "named_jit"])
def test_every_kind_of_mesh_in_force_or_given(mesh: Mesh, transform: Transform) -> None:
    assert is_placed(transform(lambda x: hax.shard(x, MAPPING, mesh))(X), mesh, "data", "model")  # none in force
    with jax.set_mesh(mesh):
        for given in (None, mesh, mesh.abstract_mesh):
            out = transform(lambda x, given=given: hax.shard(x, MAPPING, given))(X)
            assert is_placed(out, mesh, "data", "model"), given
        assert is_placed(transform(lambda x: hax.shard(x, {"mlp": "model"}))(out), mesh, None, "model")
        assert is_placed(transform(lambda x: hax.shard(x, {"batch": "data"}))(out), mesh, "data")
        assert part(transform(lambda x: hax.shard(x, {"batch": ("data", "model")}))(X)) == (1, 6)


def test_arguments_and_results_of_named_jit(mesh: Mesh) -> None:
    seen: list[Any] = []

    def watched(x: NamedArray) -> NamedArray:
        jax.debug.inspect_array_sharding(x.array, callback=seen.append)
        return x

    with jax.set_mesh(mesh):
        out = hax.named_jit(watched, MAPPING, in_axis_resources={"batch": "data"})(X)
        stored = hax.fsdp(watched, {"batch": "model"}, MAPPING)(X)
    assert is_placed(out, mesh, "data", "model") and is_placed(stored, mesh, "model")
    assert [sharding.shard_shape((8, 6)) for sharding in seen] == [(2, 6), (4, 6)]


@pytest.mark.parametrize(
    ("mapping", "own"), [(MAPPING, (2, 3)), ({"batch": ("data", "model")}, (1, 6))], ids=["two axes", "one axis"]
)
def test_gradients_lie_where_arrays_do(mesh: Mesh, mapping: dict[str, Any], own: tuple[int, ...]) -> None:
    def loss(x: NamedArray) -> jax.Array:
        return (hax.shard(x, mapping).array ** 2).sum()

    with jax.set_mesh(mesh):
        x = hax.shard(X, mapping)
        for gradient in (jax.grad(loss), jax.jit(jax.grad(loss))):
            out = gradient(x)
            assert part(out) == own
            np.testing.assert_array_equal(out.array, 2 * X.array)


def test_mapped_functions_place_by_the_names_that_are_left(mesh: Mesh) -> None:
    with jax.set_mesh(mesh):
        out = jax.jit(lambda x: hax.vmap(lambda row: hax.shard(row, MAPPING), "batch")(x))(X)
    np.testing.assert_array_equal(out.array, X.array)
    assert part(out)[out.axis_names.index("mlp")] == 3


@pytest.mark.parametrize("kind", [AUTO, EXPLICIT])
def test_in_a_partly_manual_shard_map_the_other_axes_are_placed(kind: AxisType) -> None:
    mesh, seen = mesh_of(kind, kind), []

    def body(x: jax.Array) -> jax.Array:
        for given in (None, mesh, mesh.abstract_mesh):
            named = hax.shard(hax.named(x, ("batch", "mlp")), {**MAPPING, "position": "data"}, given)
            seen.append(named.array.shape)
        return named.array

    with jax.set_mesh(mesh):
        x = jax.device_put(X.array, PartitionSpec("data"))
        out = jax.shard_map(body, axis_names={"data"}, in_specs=PartitionSpec("data"), out_specs=PartitionSpec("data"))
        result = out(x)
    assert seen == [(2, 6)] * 3
    assert is_placed(NamedArray(result, ("batch", "mlp")), mesh, "data", "model")


def test_in_a_wholly_manual_shard_map_nothing_moves() -> None:
    mesh = mesh_of(AUTO, AUTO)

    def body(x: jax.Array) -> jax.Array:
        return hax.shard(hax.named(x, ("batch", "mlp")), {"batch": "data", "mlp": "data"}).array * 2

    with jax.set_mesh(mesh):
        both = PartitionSpec("data", "model")
        np.testing.assert_array_equal(
            jax.shard_map(body, in_specs=both, out_specs=both)(jnp.asarray(X.array)), 2 * X.array
        )


def test_an_explicit_array_moves_in_a_program_without_a_mesh() -> None:
    mesh = mesh_of(EXPLICIT, EXPLICIT)
    x = hax.shard(X, {"batch": "data"}, mesh)
    out = jax.jit(lambda x, y: hax.shard(x, {"mlp": "model"}, mesh) + hax.shard(y, {"mlp": "model"}, mesh))(x, X)
    np.testing.assert_array_equal(out.array, 2 * X.array)
    assert part(out) == (8, 3)


def test_an_explicit_array_moves_by_a_mesh_without_devices() -> None:
    mesh = mesh_of(EXPLICIT, EXPLICIT)
    x = hax.shard(X, {"batch": "data"}, mesh)
    out = jax.jit(lambda x: hax.shard(x, {"mlp": "model"}, mesh.abstract_mesh))(x)
    assert is_placed(out, mesh, None, "model")


def test_another_mesh_than_the_one_in_force() -> None:
    other = jax.make_mesh((2, 4), ("rows", "columns"), axis_types=(AUTO, AUTO))
    mapping = {"batch": "columns", "mlp": "rows"}
    with jax.set_mesh(mesh_of(AUTO, AUTO)):
        assert is_placed(hax.shard(X, mapping, other), other, "columns", "rows")
        assert is_placed(jax.jit(lambda x: hax.shard(x, mapping, other))(X), other, "columns", "rows")
        for x in (X, hax.shard(X, MAPPING)):
            with pytest.raises(hax.errors.AxisError, match="an abstract mesh says no devices"):
                hax.shard(x, mapping, other.abstract_mesh)


def test_constants_of_a_program_are_placed() -> None:
    mesh = mesh_of(AUTO, EXPLICIT)
    with jax.set_mesh(mesh):
        assert is_placed(jax.jit(lambda: hax.shard(X, MAPPING))(), mesh, "data", "model")
        assert is_placed(hax.named_jit(lambda: X, MAPPING)(), mesh, "data", "model")


def test_shapes_learn_where_they_will_lie() -> None:
    mesh = mesh_of(EXPLICIT, AUTO)
    tree = {"x": NamedArray(jax.ShapeDtypeStruct((8, 6), jnp.float32), ("batch", "mlp")), "n": 3}
    out = hax.shard(tree, MAPPING, mesh)
    assert (out["x"].array.shape, out["x"].array.dtype, out["n"]) == ((8, 6), jnp.float32, 3)
    assert out["x"].array.sharding == NamedSharding(mesh, PartitionSpec("data", "model"))
    with jax.set_mesh(mesh):
        assert hax.shard(tree, MAPPING)["x"].array.sharding.mesh == mesh
    weak = NamedArray(jax.ShapeDtypeStruct((), jnp.float32, weak_type=True), ())
    assert hax.shard(weak, MAPPING, mesh).array.weak_type
    abstract = hax.shard(tree, MAPPING, mesh.abstract_mesh)["x"].array.sharding
    assert (abstract.mesh, abstract.spec) == (mesh.abstract_mesh, PartitionSpec("data", "model"))


def test_sizes_that_are_symbols_are_not_asked() -> None:
    """As in a program that is exported for many sizes."""
    mesh = mesh_of(EXPLICIT, EXPLICIT)
    rows = export.symbolic_shape("rows, 6", constraints=["mod(rows, 4) == 0"])
    x = NamedArray(jax.ShapeDtypeStruct(rows, jnp.float32), ("batch", "mlp"))
    assert hax.shard(x, MAPPING, mesh).array.shape == rows


def test_what_has_too_few_names_or_no_array_stays() -> None:
    broken = hax.core.wrap(jnp.ones((8, 6)), ("batch",))
    marked = hax.core.wrap(object(), ("batch",))
    with jax.set_mesh(mesh_of(AUTO, AUTO)):
        out = hax.shard((broken, marked), MAPPING)
    assert out[0] is broken and out[1] is marked


def test_keys_of_random_numbers_are_spread(mesh: Mesh) -> None:
    with jax.set_mesh(mesh):
        keys = hax.named(jax.random.split(jax.random.key(0), 8), "batch")
        assert part(hax.shard(keys, MAPPING)) == (2,) == part(hax.named_jit(hax.shard, MAPPING)(keys))


# --- meshes without devices, and meshes that are not seen


def test_an_abstract_mesh_gives_no_place_to_put_arrays() -> None:
    abstract = AbstractMesh((4, 2), ("data", "model"))
    message = (
        "shard: an abstract mesh says no devices to put an array on; pass a mesh of devices, or set one with "
        "jax.set_mesh"
    )
    with pytest.raises(hax.errors.AxisError) as given:
        hax.shard(X, MAPPING, abstract)
    with hax.set_mesh(abstract), pytest.raises(hax.errors.AxisError) as in_force:
        hax.shard(X, MAPPING)
    assert str(given.value) == str(in_force.value) == message


def test_an_array_may_know_the_devices_of_an_abstract_mesh() -> None:
    mesh = mesh_of(AUTO, AUTO)
    there = hax.shard(X, {}, mesh)
    assert is_placed(hax.shard(there, MAPPING, mesh.abstract_mesh), mesh, "data", "model")


def test_set_mesh_puts_a_mesh_in_force_for_a_block() -> None:
    mesh = mesh_of(AUTO, AUTO)
    assert jax.sharding.get_abstract_mesh().empty
    with hax.set_mesh(mesh):
        assert jax.sharding.get_mesh() == mesh
        assert is_placed(hax.shard(X, MAPPING), mesh, "data", "model")
    with hax.set_mesh(mesh.abstract_mesh):
        assert jax.sharding.get_abstract_mesh() == mesh.abstract_mesh
        assert jax.eval_shape(lambda x: hax.shard(x, MAPPING), X).shape == {"batch": 8, "mlp": 6}
    assert jax.sharding.get_abstract_mesh().empty


def test_the_old_way_to_put_a_mesh_in_force_is_told() -> None:
    text = "puts no mesh in force for named arrays, so nothing is spread; use `jax.set_mesh(mesh)`"
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning), mesh_of(AUTO, AUTO):
        with pytest.warns(UserWarning, match=r"shard: `with mesh:` ") as seen:
            assert hax.shard(X, MAPPING) is X
        with pytest.warns(UserWarning, match=r"named_jit: `with mesh:` "):
            hax.named_jit(lambda x: x, MAPPING)(X)
    assert text in str(seen[0].message) and seen[0].filename == __file__
