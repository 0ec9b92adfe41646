"""A diffusion model of short signals: a U-shaped net that is told the time, trained to find the noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float, Int

Signal: TypeAlias = NamedArray["batch position channel"]
Condition: TypeAlias = NamedArray["batch time_feature"]


@dataclass(frozen=True)
class Config:
    length: int = 8
    width: int = 12
    steps: int = 20

    @property
    def Position(self) -> Axis:
        return Axis("position", self.length)

    @property
    def Value(self) -> Axis:
        return Axis("value", 2)

    @property
    def Channel(self) -> Axis:
        return Axis("channel", self.width)

    @property
    def TimeFeature(self) -> Axis:
        return Axis("time_feature", self.width)

    @property
    def Step(self) -> Axis:
        return Axis("step", self.steps)


def time_embedding(time: Int[NamedArray, "batch"], axis: Axis["time_feature"]) -> Condition:
    """Sines and cosines of the time, at many frequencies."""
    half = axis.resize(axis.size // 2)
    frequency = hax.exp(hax.linspace(half, start=0.0, stop=-math.log(100.0)))
    angle = time.broadcast_axis(half).rearrange(("batch", "time_feature")) * frequency
    return hax.concatenate("time_feature", [hax.sin(angle), hax.cos(angle)])


class Mix(eqx.Module):
    """A layer over a position and its neighbours, shifted and scaled by the time."""

    weight: NamedArray["tap channel out"]
    bias: NamedArray["channel"]
    condition: NamedArray["time_feature part channel"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Mix:
        k_weight, k_condition = jax.random.split(key)
        taps = (Axis("tap", 3), config.Channel, config.Channel.alias("out"))
        condition = (config.TimeFeature, Axis("part", 2), config.Channel)
        return Mix(
            weight=hax.random.normal(k_weight, taps) / math.sqrt(3 * config.width),
            bias=hax.zeros(config.Channel),
            condition=hax.random.normal(k_condition, condition) * 0.1,
        )

    def __call__(self, x: Signal, t: Condition) -> Signal:
        shift, scale = hax.dot(t, self.condition, axis="time_feature").unbind("part")
        neighbours = hax.stack("tap", [hax.roll(x, 1, "position"), x, hax.roll(x, -1, "position")])
        mixed = hax.dot(neighbours, self.weight, axis=("tap", "channel")).rename({"out": "channel"}) + self.bias
        return x + hax.nn.silu(mixed * (1 + scale) + shift)


class UNet(eqx.Module):
    embed: NamedArray["value channel"]
    down: list[Mix]
    merge: NamedArray["pair channel out"]
    middle: Mix
    split: NamedArray["channel pair out"]
    up: list[Mix]
    join: NamedArray["both channel out"]
    out: NamedArray["channel value"]
    config: Config = eqx.field(static=True)

    @staticmethod
    def init(config: Config, key: jax.Array) -> UNet:
        keys = iter(jax.random.split(key, 9))
        channel, out = config.Channel, config.Channel.alias("out")
        scale = 1 / math.sqrt(config.width)
        return UNet(
            embed=hax.random.normal(next(keys), (config.Value, channel)),
            down=[Mix.init(config, next(keys))],
            merge=hax.random.normal(next(keys), (Axis("pair", 2), channel, out)) * scale,
            middle=Mix.init(config, next(keys)),
            split=hax.random.normal(next(keys), (channel, Axis("pair", 2), out)) * scale,
            up=[Mix.init(config, next(keys))],
            join=hax.random.normal(next(keys), (Axis("both", 2), channel, out)) * scale,
            out=hax.random.normal(next(keys), (channel, config.Value)) * 0.1,
            config=config,
        )

    def __call__(
        self, x: Float[NamedArray, "batch position value"], time: Int[NamedArray, "batch"]
    ) -> Float[NamedArray, "batch position value"]:
        t = time_embedding(time, self.config.TimeFeature)
        x = hax.dot(x, self.embed, axis="value")
        skips: list[Signal] = []
        for mix in self.down:
            x = mix(x, t)
            skips.append(x)
            pairs = x.rearrange("{(position: position pair)} -> position pair ...", pair=2)
            x = hax.dot(pairs, self.merge, axis=("pair", "channel"), out_axes=("batch", ...)).rename({"out": "channel"})
        x = self.middle(x, t)
        for mix in self.up:
            wide = hax.dot(x, self.split, axis="channel")
            x = wide.flatten_axes(("position", "pair"), "position").rename({"out": "channel"})
            both = hax.stack("both", [skips.pop(), x])
            x = mix(hax.dot(both, self.join, axis=("both", "channel")).rename({"out": "channel"}), t)
        return hax.dot(x, self.out, axis="channel")


class Schedule(eqx.Module):
    """How much of the signal is left after each step."""

    kept: Float[NamedArray, "step"]

    @staticmethod
    def init(config: Config) -> Schedule:
        betas = hax.linspace(config.Step, start=1e-2, stop=0.3)
        return Schedule((1 - betas).cumprod("step"))

    def noised(self, x: NamedArray["{batch ...}"], noise: NamedArray["{batch ...}"], time: NamedArray["batch"]) -> NamedArray:
        kept = self.kept.take("step", time)
        return hax.sqrt(kept) * x + hax.sqrt(1 - kept) * noise


def loss(
    net: UNet, schedule: Schedule, x: Float[NamedArray, "batch position value"], key: jax.Array
) -> Float[NamedArray, ""]:
    k_time, k_noise = jax.random.split(key)
    time = hax.random.randint(k_time, x.resolve_axis("batch"), 0, net.config.steps)
    noise = hax.random.normal(k_noise, x.axes)
    found = net(schedule.noised(x, noise, time).rearrange(x.axes), time)
    return hax.square(found - noise).mean()


@eqx.filter_jit
def step(
    net: UNet, velocity: UNet, schedule: Schedule, x: Float[NamedArray, "batch position value"], key: jax.Array
) -> tuple[UNet, UNet, Float[NamedArray, ""]]:
    value, gradients = eqx.filter_value_and_grad(lambda net: loss(net, schedule, x, key).scalar())(net)
    velocity = jax.tree.map(lambda v, g: 0.9 * v + g, velocity, gradients)
    net = jax.tree.map(lambda p, v: p - 0.03 * v, net, velocity)
    return net, velocity, hax.named(value, ())


@hax.named_jit
def sample(net: UNet, schedule: Schedule, batch: Axis["batch"], key: jax.Array) -> NamedArray["batch position value"]:
    """Signals made out of noise, a step at a time (DDIM)."""
    config = net.config

    def denoised(i: jax.Array, x: NamedArray["batch position value"]) -> NamedArray["batch position value"]:
        now = config.steps - 1 - i
        noise = net(x, hax.full(batch, now))
        kept = schedule.kept["step", now]
        before = hax.where(now > 0, schedule.kept["step", jnp.maximum(now - 1, 0)], 1.0)
        clean = (x - hax.sqrt(1 - kept) * noise) / hax.sqrt(kept)
        return hax.sqrt(before) * clean + hax.sqrt(1 - before) * noise

    noise = hax.random.normal(key, (batch, config.Position, config.Value))
    made: NamedArray["batch position value"] = jax.lax.fori_loop(0, config.steps, denoised, noise)
    return made


config = Config()
Batch = Axis("batch", 16)
net_key, phase_key, *step_keys = jax.random.split(jax.random.key(0, impl="unsafe_rbg"), 82)
phase = hax.random.uniform(phase_key, Batch, maxval=2 * math.pi)
angle = phase.broadcast_axis(config.Position) + 2 * math.pi / config.length * hax.arange(config.Position)
waves = hax.stack("value", [hax.sin(angle), hax.cos(angle)]).rearrange(("batch", "position", "value"))
net = hax.named_jit(UNet.init)(config, net_key)
velocity = jax.tree.map(jnp.zeros_like, net)
schedule = Schedule.init(config)
losses = []
for key in step_keys:
    net, velocity, value = step(net, velocity, schedule, waves, key)
    losses.append(value.item())
assert sum(losses[-10:]) < 0.7 * sum(losses[:10]), losses
made = sample(net, schedule, Batch, net_key)
assert abs(hax.square(made).sum("value").mean().item() - 1) < 0.5
