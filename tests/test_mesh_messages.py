"""The words of each mistake in spreading arrays over devices, and which mappings are no mistakes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import pytest
from jax.sharding import AbstractMesh, AxisType, Mesh

import haliax as hax
from haliax.errors import AxisError
from haliax.pure import mesh_errors
from tests.messages import assert_told

X = hax.ones({"batch": 8, "embed": 6})
SHAPE = AbstractMesh((4, 2), ("data", "model"))


def result_of(mapping: hax.partitioning.ResourceMapping) -> Any:
    return hax.named_jit(lambda x: x["batch", :2], mapping)(X)


# By the function that words it: a call on a mesh of data=4 and model=2, the kind, and the text.
MESSAGES: dict[str, list[tuple[Callable[[], Any], str, str]]] = {
    "no_mesh_axis": [
        (
            lambda: hax.shard(X, {"batch": "dta"}),
            "missing",
            "shard: axis 'batch' is mapped to 'dta', but the mesh has only 'data', 'model'; did you mean 'data'?",
        ),
        (
            lambda: hax.named_jit(lambda x: x, {"head": ("model", "rows")})(X),
            "missing",
            "named_jit: axis 'head' is mapped to 'rows', but the mesh has only 'data', 'model'",
        ),
        (
            lambda: hax.shard(3, {"batch": "rows"}),
            "missing",
            "shard: axis 'batch' is mapped to 'rows', but the mesh has only 'data', 'model'",
        ),
    ],
    "one_mesh_axis": [
        (
            lambda: hax.shard(X, {"batch": "data", "embed": ("model", "data")}),
            "duplicate",
            "shard: axes 'batch' and 'embed' of [batch, embed] are both mapped to mesh axis 'data'; map one of them to "
            "another, or to None",
        ),
        (
            lambda: hax.fsdp(lambda x: x, {"batch": ("data", "data")}, {})(X),
            "duplicate",
            "named_jit: axis 'batch' is mapped to mesh axis 'data' twice; name it once",
        ),
    ],
    "no_equal_parts": [
        (
            lambda: hax.shard(X, {"embed": "data"}),
            "size",
            "shard: axis 'embed' of [batch=8, embed=6] cannot be cut into 4 equal parts over mesh axis 'data'; "
            "make its size 8, as round_axis_for_partitioning does, or map it to None",
        ),
        (
            lambda: jax.jit(lambda x: hax.shard(x, {"embed": ("data", "model")}))(X),
            "size",
            "shard: axis 'embed' of [batch=8, embed=6] cannot be cut into 8 equal parts over mesh axes 'data', "
            "'model'; make its size 8, as round_axis_for_partitioning does, or map it to None",
        ),
        (
            lambda: hax.named_jit(lambda x: x, in_axis_resources={"embed": "data"})(X),
            "size",
            "named_jit: axis 'embed' of [batch=8, embed=6] cannot be cut into 4 equal parts over mesh axis 'data'; "
            "make its size 8, as round_axis_for_partitioning does, or map it to None",
        ),
        (
            lambda: result_of({"batch": "data"}),
            "size",
            "named_jit: axis 'batch' of [batch=2, embed=6] cannot be cut into 4 equal parts over mesh axis 'data'; "
            "make its size 4, as round_axis_for_partitioning does, or map it to None, or give out_axis_resources",
        ),
    ],
    "misspelt": [
        (
            lambda: hax.shard(X, {"bacth": "data"}),
            "missing",
            "shard: the mapping has 'bacth', an axis of no array, and lacks 'batch'; did you mean 'batch'? "
            "If not, map 'batch' to None",
        ),
        (
            lambda: hax.named_jit(lambda x: x, {"embd": "model"})(X),
            "missing",
            "named_jit: the mapping has 'embd', an axis of no array, and lacks 'embed'; did you mean 'embed'? "
            "If not, map 'embed' to None",
        ),
    ],
    "no_devices": [
        (
            lambda: hax.make_array_from_callback({"batch": 8}, lambda part: jnp.ones(2), {}, SHAPE),  # type: ignore[arg-type]
            "missing",
            "make_array_from_callback: an abstract mesh says no devices to put an array on; pass a mesh of devices, or "
            "set one with jax.set_mesh",
        ),
    ],
    "other_part": [
        (
            lambda: hax.make_array_from_process_local_data(jnp.ones(3), {"batch": 8}, {"batch": "data"}),
            "size",
            "make_array_from_process_local_data: axis 'batch' is given 3 elements; of 8, this process has 8 on its "
            "devices: give these, or all, if it has all",
        ),
    ],
}
OTHERS = {
    "no_entry": "a TypeError, below",
    "no_mesh": "where there is no mesh, in test_sharding.py",
    "old_context": "a warning, in test_mesh_kinds.py",
    "other_values": "of several processes, in test_processes.py",
}
EACH = [(name, *mistake) for name, mistakes in MESSAGES.items() for mistake in mistakes]


@pytest.fixture(scope="module", params=[AxisType.Auto, AxisType.Explicit], ids=["auto", "explicit"])
def mesh(request: pytest.FixtureRequest) -> Iterator[Mesh]:
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(request.param,) * 2)
    with jax.set_mesh(mesh):
        yield mesh


def test_each_has_a_call() -> None:
    words = [f for f in vars(mesh_errors).values() if inspect.isfunction(f) and f.__module__ == mesh_errors.__name__]
    assert {function.__name__ for function in words} == MESSAGES.keys() | OTHERS.keys()


@pytest.mark.parametrize(("name", "call", "kind", "text"), EACH, ids=[name for name, *_ in EACH])
@pytest.mark.usefixtures("mesh")
def test_message(name: str, call: Callable[[], Any], kind: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_told(monkeypatch, mesh_errors, name, call, kind, text)


@pytest.mark.parametrize(
    ("mapping", "axes"),
    [
        ({"head": "model"}, {"heads": 8}),  # may be two axes
        ({"q_head": "model"}, {"k_head": 8}),
        ({"kv_head": "model"}, {"k_head": 8}),
        ({"hidden1": "model"}, {"hidden2": 8}),
        ({"h1": "model"}, {"h11": 8}),
        ({"embed_in": "model"}, {"embed": 8}),
        ({"mpl": "model"}, {"mlp": 8}),  # too short to be sure
        ({"row": "model"}, {"roow": 8}),
        ({"hatcb": "model"}, {"batch": 8}),
        ({"qhead": "model"}, {"head": 8}),
        ({"layer12": "model"}, {"layer112": 8}),
        ({"batch_positoin": "model"}, {"bacth_position": 8}),  # two slips are not sure
        ({"position_key": "model"}, {"position": 8}),
        ({"positions": "model"}, {"embed": 8}),
        ({"embd": "model", "batch": "data"}, {"embed": 8, "batch": 8}),  # the mapping is used
        ({"embd": "model", "embed": None}, {"embed": 8}),  # both are meant
        ({"embd": "model"}, {"embed": 8, "embd": 8}),
        ({}, {"embed": 8}),
    ],
)
@pytest.mark.usefixtures("mesh")
def test_names_that_are_no_slips(mapping: dict[str, str | None], axes: dict[str, int]) -> None:
    assert hax.shard(hax.ones(axes), mapping).shape == axes


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("bacth", "batch"),
        ("positon", "position"),
        ("embedd", "embed"),
        ("btch", "batch"),
        ("key_postiion", "key_position"),
    ],
)
@pytest.mark.usefixtures("mesh")
def test_slips(wrong: str, right: str) -> None:
    for mapping, axis in ((wrong, right), (right, wrong)):
        with pytest.raises(AxisError, match=f"did you mean '{axis}'"):
            hax.shard({"x": hax.ones({"other": 8}), "y": hax.ones({axis: 8})}, {mapping: "data"})


@pytest.mark.usefixtures("mesh")
def test_swapped_letters_are_a_slip_also_where_the_mapping_is_used() -> None:
    with pytest.raises(AxisError, match="did you mean 'batch'"):
        hax.shard(X, {"bacth": "data", "embed": "model"})


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (
            {hax.Axis("batch", 8): "data"},
            r"a mapping goes .* but has Axis\(name='batch', size=8\); write 'batch'",
        ),
        ({8: "data"}, "a mapping goes from names of axes to axes of the mesh, but has 8$"),
        ({"batch": 3}, "axis 'batch' is mapped to 3; expected an axis of the mesh, a tuple of those, or None"),
        ({"batch": ("data", 3)}, r"axis 'batch' is mapped to \('data', 3\); expected an axis of the mesh"),
    ],
)
def test_a_mapping_goes_from_names_to_names(mapping: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        hax.shard(hax.ones({"batch": 8}), mapping, jax.make_mesh((4, 2), ("data", "model")))
    with pytest.raises(TypeError, match=said):
        hax.named_jit(lambda x: x, mapping)
