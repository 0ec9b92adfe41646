"""What is printed of arrays that are spread over devices."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import haliax as hax
from haliax.debug import visualize_named_sharding, visualize_shardings

BATCH, EMBED = hax.make_axes(batch=8, embed=6)
MESH = jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Auto,) * 2)


def put(spec: PartitionSpec) -> hax.NamedArray:
    return hax.named(jax.device_put(jnp.ones((8, 6)), NamedSharding(MESH, spec)), (BATCH, EMBED))


def test_parts_of_a_named_array(capsys: pytest.CaptureFixture[str]) -> None:
    visualize_shardings({"x": put(PartitionSpec("model", None)), "n": 3, "none": None, "numpy": np.ones(3)})
    assert capsys.readouterr().out == (
        "['x']: NamedArray(float32[batch=8, embed=6])\n"
        "  batch: 2 parts of 4 over model\n"
        "  embed: whole\n"
        "  [batch 0:4] on cpu 0, 2, 4, 6\n"
        "  [batch 4:8] on cpu 1, 3, 5, 7\n"
    )
    visualize_shardings([put(PartitionSpec("data", "model"))])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:5] == [
        "  batch: 4 parts of 2 over data",
        "  embed: 2 parts of 3 over model",
        "  [batch 0:2, embed 0:3] on cpu 0",
        "  [batch 0:2, embed 3:6] on cpu 1",
    ]
    assert len(lines) == 11


def test_arrays_that_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    visualize_shardings((put(PartitionSpec()), jnp.ones(3)))
    assert capsys.readouterr().out == (
        "[0]: NamedArray(float32[batch=8, embed=6])\n  whole on cpu 0 to 7\n[1]: Array(float32[3])\n  whole on cpu 0\n"
    )


def test_plain_arrays_and_many_parts(capsys: pytest.CaptureFixture[str]) -> None:
    spread = NamedSharding(MESH, PartitionSpec(("data", "model")))
    visualize_shardings(jax.device_put(jnp.ones((8, 1)), spread))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["the array: Array(float32[8, 1])", "  dimension 0: 8 parts of 1 over data, model"]
    assert lines[3] == "  [dimension 0 0:1] on cpu 0"


def test_long_lists_are_cut(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.debug.shardings._MOST", 3)
    visualize_shardings(put(PartitionSpec("data", "model")))
    assert capsys.readouterr().out.splitlines()[-2:] == ["  [batch 2:4, embed 0:3] on cpu 2", "  and 5 parts more"]
    monkeypatch.setattr("haliax.debug.shardings._MOST", 8)
    visualize_shardings(put(PartitionSpec("data", "model")))
    assert "more" not in capsys.readouterr().out


@pytest.mark.parametrize(("count", "text"), [(1, "0"), (2, "0, 1"), (3, "0 to 2"), (8, "0 to 7")])
def test_devices_in_a_row(count: int, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    mesh = jax.make_mesh((count,), ("data",), axis_types=(AxisType.Auto,), devices=jax.devices()[:count])
    visualize_named_sharding((BATCH,), NamedSharding(mesh, PartitionSpec()))
    assert capsys.readouterr().out == f"[batch=8]\n  whole on cpu {text}\n"


def test_a_sharding_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    visualize_named_sharding((BATCH, EMBED), NamedSharding(MESH, PartitionSpec(None, "model")))
    assert capsys.readouterr().out == (
        "[batch=8, embed=6]\n"
        "  batch: whole\n"
        "  embed: 2 parts of 3 over model\n"
        "  [embed 0:3] on cpu 0, 2, 4, 6\n"
        "  [embed 3:6] on cpu 1, 3, 5, 7\n"
    )


def test_under_jit(capsys: pytest.CaptureFixture[str]) -> None:
    @jax.jit
    def program(x: hax.NamedArray) -> hax.NamedArray:
        visualize_shardings({"x": x})
        return x * 2

    program(put(PartitionSpec("data"))).array.block_until_ready()
    out = capsys.readouterr().out
    assert out.startswith("['x']: NamedArray(float32[batch=8, embed=6])\n  batch: 4 parts of 2 over data\n")
