"""A diagonal state-space model: trained as a long convolution, and run one position at a time as a recurrence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Complex, Float

Sequence = NamedArray["batch position channel"]
State = Complex[NamedArray, "batch channel state"]


@dataclass(frozen=True)
class Config:
    channel: Axis["channel"] = Axis("channel", 6)
    state: Axis["state"] = Axis("state", 4)
    feature: Axis["feature"] = Axis("feature", 3)
    layers: int = 2


class Diagonal(NamedTuple):
    """The recurrence `h = decay * h + drive * u`, for each channel and each of its states."""

    decay: Complex[NamedArray, "channel state"]
    drive: Complex[NamedArray, "channel state"]
    readout: Complex[NamedArray, "channel state"]


class StateSpace(eqx.Module):
    log_step: NamedArray["channel"]
    log_real: NamedArray["channel state"]
    imaginary: NamedArray["channel state"]
    readout: NamedArray["part channel state"]
    skip: NamedArray["channel"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> StateSpace:
        step_key, readout_key = jax.random.split(key)
        axes = (config.channel, config.state)
        return StateSpace(
            log_step=hax.random.uniform(step_key, config.channel, minval=math.log(0.05), maxval=math.log(0.5)),
            log_real=hax.full(axes, math.log(0.5)),
            imaginary=hax.broadcast_to(math.pi * hax.arange(config.state), axes),
            readout=hax.random.normal(readout_key, (Axis("part", 2), *axes)) * 0.5,
            skip=hax.ones(config.channel),
        )

    def discretized(self) -> Diagonal:
        rate = -hax.exp(self.log_real) + 1j * self.imaginary
        decay = hax.exp(rate * hax.exp(self.log_step))
        real, imaginary = self.readout.unbind("part")
        return Diagonal(decay, (decay - 1) / rate, real + 1j * imaginary)

    def kernel(self, position: Axis["position"]) -> Float[NamedArray, "channel position"]:
        decay, drive, readout = self.discretized()
        powers = hax.power(decay.broadcast_axis(position), hax.arange(position))
        return hax.real(hax.dot(powers, drive * readout, axis="state")).rearrange("{channel position}->channel position")

    def __call__(self, u: Sequence) -> Sequence:
        position = u.resolve_axis("position")
        padded = position.resize(2 * position.size)
        spectrum = hax.rfft(u, padded) * hax.rfft(self.kernel(position), padded)
        y = hax.irfft(spectrum, padded)["position", : position.size]
        return y + u * self.skip

    def one(self, state: State, u: NamedArray["batch channel"]) -> tuple[State, NamedArray["batch channel"]]:
        decay, drive, readout = self.discretized()
        state = decay * state + hax.dot(u, drive, axis=())
        return state, hax.real(hax.dot(state, readout, axis="state")) + u * self.skip


class Layer(eqx.Module):
    scale: NamedArray["channel"]
    space: StateSpace
    mix: NamedArray["channel half out"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Layer:
        space_key, mix_key = jax.random.split(key)
        axes = (config.channel, Axis("half", 2), config.channel.alias("out"))
        mix = hax.random.normal(mix_key, axes) / math.sqrt(config.channel.size)
        return Layer(hax.ones(config.channel), StateSpace.init(config, space_key), mix)

    def norm(self, x: NamedArray["... channel"]) -> NamedArray["... channel"]:
        return x * hax.rsqrt((x * x).mean("channel") + 1e-6) * self.scale

    def gated(self, x: NamedArray["... channel"]) -> NamedArray["... channel"]:
        value, gate = hax.dot(hax.nn.gelu(x), self.mix, axis="channel").unbind("half")
        return (value / (1 + hax.exp(-gate))).rename({"out": "channel"})

    def __call__(self, x: Sequence) -> Sequence:
        return x + self.gated(self.space(self.norm(x)))

    def one(self, state: State, x: NamedArray["batch channel"]) -> tuple[State, NamedArray["batch channel"]]:
        state, y = self.space.one(state, self.norm(x))
        return state, x + self.gated(y)


class Model(eqx.Module):
    encode: NamedArray["feature channel"]
    layers: tuple[Layer, ...]
    decode: NamedArray["channel feature"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Model:
        encode, decode, *keys = jax.random.split(key, 2 + config.layers)
        return Model(
            encode=hax.random.normal(encode, (config.feature, config.channel)),
            layers=tuple(Layer.init(config, key) for key in keys),
            decode=hax.random.normal(decode, (config.channel, config.feature)) / config.channel.size,
        )

    def __call__(self, x: NamedArray["batch position feature"]) -> NamedArray["batch position feature"]:
        x = hax.dot(x, self.encode, axis="feature")
        for layer in self.layers:
            x = layer(x)
        return hax.dot(x, self.decode, axis="channel")

    def run(self, x: NamedArray["batch position feature"], config: Config) -> NamedArray["batch position feature"]:
        """The same, as a recurrence."""
        empty = hax.zeros((x.resolve_axis("batch"), config.channel, config.state), dtype=jnp.complex64)
        _, outputs = hax.scan(self.one, "position")((empty,) * len(self.layers), x)
        return outputs.rearrange("{batch position feature} -> batch position feature")

    def one(
        self, states: tuple[State, ...], x: NamedArray["batch feature"]
    ) -> tuple[tuple[State, ...], NamedArray["batch feature"]]:
        """One position."""
        after = []
        hidden = hax.dot(x, self.encode, axis="feature")
        for layer, state in zip(self.layers, states, strict=True):
            state, hidden = layer.one(state, hidden)
            after.append(state)
        return tuple(after), hax.dot(hidden, self.decode, axis="channel")


def loss(model: Model, x: NamedArray["batch position feature"]) -> NamedArray[""]:
    """How well each output is the input two positions before, in mean squares."""
    delayed = hax.roll(x, 2, "position").at["position", :2].set(0)
    return hax.square(model(x) - delayed).mean()


class Adam(eqx.Module):
    """A model with the running means of its gradients and of their squares."""

    model: Model
    mean: Model
    square: Model

    @staticmethod
    def init(model: Model) -> Adam:
        zeros: Model = jax.tree.map(jnp.zeros_like, model)
        return Adam(model, zeros, zeros)

    def step(self, gradients: Model, rate: float = 1e-2) -> Adam:
        def decayed(old: Any, new: Any) -> Any:
            return 0.9 * old + 0.1 * new

        mean = jax.tree.map(decayed, self.mean, gradients)
        square = jax.tree.map(lambda old, g: decayed(old, g * g), self.square, gradients)
        model = jax.tree.map(lambda p, m, s: p - rate * m / (jnp.sqrt(s) + 1e-8), self.model, mean, square)
        return Adam(model, mean, square)


@hax.named_jit
def train(state: Adam, x: NamedArray["batch position feature"]) -> tuple[Adam, NamedArray[""]]:
    value, gradients = jax.value_and_grad(lambda model: loss(model, x).scalar())(state.model)
    return state.step(gradients), hax.named(value, ())


config = Config()
data_key, model_key = jax.random.split(jax.random.key(0, impl="unsafe_rbg"))
x = hax.random.normal(data_key, (Axis("batch", 5), Axis("position", 7), config.feature))
state = Adam.init(hax.named_jit(Model.init)(config, model_key))
state, first = train(state, x)
for _ in range(60):
    state, last = train(state, x)
assert last.item() < first.item() / 2
recurrent = hax.named_jit(Model.run)(state.model, x, config)
assert hax.allclose(recurrent, hax.named_jit(state.model)(x), atol=1e-3)
