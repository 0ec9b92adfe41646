"""A Kalman filter over many series at once, whose noise is learned from the likelihood of what was seen.

One series is filtered by `hax.scan` over time; `hax.vmap` runs that over all series. Formulas: S. Särkkä, Bayesian
Filtering and Smoothing, 2013, section 4.3.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import equinox as eqx
import jax
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float

Series, Time = hax.make_axes(series=7, time=40)
State, Sensor = hax.make_axes(state=2, sensor=1)
Covariance = NamedArray["state state_t"]


class Belief(NamedTuple):
    """A normal distribution of the state."""

    mean: NamedArray["state"]
    covariance: Covariance


def transposed(x: NamedArray["sensor state"]) -> NamedArray["sensor_t state_t"]:
    return x.rename({"sensor": "sensor_t", "state": "state_t"})


def diagonal(variances: NamedArray["state"]) -> Covariance:
    return variances * hax.eye((State, State.alias("state_t")))


class Filter(eqx.Module):
    """How the state moves, what is seen of it, and the logarithms of the variances of both noises."""

    transition: NamedArray["to state"]
    emission: NamedArray["sensor state"]
    log_move: NamedArray["state"]
    log_noise: NamedArray["sensor"]

    def start(self) -> Belief:
        return Belief(hax.zeros(State), diagonal(hax.full(State, 10.0)))

    def predict(self, belief: Belief) -> Belief:
        there = {"to": "state", "to_t": "state_t"}
        back = self.transition.rename({"to": "to_t", "state": "state_t"})
        mean = hax.dot(self.transition, belief.mean, axis="state")
        moved = hax.dot(self.transition, belief.covariance, back, axis=("state", "state_t"))
        return Belief(mean.rename({"to": "state"}), moved.rename(there) + diagonal(hax.exp(self.log_move)))

    def update(self, belief: Belief, seen: NamedArray["sensor"]) -> tuple[Belief, NamedArray[""]]:
        """The belief after an observation, and the logarithm of how likely that was."""
        surprise = seen - hax.dot(self.emission, belief.mean, axis="state")
        of_sensors = hax.dot(self.emission, belief.covariance, axis="state")
        spread = hax.dot(of_sensors, transposed(self.emission), axis="state_t")
        spread = spread + hax.exp(self.log_noise) * hax.eye((Sensor, Sensor.alias("sensor_t")))
        gain = hax.linalg.solve(spread, of_sensors, axis=("sensor", "sensor_t"))
        weighed = hax.linalg.solve(spread, surprise, axis=("sensor", "sensor_t"))
        mean = belief.mean + hax.dot(gain, surprise.rename({"sensor": "sensor_t"}), axis="sensor_t").rename(
            {"state_t": "state"}
        )
        known = hax.dot(of_sensors.rename({"sensor": "sensor_t", "state_t": "state"}), gain, axis="sensor_t")
        distance = hax.dot(weighed, surprise.rename({"sensor": "sensor_t"}), axis="sensor_t")
        _, log_volume = hax.linalg.slogdet(spread, axis=("sensor", "sensor_t"))
        likelihood = -0.5 * (distance + log_volume + Sensor.size * math.log(2 * math.pi))
        return Belief(mean, belief.covariance - known), likelihood

    def step(self, belief: Belief, seen: NamedArray["sensor"]) -> tuple[Belief, tuple[Belief, NamedArray[""]]]:
        belief, likelihood = self.update(self.predict(belief), seen)
        return belief, (belief, likelihood)

    def __call__(self, seen: NamedArray["time sensor"]) -> tuple[Belief, NamedArray["time"]]:
        """The beliefs along one series, and how likely each observation was."""
        _, (beliefs, likelihoods) = hax.scan(self.step, "time")(self.start(), seen)
        return beliefs, likelihoods


def likelihood(model: Filter, seen: NamedArray["series time sensor"]) -> NamedArray[""]:
    _, each = hax.vmap(model, "series")(seen)
    return each.sum("time").mean("series")


@hax.named_jit
def learn(model: Filter, seen: NamedArray["series time sensor"]) -> tuple[Filter, NamedArray[""]]:
    value, gradients = jax.value_and_grad(lambda model: -likelihood(model, seen).scalar())(model)
    changed = Filter(
        transition=model.transition,
        emission=model.emission,
        log_move=model.log_move - 0.02 * gradients.log_move,
        log_noise=model.log_noise - 0.02 * gradients.log_noise,
    )
    return changed, hax.named(value, ())


def simulated(key: jax.Array) -> Float[NamedArray, "series time sensor"]:
    """Positions that drift at a slowly changing speed, seen through noise."""
    speed_key, noise_key = jax.random.split(key)
    speed = hax.cumsum(0.1 * hax.random.normal(speed_key, (Series, Time)), "time")
    seen = hax.cumsum(speed, "time") + 0.5 * hax.random.normal(noise_key, (Series, Time))
    return seen.broadcast_axis(Sensor).rearrange("sensor series time -> series time sensor")


def by_hand(model: Filter, seen: np.ndarray) -> np.ndarray:
    """The means along one series, by numpy."""
    a, h = np.asarray(model.transition.array), np.asarray(model.emission.array)
    q, r = np.diag(np.exp(model.log_move.array)), np.diag(np.exp(model.log_noise.array))
    mean, covariance, means = np.zeros(State.size), 10.0 * np.eye(State.size), []
    for y in seen:
        mean, covariance = a @ mean, a @ covariance @ a.T + q
        gain = covariance @ h.T @ np.linalg.inv(h @ covariance @ h.T + r)
        mean, covariance = mean + gain @ (y - h @ mean), covariance - gain @ h @ covariance
        means.append(mean)
    return np.stack(means)


model = Filter(
    transition=hax.named(np.array([[1.0, 1.0], [0.0, 1.0]], np.float32), ("to", State)),
    emission=hax.named(np.array([[1.0, 0.0]], np.float32), (Sensor, State)),
    log_move=hax.zeros(State),
    log_noise=hax.zeros(Sensor),
)
seen = simulated(jax.random.key(0))
beliefs, _ = hax.vmap(model, "series")(seen)
means = beliefs.mean["series", 3].rearrange("time state -> time state")
np.testing.assert_allclose(means.array, by_hand(model, np.asarray(seen["series", 3].array)), rtol=1e-3, atol=1e-3)

losses = []
for _ in range(60):
    model, loss = learn(model, seen)
    losses.append(loss.item())
assert losses[-1] < losses[0] - 5, losses
assert Axis("state", 2) == State
