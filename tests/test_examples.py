"""The example: its model computes what it says, mypy passes it, and finds each mistake."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from gpt import data, demo, typecheck
from gpt.mistakes import MISTAKES, MODEL, Mistake
from gpt.model import GPT, Config, cross_entropy, loss
from gpt.train import Training, step
from gpt.typecheck import Report
from haliax import Axis

BATCH = Axis("batch", 2)
CONFIG = Config(
    vocab=Axis("vocab", 131),
    position=Axis("position", 11),
    embed=Axis("embed", 13),
    head=Axis("head", 3),
    head_dim=Axis("head_dim", 5),
    mlp=Axis("mlp", 17),
    blocks=2,
)


@pytest.fixture
def batches() -> Iterator[data.Batch]:
    train, _ = data.load()
    return data.batches(train % CONFIG.vocab.size, BATCH, CONFIG.position, seed=0)


def test_the_model_gives_logits_for_every_position(batches: Iterator[data.Batch]) -> None:
    model = GPT.init(CONFIG, jax.random.key(0))
    logits = jax.eval_shape(model, next(batches).tokens)
    assert {axis.name: axis.size for axis in logits.axes} == {"batch": 2, "position": 11, "vocab": 131}


def test_no_position_sees_a_later_one(batches: Iterator[data.Batch]) -> None:
    model = GPT.init(CONFIG, jax.random.key(0))
    tokens = next(batches).tokens
    changed = hax.where(hax.arange(CONFIG.position) < 7, tokens, (tokens + 1) % CONFIG.vocab.size)
    before, after = model(tokens).array, model(changed).array
    np.testing.assert_allclose(before[:, :7], after[:, :7], rtol=1e-5, atol=1e-6)
    assert (jnp.abs(before[:, 7:] - after[:, 7:]).max(axis=(0, 2)) > 1e-3).all()


def test_cross_entropy_is_that_of_numpy(batches: Iterator[data.Batch]) -> None:
    targets = next(batches).targets
    logits = hax.random.normal(jax.random.key(1), (*targets.axes, CONFIG.vocab))
    log_probabilities = np.asarray(jax.nn.log_softmax(logits.array, axis=-1))
    picked = np.take_along_axis(log_probabilities, np.asarray(targets.array)[:, :, None], axis=-1)
    assert cross_entropy(logits, targets).item() == pytest.approx(-picked.mean(), rel=1e-5)


def test_targets_are_the_bytes_that_follow(batches: Iterator[data.Batch]) -> None:
    batch = next(batches)
    np.testing.assert_array_equal(batch.tokens.array[:, 1:], batch.targets.array[:, :-1])


def test_training_and_validation_text_are_apart() -> None:
    train, validation = data.load()
    assert len(train) > 300_000
    assert len(validation) == pytest.approx(len(train) / 9, abs=1)
    assert train.max() < 256


def test_the_unigram_loss_of_a_uniform_text_is_its_entropy() -> None:
    text = np.tile(np.arange(256, dtype=np.int32), 100)
    assert data.unigram_loss(text, text) == pytest.approx(np.log(256))


def test_training_lowers_the_loss(batches: Iterator[data.Batch]) -> None:
    training = Training.init(GPT.init(CONFIG, jax.random.key(0)), steps=40, peak=1e-2)
    batch = next(batches)
    before = loss(training.model, batch.tokens, batch.targets).item()
    for _ in range(40):
        training, value = step(training, batch)
    assert value.item() < before - 1


def test_a_wrong_batch_is_refused(batches: Iterator[data.Batch]) -> None:
    training = Training.init(GPT.init(CONFIG, jax.random.key(0)), steps=40)
    good = next(batches)
    bad = data.Batch(tokens=good.tokens, targets=good.targets.rename({"batch": "row"}))
    with pytest.raises(hax.AxisError, match=r"step: argument 'batch.targets' is \[row=2, position=11\] of int32"):
        step(training, bad)


@pytest.mark.xdist_group("mypy on the example")
def test_mypy_passes_the_example() -> None:
    assert typecheck.mypy("-p", "gpt") == []


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    folder = tmp_path_factory.mktemp("copies")
    for mistake in MISTAKES:
        (folder / f"{mistake.module}.py").write_text(mistake.apply(MODEL.read_text()))
    return typecheck.mypy(*sorted(folder.iterdir()))


@pytest.mark.xdist_group("mypy on the example")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_mypy_finds_the_mistake(mistake: Mistake, reports: list[Report]) -> None:
    here = [report for report in reports if report.path.stem == mistake.module]
    assert any(report.code == mistake.code and mistake.line in report.source for report in here), here


ARRAY = re.compile(r'\w+\[NamedArray, "[^"]*"\]|NamedArray\["[^"]*"\]')
AXIS = re.compile(r'Axis\["\w+"\]')
MODELS = sorted((Path(__file__).parents[1] / "typetests" / "accept").glob("*model*.py"))


@pytest.mark.xdist_group("mypy on the example")
@pytest.mark.parametrize("patterns", [[ARRAY], [ARRAY, AXIS]], ids=["arrays", "arrays and axes"])
def test_mypy_passes_the_example_and_the_models_without_axes(patterns: list[re.Pattern[str]], tmp_path: Path) -> None:
    (tmp_path / "gpt").mkdir()
    for path in [*MODEL.parent.glob("*.py"), *MODELS]:
        text = path.read_text()
        for pattern, bare in zip(patterns, ["NamedArray", "Axis"], strict=False):
            text = pattern.sub(bare, text)
        (tmp_path / ("gpt" if path.parent == MODEL.parent else "") / path.name).write_text(text)
    assert '"batch' not in (tmp_path / "gpt" / MODEL.name).read_text()
    assert len(MODELS) >= 5
    assert typecheck.mypy(*sorted(tmp_path.rglob("*.py"))) == []


def test_a_mistake_that_does_not_fit_the_model_is_refused() -> None:
    mistake = Mistake("nowhere", old="hax.nowhere(x)", new="", code="axis-missing")
    with pytest.raises(ValueError, match="'nowhere' does not fit the model: found 0 times"):
        mistake.apply(MODEL.read_text())


def test_the_demo_fails_if_a_part_of_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for act in ("the_model_passes", "mistakes_are_found"):
        monkeypatch.setattr(demo, act, lambda: True)
    for act in ("the_model_learns", "a_wrong_batch_is_refused"):
        monkeypatch.setattr(demo, act, lambda *text: True)
    assert demo.main() == 0
    monkeypatch.setattr(demo, "mistakes_are_found", lambda: False)
    assert demo.main() == 1


@pytest.mark.slow
def test_the_demo() -> None:
    run = subprocess.run([sys.executable, "-m", "gpt.demo"], cwd=typecheck.PROJECT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
