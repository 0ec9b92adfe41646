"""What is printed of arrays that are spread over devices."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

import haliax as hax
from haliax.debug import visualize_named_sharding, visualize_shardings

BATCH, EMBED = hax.make_axes(batch=8, embed=6)
MESH, EXPLICIT = (
    jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2) for kind in (AxisType.Auto, AxisType.Explicit)
)


def put(*spec: Any, mesh: Any = MESH) -> hax.NamedArray:
    return hax.named(jax.device_put(jnp.ones((8, 6)), NamedSharding(mesh, PartitionSpec(*spec))), (BATCH, EMBED))


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return lambda: capsys.readouterr().out.splitlines()


def test_a_line_for_each_array_and_what_one_device_holds(printed: Any) -> None:
    tree = {"x": put("model", None), "a": [put(), jnp.ones((3, 2))], "n": 3, "none": None, "numpy": np.ones(3)}
    visualize_shardings(tree)
    assert printed() == [
        "['a'][0]  float32[batch=8, embed=6]  whole                  192 B          on each of 8 devices",
        "['a'][1]  float32[3, 2]              whole                  24 B           on cpu 0",
        "['x']     float32[batch=8, embed=6]  batch in 2 over model  96 B of 192 B  on each of 8 devices",
        "on one device: 312 B of 408 B",
    ]
    visualize_shardings([put("model"), put()])
    assert printed() == [
        "[0]  float32[batch=8, embed=6]  batch in 2 over model  96 B of 192 B",
        "[1]  float32[batch=8, embed=6]  whole                  192 B",
        "on each of 8 devices: 288 B of 384 B",
    ]


def test_an_array_by_itself_has_a_picture(printed: Any) -> None:
    visualize_shardings(put("data", "model"))
    cuts = "batch in 4 over data, embed in 2 over model"
    assert printed() == [
        f"the array  float32[batch=8, embed=6]  {cuts}  24 B of 192 B  on each of 8 devices",
        "  parts of [batch=2, embed=3]",
        "             embed 0:3  embed 3:6",
        "  batch 0:2  cpu 0      cpu 1",
        "  batch 2:4  cpu 2      cpu 3",
        "  batch 4:6  cpu 4      cpu 5",
        "  batch 6:8  cpu 6      cpu 7",
    ]
    visualize_shardings({"x": put("model")})
    assert printed()[1:] == [
        "  parts of [batch=4, embed=6]",
        "  batch 0:4  cpu 0, 2, 4, 6",
        "  batch 4:8  cpu 1, 3, 5, 7",
    ]
    visualize_shardings(put())
    assert len(printed()) == 1


def test_dimensions_without_names(printed: Any) -> None:
    spread = NamedSharding(MESH, PartitionSpec(("data", "model")))
    visualize_shardings(jax.device_put(jnp.ones((8, 1)), spread))
    first, second, third, *_ = printed()
    assert first == "the array  float32[8, 1]  dimension 0 in 8 over data, model  4 B of 32 B  on each of 8 devices"
    assert (second, third) == ("  parts of [1, 1]", "  dimension 0 0:1  cpu 0")


def test_long_pictures_are_cut(printed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.debug.layout._MOST", 3)
    visualize_shardings(put("data", "model"))
    assert printed()[-2:] == ["  batch 4:6  cpu 4      cpu 5", "  and others, of 8 parts"]
    monkeypatch.setattr("haliax.debug.layout._MOST", 4)
    visualize_shardings(put("data", "model"))
    assert "others" not in printed()[-1]


@pytest.mark.parametrize(("count", "text"), [(1, "0"), (2, "0, 1"), (3, "0 to 2"), (4, "0 to 3")])
def test_devices_in_a_row(count: int, text: str, printed: Any) -> None:
    mesh = Mesh(np.reshape(jax.devices()[: 2 * count], (2, count)), ("data", "model"))
    visualize_named_sharding((BATCH,), NamedSharding(mesh, PartitionSpec("data")))
    assert printed()[2] == f"  batch 0:4  cpu {text}"


def test_a_sharding_by_itself(printed: Any) -> None:
    visualize_named_sharding((BATCH, EMBED), NamedSharding(MESH, PartitionSpec(None, "model")))
    assert printed() == [
        "[batch=8, embed=6]  embed in 2 over model  on each of 8 devices",
        "  parts of [batch=8, embed=3]",
        "  embed 0:3  cpu 0, 2, 4, 6",
        "  embed 3:6  cpu 1, 3, 5, 7",
    ]


def test_shapes_that_stand_for_arrays(printed: Any) -> None:
    laid = NamedSharding(MESH.abstract_mesh, PartitionSpec("data"))
    shapes = [hax.NamedArray(jax.ShapeDtypeStruct((8, 6), jnp.bfloat16, sharding=s), ("a", "b")) for s in (laid, None)]
    visualize_shardings(shapes)
    assert printed()[:2] == [
        "[0]  bfloat16[a=8, b=6]  a in 4 over data  24 B of 96 B  on each of 8 devices",
        "[1]  bfloat16[a=8, b=6]  no sharding",
    ]
    visualize_shardings(shapes[0])
    assert len(printed()) == 1  # where no devices are known there is no picture


@pytest.mark.parametrize("mesh", [MESH, EXPLICIT], ids=["Auto", "Explicit"])
def test_under_jit(mesh: Any, printed: Any) -> None:
    @jax.jit
    def program(x: hax.NamedArray) -> hax.NamedArray:
        visualize_shardings({"x": x, "y": x * 2})
        return x * 2

    with jax.set_mesh(mesh):
        program(put("data", mesh=mesh)).array.block_until_ready()
    lines = printed()
    where = "" if mesh is EXPLICIT else "  on each of 8 devices"
    line = "['{}']  float32[batch=8, embed=6]  batch in 4 over data  48 B of 192 B" + where
    assert {line.format(name) for name in "xy"} <= set(lines)
    assert ("on each of 8 devices: 96 B of 384 B" in lines) == (mesh is EXPLICIT)


def test_nothing_to_print(printed: Any) -> None:
    visualize_shardings((3, None))
    assert printed() == []
