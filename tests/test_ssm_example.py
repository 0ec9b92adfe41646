"""The example of a state-space model: its scan is a loop of numpy, and it learns to remember."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest

import haliax as hax
from haliax import Axis
from ssm import __main__ as program
from ssm.data import batches
from ssm.model import Config, Model, StateSpace

SMALL = Config(
    token=Axis("token", 5),
    embed=Axis("embed", 7),
    channel=Axis("channel", 11),
    state=Axis("state", 3),
    layer=Axis("layer", 2),
    dropout=0.0,
)
BATCH, POSITION = Axis("batch", 13), Axis("position", 17)


def test_the_scan_is_a_loop() -> None:
    space = hax.named_jit(StateSpace.init)(SMALL, key=jax.random.key(0))
    u = hax.random.normal(jax.random.key(1), (BATCH, POSITION, SMALL.channel))
    step, write, read = (
        np.asarray(layer.weight.rearrange((layer.Out, ...)).array) for layer in (space.step, space.write, space.read)
    )
    rate = np.exp(np.asarray(space.log_rate.array))
    state, expected = np.zeros((13, 11, 3)), []
    for now in np.moveaxis(np.asarray(u.array, dtype=np.float64), 1, 0):
        length = np.log1p(np.exp(now @ step.T))
        state = state * np.exp(-length[..., None] * rate) + (length * now)[..., None] * (now @ write.T)[:, None]
        expected.append((state * (now @ read.T)[:, None]).sum(axis=-1) + now)
    np.testing.assert_allclose(hax.named_jit(space)(u).array, np.stack(expected, 1), rtol=1e-3, atol=1e-4)


def test_no_position_sees_a_later_one() -> None:
    model = hax.named_jit(Model.init)(SMALL, key=jax.random.key(0))
    data = next(batches(SMALL, BATCH, POSITION, seed=0))
    logits_of = hax.named_jit(model)
    changed = hax.where(hax.arange(POSITION) < 9, data.tokens, (data.tokens + 1) % SMALL.token.size)
    before, after = (logits_of(tokens, data.marks).array for tokens in (data.tokens, changed))
    np.testing.assert_allclose(before[:, :9], after[:, :9], rtol=1e-5, atol=1e-6)
    assert (abs(before[:, 9:] - after[:, 9:]).max(axis=(0, 2)) > 1e-4).all()


def test_the_target_is_the_token_that_was_marked_last() -> None:
    data = next(batches(SMALL, BATCH, POSITION, seed=0))
    for tokens, marks, targets in zip(data.tokens.array, data.marks.array, data.targets.array, strict=True):
        last = -1
        for token, mark, target in zip(tokens.tolist(), marks.tolist(), targets.tolist(), strict=True):
            last = token if mark else last
            assert target == last


@pytest.mark.slow
def test_it_ends_well_only_if_it_has_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    config = replace(Config(), layer=Axis("layer", 1))
    short = {"Config": lambda: config, "STEPS": 75, "LEARNED": POSITION.resize(7), "LONGER": POSITION}
    for name, value in {**short, "EXPECTED": 0.5}.items():  # by chance it would be 0.125
        monkeypatch.setattr(program, name, value)
    assert program.main() == 0
    monkeypatch.setattr(program, "train", lambda config, *args: Model.init(config, key=jax.random.key(0)))
    assert program.main() == 1


@pytest.mark.slow
def test_it_learns() -> None:
    assert program.main() == 0
