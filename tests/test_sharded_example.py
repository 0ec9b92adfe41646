"""The GPT of the examples on eight devices: by each mapping it has the losses of one device."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import jax
import numpy as np
import pytest
from jax.sharding import AxisType

from gpt import data, sharded
from haliax import Axis

BATCH = Axis("batch", 8)
CONFIG = replace(
    sharded.CONFIG,
    position=Axis("position", 4),
    embed=Axis("embed", 8),
    head_dim=Axis("head_dim", 4),
    mlp=Axis("mlp", 16),
)
STEPS = 3


def batches() -> Iterator[data.Batch]:
    return data.batches(data.load()[0], BATCH, CONFIG.position, seed=0)


@pytest.fixture(scope="module")
def one_device() -> tuple[int, list[float]]:
    training, losses = sharded.trained(CONFIG, batches(), STEPS)
    return sharded.held((training.model, training.moments)), losses


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param(name, kind, marks=[] if (name, kind) == ("both", AxisType.Explicit) else pytest.mark.slow)
        for name in sharded.WAYS
        for kind in (AxisType.Auto, AxisType.Explicit)
    ],
)
def test_losses_are_those_of_one_device(name: str, kind: AxisType, one_device: tuple[int, list[float]]) -> None:
    whole, expected = one_device
    spread = sharded.WAYS[name]
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)
    training, losses = sharded.trained(CONFIG, batches(), STEPS, spread, mesh)
    np.testing.assert_allclose(losses, expected, atol=1e-5)
    assert len(set(expected)) == STEPS
    assert whole / sharded.held((training.model, training.moments)) >= spread.least * 0.8
    table = training.model.tokens.weight
    lies = dict(zip(table.axis_names, table.array.sharding.spec, strict=False))
    assert {name: over for name, over in lies.items() if over} == {
        name: spread.stored[name] for name in ("vocab", "embed") if name in spread.stored
    }


@pytest.mark.slow
def test_the_demo_says_what_lies_where(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharded, "STEPS", 2)
    monkeypatch.setattr(sys, "argv", ["sharded"])
    assert sharded.main() == 0
    out = capsys.readouterr().out
    assert "vocab in 2 over model, embed in 4 over data" in out and "All have the losses of one device." in out
    monkeypatch.setattr(sharded, "TOLERANCE", -1.0)
    assert sharded.main() == 1
