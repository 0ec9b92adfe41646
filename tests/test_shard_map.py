"""`shard_map` by names: a table of meshes and transforms, whose values are those of one device, and each option."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, Mesh
from jax.sharding import PartitionSpec as P

import haliax as hax
from haliax import NamedArray

MAPPING = {"batch": "data", "mlp": "model"}
KEYS = jax.random.split(jax.random.key(0), 3)
X = hax.random.normal(KEYS[0], {"batch": 8, "embed": 3})
UP = hax.random.normal(KEYS[1], {"embed": 3, "mlp": 4})
DOWN = hax.random.normal(KEYS[2], {"mlp": 4, "embed": 3})

A, E = AxisType.Auto, AxisType.Explicit
MESHES = {"auto": (A, A), "explicit": (E, E), "auto, explicit": (A, E), "explicit, auto": (E, A)}
CUT = {"all": None, "data": ("data",), "model": ("model",)}


def mesh_of(kind: str) -> Mesh:
    return jax.make_mesh((4, 2), ("data", "model"), axis_types=MESHES[kind])


@pytest.fixture
def mesh() -> Iterator[Mesh]:
    with jax.set_mesh(mesh_of("auto")) as _, hax.axis_mapping(MAPPING):
        yield mesh_of("auto")


def block(x: NamedArray, up: NamedArray, down: NamedArray) -> NamedArray:
    """What each device does: the sums over `mlp` are over its own part, until `psum`."""
    return hax.psum(hax.dot(hax.dot(x, up, axis="embed"), down, axis="mlp"), "mlp")


def loss(x: NamedArray, up: NamedArray, down: NamedArray) -> jax.Array:
    return hax.pmean((block(x, up, down) ** 2).mean(), "batch").scalar()


def assert_same(actual: Any, expected: Any) -> None:
    assert jax.tree.structure(actual) == jax.tree.structure(expected)
    for one, other in zip(jax.tree.leaves(actual), jax.tree.leaves(expected), strict=True):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-4, atol=1e-5)


gradients = jax.grad(loss, (1, 2))

WAYS: dict[str, tuple[Callable[[Callable[..., Any]], Callable[..., Any]], Callable[..., Any]]] = {
    "eager": (lambda run: run(block), block),
    "jit": (lambda run: jax.jit(run(block)), block),
    "named_jit": (lambda run: hax.named_jit(run(block), axis_resources=MAPPING), block),
    "grad of it": (lambda run: jax.jit(jax.grad(run(loss), (1, 2))), gradients),
    "grad inside": (lambda run: jax.jit(run(gradients)), gradients),
}
"""What is made of a function that runs something on parts, and what it must give: that of one device."""

SOME = {("all", "auto"), ("all", "explicit"), ("data", "auto, explicit"), ("model", "explicit")}
"""Those of a quick run."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("cut", "kind"),
    [pytest.param(cut, kind, marks=[pytest.mark.slow] * ((cut, kind) not in SOME)) for cut in CUT for kind in MESHES],
)
def test_values_are_those_of_one_device(cut: str, kind: str, way: str) -> None:
    make, expected = WAYS[way]
    run = functools.partial(hax.shard_map, axis_mapping=MAPPING, axis_names=CUT[cut])
    with jax.set_mesh(mesh_of(kind)):
        assert_same(make(run)(X, UP, DOWN), expected(X, UP, DOWN))
    assert_same(make(run)(X, UP, DOWN), expected(X, UP, DOWN))  # without a mesh


@pytest.mark.usefixtures("mesh")
def test_inside_arrays_are_as_long_as_one_part() -> None:
    @hax.shard_map
    def sizes(x: NamedArray, up: NamedArray, plain: jax.Array) -> NamedArray:
        assert (x.shape, up.shape, plain.shape) == ({"batch": 2, "embed": 3}, {"embed": 3, "mlp": 2}, (8,))
        return x

    assert sizes(X, UP, jnp.ones(8)).shape == {"batch": 8, "embed": 3}


@pytest.mark.usefixtures("mesh")
def test_a_result_has_the_order_of_its_own_axes() -> None:
    found = hax.shard_map(lambda x: x.rearrange(("embed", "batch")) * 2)(X)
    assert found.axis_names == ("embed", "batch")
    assert found.array.sharding.spec == P(None, "data")
    assert_same(found, X.rearrange(("embed", "batch")) * 2)


@pytest.mark.usefixtures("mesh")
def test_what_is_the_same_everywhere_and_whole_comes_out_once() -> None:
    whole = hax.shard_map(lambda x: hax.all_gather(x, "batch", to="invarying"))(X)
    assert_same(whole, X)
    made = hax.shard_map(lambda x: (hax.zeros({"batch": 2}), hax.zeros({"batch": 8}), hax.zeros({"mlp": 2})))(X)
    assert [array.shape for array in made] == [{"batch": 8}, {"batch": 8}, {"mlp": 4}]


@pytest.mark.usefixtures("mesh")
def test_arguments_and_results_may_be_anything() -> None:
    def body(tree: Any, *, scale: int, note: str) -> Any:
        return {"x": tree["x"][0] * scale, "note": note, "none": None, "up": tree["up"].array}, scale

    found, scale = hax.shard_map(body, {"batch": "data"})({"x": [X], "up": UP}, scale=2, note="text")
    assert (found["note"], found["none"], scale) == ("text", None, 2)
    assert_same((found["x"], found["up"]), (X * 2, UP.array))


class Block(eqx.Module):
    up: NamedArray
    scale: float = 2.0

    def __call__(self, x: NamedArray) -> NamedArray:
        assert self.up.shape == {"embed": 3, "mlp": 2}
        return hax.dot(x, self.up, axis="embed") * self.scale

    @hax.shard_map
    def decorated(self, x: NamedArray) -> NamedArray:
        return self(x)

    @hax.shard_map(axis_mapping=MAPPING)
    def with_options(self, x: NamedArray) -> NamedArray:
        return self(x)


@pytest.mark.usefixtures("mesh")
def test_modules_and_their_methods_are_cut() -> None:
    model, expected = Block(UP), hax.dot(X, UP, axis="embed") * 2
    assert_same(hax.shard_map(model)(X), expected)
    assert_same(hax.shard_map(model.__call__)(X), expected)
    assert_same(hax.shard_map(lambda model, x: model(x))(model, X), expected)
    assert_same((model.decorated(X), model.with_options(X)), (expected, expected))
    assert_same(hax.shard_map(lambda model: model)(model), model)


def test_a_function_keeps_its_name() -> None:
    assert hax.shard_map(block).__name__ == "block" and hax.shard_map()(block).__wrapped__ is block  # type: ignore[attr-defined]  # of functools.wraps


@pytest.mark.parametrize("transform", [lambda f: f, jax.jit], ids=["eager", "jit"])
@pytest.mark.parametrize("kind", ["auto", "explicit"])
def test_a_mesh_may_be_given(kind: str, transform: Any) -> None:
    run = hax.shard_map(block, MAPPING, mesh=mesh_of(kind))
    assert_same(transform(run)(X, UP, DOWN), block(X, UP, DOWN))


def test_explicit_arrays_may_lie_otherwise() -> None:
    with jax.set_mesh(mesh_of("explicit")):
        x = hax.named(jax.sharding.reshard(X.array, P("model")), X.axis_names)
        for cut in CUT.values():
            run = hax.shard_map(lambda x: x * 2, MAPPING, axis_names=cut)
            assert_same(run(x), X * 2)
        # Along an axis of the mesh that is not cut along it stays as it lies.
        turned = hax.named(jax.sharding.reshard(X.array.T, P(None, "model")), ("embed", "batch"))
        found = hax.shard_map(lambda x: x * 2, {"embed": "data"}, axis_names={"model"})(turned)
        assert_same(found.rearrange(("batch", "embed")), X * 2)


@pytest.mark.usefixtures("mesh")
def test_specs_say_what_names_do_not() -> None:
    plain = jnp.arange(8.0)
    expected = X * hax.named(plain, "batch")

    def body(x: NamedArray, tree: Any) -> NamedArray:
        return x * hax.named(tree["scale"], "batch")

    run = hax.shard_map(body, in_specs=(None, {"scale": P("data"), "other": None}))
    assert_same(run(X, {"scale": plain, "other": UP}), expected)
    assert_same(
        hax.shard_map(lambda x, s: x * hax.named(s, "batch"), in_specs=(P("data"), P("data")))(X, plain), expected
    )
    doubled = hax.shard_map(lambda s: s * 2, in_specs=P("data"), out_specs=P("data"))(plain)
    assert doubled.tolist() == (plain * 2).tolist()


def test_the_body_is_traced_once_where_out_specs_are_given(mesh: Mesh) -> None:
    calls: list[str] = []

    def body(x: NamedArray) -> NamedArray:
        calls.append("run")
        return x

    jax.jit(hax.shard_map(body)).lower(X)
    assert len(calls) == 2
    jax.jit(hax.shard_map(body, out_specs=P("data"))).lower(X)
    assert len(calls) == 3


@pytest.mark.usefixtures("mesh")
def test_one_may_stand_in_another() -> None:
    def inner(x: NamedArray, up: NamedArray) -> NamedArray:
        assert (x.axis_size("batch"), up.axis_size("mlp")) == (2, 2)
        return hax.dot(x, up, axis="embed")

    def outer(x: NamedArray, up: NamedArray) -> NamedArray:
        assert (x.axis_size("batch"), up.axis_size("mlp")) == (2, 4)
        return hax.shard_map(inner)(x, up)

    run = jax.jit(hax.shard_map(outer, axis_names="data"))  # jax nests them under jit only
    assert_same(run(X, UP), hax.dot(X, UP, axis="embed"))
    # Where all is cut already, a function runs as it is.
    assert_same(hax.shard_map(lambda x, up: hax.shard_map(inner)(x, up))(X, UP), hax.dot(X, UP, axis="embed"))


@pytest.mark.usefixtures("mesh")
def test_without_the_check_a_result_that_differs_is_taken_from_one_device() -> None:
    found = hax.shard_map(lambda x: x.sum("batch"), check_vma=False)(hax.arange({"batch": 8}))
    assert found.item() == 1


@pytest.mark.usefixtures("mesh")
def test_the_mapping_is_in_force_inside() -> None:
    seen: list[Any] = []
    hax.shard_map(lambda x: seen.append(hax.physical_axis_name("embed")), {"embed": "model"})(
        UP.take("mlp", 0)["embed", :2]
    )
    assert set(seen) == {"model"} and hax.physical_axis_name("embed") is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"axis_names": {"rows"}}, "shard_map: the mesh has no axis 'rows', only data, model"),
        ({"axis_mapping": {"batch": "rows"}}, "shard_map: axis 'batch' is mapped to 'rows', but the mesh has only"),
        (
            {"axis_mapping": {"batch": "data", "embed": "data"}},
            r"shard_map: axes 'batch' and 'embed' of \[batch, embed\] are both mapped to mesh axis 'data'",
        ),
    ],
)
@pytest.mark.usefixtures("mesh")
def test_what_does_not_fit_the_mesh_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hax.shard_map(lambda x: x, **options)(X)


@pytest.mark.usefixtures("mesh")
def test_memory_of_a_trace_is_let_go() -> None:
    run = jax.jit(hax.shard_map(block))
    with jax.checking_leaks():
        run(X, UP, DOWN)
