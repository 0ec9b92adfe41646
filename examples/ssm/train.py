"""Training: Adam on sequences that are drawn anew for each step."""

from __future__ import annotations

import equinox as eqx
import jax
import optax

import haliax as hax
from haliax import Axis, NamedArray
from ssm.data import Batch, batches
from ssm.model import Config, Model, accuracy, loss


class Training(eqx.Module):
    """A model, what Adam remembers of it, and the key of what the next step leaves out."""

    model: Model
    moments: optax.OptState
    key: jax.Array
    optimizer: optax.GradientTransformation = eqx.field(static=True)

    @staticmethod
    def init(config: Config, steps: int, *, key: jax.Array) -> Training:
        model_key, key = jax.random.split(key)
        model = Model.init(config, key=model_key)
        optimizer = optax.adam(optax.warmup_cosine_decay_schedule(0.0, 1e-2, steps // 10, steps))
        return Training(model, optimizer.init(eqx.filter(model, eqx.is_inexact_array)), key, optimizer)


@hax.named_jit(check=True)
def step(training: Training, batch: Batch) -> tuple[Training, NamedArray[""]]:
    """Training after one more batch, and the loss on it before."""
    key, dropout_key = jax.random.split(training.key)

    def objective(model: Model) -> jax.Array:
        return loss(model, batch.tokens, batch.marks, batch.targets, key=dropout_key).scalar()

    value, gradients = eqx.filter_value_and_grad(objective)(training.model)
    updates, moments = training.optimizer.update(gradients, training.moments)
    model = eqx.apply_updates(training.model, updates)
    return Training(model, moments, key, training.optimizer), hax.named(value, ())


@hax.named_jit(check=True)
def evaluate(model: Model, batch: Batch) -> NamedArray[""]:
    """The accuracy on one batch, with nothing left out."""
    return accuracy(model, batch.tokens, batch.marks, batch.targets)


def train(config: Config, batch: Axis["batch"], position: Axis["position"], steps: int, seed: int = 0) -> Model:
    """A model after so many steps."""
    training = Training.init(config, steps, key=jax.random.key(seed))
    for count, data in zip(range(1, steps + 1), batches(config, batch, position, seed=seed), strict=False):
        training, value = step(training, data)
        if count % 25 == 0:
            print(f"step {count}: loss {value.item():.2f}")
    return training.model
