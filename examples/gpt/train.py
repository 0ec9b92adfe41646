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
    """A model and what Adam remembers of it."""

    model: GPT
    moments: optax.OptState
    optimizer: optax.GradientTransformation = eqx.field(static=True)

    @staticmethod
    def init(model: GPT, steps: int, peak: float = 3e-3) -> Training:
        """Adam, whose rate rises to its peak in the first twentieth of the steps, then falls to zero."""
        optimizer = optax.adam(optax.warmup_cosine_decay_schedule(0.0, peak, steps // 20, steps))
        return Training(model=model, moments=optimizer.init(model), optimizer=optimizer)


@hax.named_jit(check=True)
def step(training: Training, batch: Batch) -> tuple[Training, NamedArray[""]]:
    """Training after one more batch, and the loss on it before."""

    def objective(model: GPT) -> jax.Array:
        return loss(model, batch.tokens, batch.targets).scalar()

    value, gradients = jax.value_and_grad(objective)(training.model)
    updates, moments = training.optimizer.update(gradients, training.moments)
    model = eqx.apply_updates(training.model, updates)
    return Training(model=model, moments=moments, optimizer=training.optimizer), hax.named(value, ())


@hax.named_jit(check=True)
def evaluate(model: GPT, batch: Batch) -> NamedArray[""]:
    """The loss on one batch."""
    return loss(model, batch.tokens, batch.targets)


def validate(model: GPT, batches: Iterator[Batch], count: int = 20) -> float:
    """The mean loss on some batches, in nats per byte."""
    losses = [evaluate(model, batch).item() for batch in islice(batches, count)]
    return float(sum(losses) / len(losses))
