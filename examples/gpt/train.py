"""Training. The annotations are checked too, once, when jax traces the step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import equinox as eqx
import jax
import optax

import haliax as hax
from gpt.data import Batch
from gpt.model import GPT, loss
from haliax import NamedArray


class Training(eqx.Module):
    """A model, what Adam remembers of it, and the key of what the next step leaves out."""

    model: GPT
    moments: optax.OptState
    key: jax.Array
    optimizer: optax.GradientTransformation = eqx.field(static=True)

    @staticmethod
    def init(model: GPT, steps: int, peak: float = 3e-3, seed: int = 0) -> Training:
        """Adam, whose rate rises to its peak in the first twentieth of the steps, then falls to zero."""
        optimizer = optax.adam(optax.warmup_cosine_decay_schedule(0.0, peak, steps // 20, steps))
        # What is learned is arrays of numbers. A module may hold other things, such as the rate of its dropout.
        moments = optimizer.init(eqx.filter(model, eqx.is_inexact_array))
        return Training(model=model, moments=moments, key=jax.random.key(seed), optimizer=optimizer)


@hax.named_jit(check=True)
def step(training: Training, batch: Batch) -> tuple[Training, NamedArray[""]]:
    """Training after one more batch, and the loss on it before.

    Where a mapping is in force the model and the batch are spread by it; elsewhere they stay as they are.
    """
    key, dropout_key = jax.random.split(training.key)

    def objective(model: GPT) -> jax.Array:
        spread, given = hax.shard((model, batch))
        return loss(spread, given.tokens, given.targets, key=dropout_key).scalar()

    value, gradients = eqx.filter_value_and_grad(objective)(training.model)
    updates, moments = training.optimizer.update(gradients, training.moments)
    model = eqx.apply_updates(training.model, updates)
    after = Training(model=model, moments=moments, key=key, optimizer=training.optimizer)
    return after, hax.named(value, ())


@hax.named_jit(check=True)
def evaluate(model: GPT, batch: Batch) -> NamedArray[""]:
    """The loss on one batch, with nothing left out."""
    return loss(model, batch.tokens, batch.targets)


def validate(model: GPT, batches: Iterator[Batch], count: int = 20) -> float:
    """The mean loss on some batches, in nats per byte."""
    losses = [evaluate(model, batch).item() for batch in islice(batches, count)]
    return float(sum(losses) / len(losses))
