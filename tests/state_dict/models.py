"""Modules of these tests, which take part in state dicts by what they say, not by their class."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.state_dict.stacking import stacked_anew

Head, Dim, Embed, Layers, Mlp, Vocab = hax.make_axes(head=2, dim=3, embed=5, layers=4, mlp=7, vocab=11)


class Linear(eqx.Module):
    """A linear layer. Its weight has its axes in any order."""

    weight: NamedArray
    bias: NamedArray | None
    In: tuple[Axis, ...] = eqx.field(static=True)
    Out: tuple[Axis, ...] = eqx.field(static=True)

    def _state_dict_layout(self) -> dict[str, Any]:
        return {"weight": {"Out": self.Out, "In": self.In}, "bias": {"Out": self.Out}}


class Stacked(eqx.Module):
    """Many layers as one."""

    stacked: Any
    Block: Axis = eqx.field(static=True)


class Block(eqx.Module):
    """A layer with a bit of everything."""

    attn: Linear
    up: Linear = hax.field(state_dict_key="mlp.up")
    scale: jax.Array
    act: Any
    eps: float
    steps: NamedArray = hax.field(saved=False)


class Model(eqx.Module):
    """A model with many layers."""

    blocks: Any
    table: NamedArray = hax.field(state_dict_key="wte.weight")
    inner: Any = hax.field(state_dict_key=None)

    def _state_dict_key_map(self) -> dict[str, str | None]:
        return {"blocks": "h"}


def linear(rng: np.random.Generator, In: Any, Out: Any, *, order: Any = None, bias: bool = True) -> Linear:
    """A linear layer with random values, stored in this order."""
    weight = normal(rng, *Out, *In)
    return Linear(weight if order is None else weight.rearrange(order), normal(rng, *Out) if bias else None, In, Out)


def normal(rng: np.random.Generator, *axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    """Random values."""
    return hax.named(jnp.asarray(rng.normal(size=[axis.size for axis in axes]), dtype), axes)


def block(rng: np.random.Generator, order: Any = None) -> Block:
    """A layer with random values."""
    attn = linear(rng, (Head, Dim), (Embed,), order=order)
    up = linear(rng, (Embed,), (Mlp,), bias=False)
    return Block(attn, up, jnp.asarray(rng.normal(size=3), jnp.float32), jax.nn.relu, rng.random(), hax.ones(Embed))


def blocks(seed: int) -> list[Block]:
    """The layers of the model with this seed."""
    rng = np.random.default_rng(seed)
    made = [block(rng) for _ in range(Layers.size)]
    return [eqx.tree_at(lambda b: b.eps, one, made[0].eps) for one in made]


def model(seed: int, *, stacked: bool = True) -> Model:
    """A model with random values, its layers as one or in a list."""
    rng = np.random.default_rng(1000 + seed)
    layers = blocks(seed)
    inner = {"counts": [jnp.arange(seed, seed + 3), None], "on": seed % 2 == 0}
    return Model(Stacked(stacked_anew(Layers, layers), Layers) if stacked else layers, normal(rng, Vocab, Embed), inner)


def struct(tree: Any) -> Any:
    """The tree with shapes in the place of its arrays."""
    return eqx.filter_eval_shape(lambda: tree)
