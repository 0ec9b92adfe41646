"""The GPT of the examples: its model computes what it says, writes with a cache as without, and learns."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from common import typecheck
from gpt import data, demo
from gpt.model import GPT, Cache, Config, loss
from gpt.sample import generate, write
from gpt.train import Training, evaluate, step
from haliax import Axis, NamedArray

BATCH = Axis("batch", 2)
CONFIG = Config(
    vocab=Axis("vocab", 131),
    position=Axis("position", 11),
    embed=Axis("embed", 13),
    head=Axis("head", 3),
    head_dim=Axis("head_dim", 5),
    mlp=Axis("mlp", 17),
    layer=Axis("layer", 2),
    dropout=0.5,
)


@pytest.fixture
def batches() -> Iterator[data.Batch]:
    train, _ = data.load()
    return data.batches(train % CONFIG.vocab.size, BATCH, CONFIG.position, seed=0)


@pytest.fixture(scope="module")
def model() -> GPT:
    return hax.named_jit(GPT.init)(CONFIG, jax.random.key(0))


@pytest.fixture(scope="module")
def logits_of(model: GPT) -> Callable[[NamedArray], NamedArray]:
    """The logits of texts that fill the model, compiled once."""
    return hax.named_jit(model)


def test_the_model_gives_logits_for_every_position(model: GPT, batches: Iterator[data.Batch]) -> None:
    logits = jax.eval_shape(model, next(batches).tokens)
    assert {axis.name: axis.size for axis in logits.axes} == {"batch": 2, "position": 11, "vocab": 131}


def test_no_position_sees_a_later_one(
    logits_of: Callable[[NamedArray], NamedArray], batches: Iterator[data.Batch]
) -> None:
    tokens = next(batches).tokens
    changed = hax.where(hax.arange(CONFIG.position) < 7, tokens, (tokens + 1) % CONFIG.vocab.size)
    before, after = logits_of(tokens).array, logits_of(changed).array
    np.testing.assert_allclose(before[:, :7], after[:, :7], rtol=1e-5, atol=1e-6)
    assert (jnp.abs(before[:, 7:] - after[:, 7:]).max(axis=(0, 2)) > 1e-3).all()


def test_the_loss_is_that_of_numpy(
    model: GPT, logits_of: Callable[[NamedArray], NamedArray], batches: Iterator[data.Batch]
) -> None:
    batch = next(batches)
    log_probabilities = np.asarray(jax.nn.log_softmax(logits_of(batch.tokens).array, axis=-1))
    picked = np.take_along_axis(log_probabilities, np.asarray(batch.targets.array)[:, :, None], axis=-1)
    assert evaluate(model, batch).item() == pytest.approx(-picked.mean(), rel=1e-5)


def test_only_with_a_key_something_is_left_out(model: GPT, batches: Iterator[data.Batch]) -> None:
    batch = next(batches)
    with_key = hax.named_jit(lambda key: loss(model, batch.tokens, batch.targets, key=key))
    one, two, again = (with_key(jax.random.key(seed)).item() for seed in (0, 1, 0))
    assert len({one, two, evaluate(model, batch).item()}) == 3
    assert one == again


def test_a_cache_gives_the_logits_of_the_whole_text(
    model: GPT, logits_of: Callable[[NamedArray], NamedArray], batches: Iterator[data.Batch]
) -> None:
    tokens = next(batches).tokens
    cache, logits, extend = Cache.empty(CONFIG, BATCH), [], hax.named_jit(model.extend)
    for part in (slice(0, 4), slice(4, 5), slice(5, 6), slice(6, 7), slice(7, 11)):
        some, cache = extend(tokens["position", part], cache)
        logits.append(some)
    assert cache.length.item() == 11
    found = hax.concatenate("position", logits)
    np.testing.assert_allclose(found.array, logits_of(tokens).array, rtol=1e-4, atol=1e-6)


def test_what_is_written_with_a_cache_is_what_is_written_without(
    model: GPT, logits_of: Callable[[NamedArray], NamedArray], batches: Iterator[data.Batch]
) -> None:
    start = next(batches).tokens["position", :4]
    keys = jax.random.split(jax.random.key(1), 7)
    found = generate(model, start, Cache.empty(CONFIG, BATCH), keys)
    text = hax.concatenate("position", [start, hax.zeros((BATCH, Axis("position", 7)), dtype=int)])
    for place, key in enumerate(keys, 4):
        logits = logits_of(text)["position", place - 1]
        text = text.at["position", place].set(hax.random.categorical(key, logits / 0.7, "vocab"))
    np.testing.assert_array_equal(found.array, text["position", 4:].array)


def test_a_text_may_be_longer_than_the_cache() -> None:
    config = replace(CONFIG, vocab=Axis("vocab", 128))  # of which each is a letter
    model = hax.named_jit(GPT.init)(config, jax.random.key(0))
    long = write(model, config, "hello this is", 17)
    assert len(long) == 17
    assert write(model, config, "hello this is", 9) == long[:9]


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
    training = Training.init(GPT.init(replace(CONFIG, dropout=0.01), jax.random.key(0)), steps=40, peak=1e-2)
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
