"""Where results lie: the pure rule, and the choice that a user makes against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import pytest
from jax.sharding import AxisType

import haliax as hax
from haliax.meshes import Parts
from haliax.partitioning import auto_axes
from haliax.pure.placing import parts_of_result

MESH = {"data": 4, "model": 2}


@pytest.mark.parametrize(
    ("axes", "wanted", "parts"),
    [
        ([("batch", 8), ("embed", 6)], [{"batch": ("data",)}], (("data",), ())),
        # The first that names an axis is right, also where it says that it is whole.
        ([("batch", 8)], [{"batch": ("model",)}, {"batch": ("data",)}], (("model",),)),
        ([("batch", 8)], [{"batch": ()}, {"batch": ("data",)}], ((),)),
        ([("batch", 8)], [{"embed": ("model",)}, {"batch": ("data",)}], (("data",),)),
        # A mesh axis goes to the first axis that wants it.
        ([("batch", 8), ("embed", 8)], [{"batch": ("data",), "embed": ("data",)}], (("data",), ())),
        ([("batch", 8), ("embed", 8)], [{"batch": ("data",), "embed": ("data", "model")}], (("data",), ("model",))),
        # What would cut an axis into unequal parts is left out, counting the parts before it.
        ([("batch", 6)], [{"batch": ("data",)}], ((),)),
        ([("batch", 6)], [{"batch": ("data", "model")}], (("model",),)),
        ([("batch", 4)], [{"batch": ("data", "model")}], (("data",),)),
        ([("batch", 8)], [{"batch": ("data", "model")}], (("data", "model"),)),
        ([("batch", 8)], [{"batch": ("rows",)}], ((),)),
        ([("batch", 0)], [{"batch": ("data",)}], (("data",),)),
        ([], [{"batch": ("data",)}], ()),
    ],
)
def test_parts_of_a_result(
    axes: Sequence[tuple[str, int]], wanted: Sequence[Mapping[str, tuple[str, ...]]], parts: Parts
) -> None:
    assert parts_of_result(axes, wanted, MESH) == parts


@pytest.mark.parametrize("kind", [AxisType.Explicit, AxisType.Auto])
@pytest.mark.parametrize("transform", [lambda f: f, jax.jit], ids=["eager", "jit"])
def test_a_choice_goes_before_what_the_operands_say(kind: AxisType, transform: Callable[..., Any]) -> None:
    x, w = hax.ones({"batch": 8, "mlp": 16}), hax.ones({"mlp": 16, "embed": 4})
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), (kind, kind))):
        x, w = hax.shard((x, w), {"batch": "data", "mlp": "model"})
        out = transform(lambda x, w: auto_axes(hax.dot, {"embed": "model"})(x, w, axis="mlp"))(x, w)
    assert out.array.sharding.shard_shape((8, 4)) == (2 if kind is AxisType.Explicit else 8, 2)
    assert (out.array == 16).all()


def test_a_chosen_axis_may_be_whole() -> None:
    x = hax.ones({"batch": 8, "embed": 4})
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"))):
        x = hax.shard(x, {"batch": "data", "embed": "model"})
        out = auto_axes(lambda x: {"twice": x * 2}, {"batch": None})(x)
    assert out["twice"].array.sharding.shard_shape((8, 4)) == (8, 2)


def test_outside_of_a_mesh_it_is_the_function() -> None:
    x = hax.ones({"batch": 8, "embed": 4})
    assert auto_axes(hax.sum, {"batch": "data"})(x, "embed").axis_names == ("batch",)
