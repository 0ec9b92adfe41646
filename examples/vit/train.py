"""Training: Adam on images that are drawn anew for each step."""

from __future__ import annotations

import equinox as eqx
import jax
import optax

import haliax as hax
from haliax import Axis, NamedArray
from vit.data import Batch, batches
from vit.model import Config, ViT, accuracy, loss


class Training(eqx.Module):
    """A model, what Adam remembers of it, and the key of what the next step leaves out."""

    model: ViT
    moments: optax.OptState
    key: jax.Array
    optimizer: optax.GradientTransformation = eqx.field(static=True)

    @staticmethod
    def init(config: Config, steps: int, *, key: jax.Array) -> Training:
        model_key, key = jax.random.split(key)
        model = ViT.init(config, key=model_key)
        optimizer = optax.adam(optax.warmup_cosine_decay_schedule(0.0, 3e-3, steps // 10, steps))
        return Training(model, optimizer.init(eqx.filter(model, eqx.is_inexact_array)), key, optimizer)


@hax.named_jit(check=True)
def step(training: Training, batch: Batch) -> tuple[Training, NamedArray[""]]:
    """Training after one more batch, and the loss on it before."""
    key, dropout_key = jax.random.split(training.key)

    def objective(model: ViT) -> jax.Array:
        return loss(model, batch.images, batch.labels, key=dropout_key).scalar()

    value, gradients = eqx.filter_value_and_grad(objective)(training.model)
    updates, moments = training.optimizer.update(gradients, training.moments)
    model = eqx.apply_updates(training.model, updates)
    return Training(model, moments, key, training.optimizer), hax.named(value, ())


@hax.named_jit(check=True)
def evaluate(model: ViT, batch: Batch) -> NamedArray[""]:
    """The accuracy on one batch, with nothing left out."""
    return accuracy(model, batch.images, batch.labels)


def train(config: Config, batch: Axis["batch"], steps: int, seed: int = 0) -> ViT:
    """A model after so many steps."""
    training = Training.init(config, steps, key=jax.random.key(seed))
    for count, data in zip(range(1, steps + 1), batches(config, batch, seed=seed), strict=False):
        training, value = step(training, data)
        if count % 50 == 0:
            print(f"step {count}: loss {value.item():.2f}")
    return training.model
