"""State dicts that are read straight into shards."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import haliax as hax
from haliax.state_dict import found as found_arrays
from haliax.state_dict import from_state_dict, from_torch_compatible_state_dict, load_state_dict, save_state_dict
from haliax.state_dict import to_torch_compatible_state_dict as to_torch
from tests.state_dict.models import Embed, Head, Layers, Linear, Stacked, linear, model, struct

RNG = np.random.default_rng(0)
MESH = jax.make_mesh((2, 4), ("data", "model"), axis_types=(AxisType.Auto,) * 2)
Big, Wide, Deep = hax.make_axes(big=8, wide=4, deep=2)


def spec_of(array: Any) -> PartitionSpec:
    sharding = array.array.sharding
    assert isinstance(sharding, NamedSharding)
    return sharding.spec


@pytest.mark.parametrize("template", [lambda m: m, struct], ids=["arrays", "shapes"])
@pytest.mark.parametrize(
    "mapping", [{"head": "data", "layers": "model"}, {"layers": ("data",)}, {"head": "data"}, {"absent": "data"}, {}]
)
def test_a_model_is_spread(tmp_path: Path, template: Any, mapping: Any) -> None:
    save_state_dict(to_torch(model(0)), tmp_path, max_shard_size=500)
    read = from_torch_compatible_state_dict(template(model(3)), load_state_dict(tmp_path), mapping=mapping, mesh=MESH)
    weight, wanted = read.blocks.stacked.attn.weight, model(0).blocks.stacked.attn.weight
    assert bool(hax.array_equal(weight, wanted)) and weight.axes == wanted.axes
    assert weight.array.sharding.is_equivalent_to(hax.shard(wanted, mapping, MESH).array.sharding, 4)
    assert read.table.array.sharding.is_equivalent_to(hax.shard(model(0).table, mapping, MESH).array.sharding, 2)


@pytest.mark.parametrize("order", [None, ("wide", "deep", "big", "embed")])
@pytest.mark.parametrize(
    "mapping", [{"wide": "model", "embed": None}, {"deep": "data", "wide": "model"}, {"big": ("data", "model")}]
)
def test_each_device_reads_its_part(monkeypatch: pytest.MonkeyPatch, order: Any, mapping: Any) -> None:
    """Also where the axis that is spread is a part of a dimension of the file."""
    mapping = {name: axes for name, axes in mapping.items() if axes}
    one = linear(RNG, (Wide, Deep), (Big, Embed), order=order)
    read: list[int] = []
    part = found_arrays.Found.part
    monkeypatch.setattr(found_arrays.Found, "part", lambda self, index: read.append((p := part(self, index)).size) or p)
    values = {key: np.asarray(value) for key, value in to_torch(one).items()}
    other = from_torch_compatible_state_dict(one, values, mapping=mapping, mesh=MESH)
    assert bool(hax.array_equal(other.weight, one.weight)) and other.weight.axis_names == one.weight.axis_names
    parts = 8 if len(mapping) == 2 or "big" in mapping else 4
    assert one.weight.size // parts in read and one.weight.size not in read


@pytest.mark.parametrize("mapping", [{"embed": "data"}, {"layers": "model", "big": "data"}, {"big": ("data", "model")}])
def test_layers_along_an_axis_that_is_not_in_front(mapping: Any) -> None:
    weight = hax.random.normal(jax.random.key(0), (Embed.resize(6), Layers, Big))
    found = {key: np.asarray(value) for key, value in to_torch(Stacked(weight, Layers)).items()}
    read = from_torch_compatible_state_dict(Stacked(weight * 0, Layers), found, mapping=mapping, mesh=MESH).stacked
    assert spec_of(read) == PartitionSpec(*(mapping.get(name) for name in ("embed", "layers", "big")))
    assert bool(hax.array_equal(read, weight))


def test_by_the_mapping_in_force() -> None:
    one = linear(RNG, (Wide,), (Big,))
    values = {key: np.asarray(value) for key, value in to_torch(one).items()}
    with jax.set_mesh(MESH), hax.axis_mapping({"big": "model"}):
        read = from_torch_compatible_state_dict(one, values)
        other = from_torch_compatible_state_dict(one, values, mapping={"wide": "data"})
    assert spec_of(read.weight) == PartitionSpec("model", None) and spec_of(read.bias) == PartitionSpec("model")
    assert spec_of(other.weight) == PartitionSpec(None, "data")
    with hax.axis_mapping({"big": "model"}):  # no mesh
        read = from_torch_compatible_state_dict(one, values)
    assert len(read.weight.array.sharding.device_set) == 1


def test_arrays_of_jax_are_moved() -> None:
    one = linear(RNG, (Wide,), (Big,))
    read = from_torch_compatible_state_dict(one, to_torch(one), mapping={"big": "model"}, mesh=MESH)
    assert spec_of(read.weight) == PartitionSpec("model", None)
    assert bool(hax.array_equal(read.weight, one.weight))


def test_plain_arrays_are_not_spread() -> None:
    read = from_state_dict({"a": jnp.zeros(8)}, {"a": np.arange(8, dtype=np.float32)}, mapping={"a": "data"}, mesh=MESH)
    assert len(read["a"].sharding.device_set) == 1 and read["a"][3] == 3


def test_a_mapping_to_what_the_mesh_lacks() -> None:
    one = linear(RNG, (Wide,), (Big,))
    values = {key: np.asarray(value) for key, value in to_torch(one).items()}
    with pytest.raises(ValueError, match="axis 'big' is mapped to 'pod', but the mesh has only 'data', 'model'"):
        from_torch_compatible_state_dict(one, values, mapping={"big": "pod"}, mesh=MESH)


def test_a_size_that_cannot_be_cut() -> None:
    uneven = hax.Axis("uneven", 3)
    one = linear(RNG, (Wide,), (uneven,))
    values = {key: np.asarray(value) for key, value in to_torch(one).items()}
    with pytest.raises(ValueError, match=r"axis 'uneven' of \[.*\] cannot be cut into . equal parts over mesh axis"):
        from_torch_compatible_state_dict(one, values, mapping={"uneven": "data"}, mesh=MESH)


@pytest.mark.parametrize("kind", [AxisType.Auto, AxisType.Explicit])
@pytest.mark.parametrize("mapping", [{"head": "data", "layers": "model"}, {"deep": "data"}, {"big": ("data", "model")}])
def test_arrays_in_parts_are_written_and_read(kind: AxisType, mapping: Any) -> None:
    """Layers are cut out of an axis in parts, and dimensions joined of which the last is in parts."""
    mesh = jax.make_mesh((2, 4), ("data", "model"), axis_types=(kind,) * 2)
    one = {"m": model(0), "l": linear(RNG, (Wide, Deep), (Big,))}
    spread = hax.shard(one, mapping, mesh)
    for context in (contextlib.nullcontext(), jax.set_mesh(mesh)):
        with context:
            found = to_torch(spread)
            read = from_torch_compatible_state_dict(one, found, mapping=mapping, mesh=mesh)
        for key, value in to_torch(one).items():
            np.testing.assert_array_equal(found[key], value)
        assert read["l"].weight.array.sharding.spec == spread["l"].weight.array.sharding.spec
        assert bool(np.array_equal(read["l"].weight.array, one["l"].weight.array))


class Doubled(Linear):
    """A layer whose values are twice those of its state dict, as a method of its own says."""

    def from_state_dict(self, state_dict: dict[str, Any], prefix: str | None = None) -> Doubled:
        read = from_state_dict(Linear(self.weight, self.bias, self.In, self.Out), state_dict, prefix)
        return Doubled(read.weight * 2, read.bias, self.In, self.Out)


@pytest.mark.parametrize("stacked", [True, False])
def test_what_a_method_reads_is_spread_too(stacked: bool) -> None:
    one = linear(RNG, (Wide, Deep), (Big,))
    layer = Doubled(one.weight, one.bias, one.In, one.Out)
    tree: Any = Stacked(jax.tree.map(lambda x: jnp.stack([x, x]), layer), Head) if stacked else layer
    if stacked:
        tree = Stacked(hax.vmap(lambda _: eqx.filter(layer, eqx.is_array), Head)(hax.arange(Head)), Head)
    values = {key: np.asarray(value) for key, value in to_torch(tree).items()}
    read = from_torch_compatible_state_dict(tree, values, mapping={"big": "model"}, mesh=MESH)
    read = read.stacked if stacked else read
    assert "model" in spec_of(read.weight)
    expected = hax.named(one.weight.array * 2, one.weight.axes)
    assert bool(hax.array_equal(read.weight["head", 1] if stacked else read.weight, expected))
