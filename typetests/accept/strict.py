"""Strict mode says nothing of code that is annotated, and of what is left open on purpose."""
# mypy: enable-error-code="axis-unknown, axis-unshared, axis-partial, axis-untyped-def"

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

import equinox as eqx
import jax
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import Layer, Linear, maps

Rest = TypeVarTuple("Rest")
A = TypeVar("A", bound=NamedArray)
Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
Open = NamedArray["..."]
x = hax.ones((Batch, Embed))


def any_array(x: NamedArray["..."]) -> NamedArray["..."]:
    return x * x


def some_axes(x: NamedArray["... embed"]) -> NamedArray["..."]:
    return x.sum("embed")


def by_alias(x: Open, axis: Axis[Any]) -> Open:
    return x.sum(axis)


def rows(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    return x.sum("embed")


def kept(x: A) -> A:
    return x * 2


def anything(value: Any) -> Any:
    return value * x


def size_of(axis: Axis) -> int:
    return axis.size


def names(axes: hax.AxisSelection) -> str:
    return str(axes)


def without_arrays(text):  # type: ignore[no-untyped-def]  # there is no array here
    return text.split(",")


class Scale(Layer, axes="{axis}"):
    """The types of mypy cannot say the axes within a layer."""

    weight: NamedArray["{*axis}"]
    axis: hax.AxisSpec = eqx.field(static=True)

    @staticmethod
    def init(axis: hax.AxisSpec) -> Scale:
        return Scale(hax.ones(axis), axis)

    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        return x * self.weight


class Block(eqx.Module):
    """Fields and parameters with axes."""

    up: Linear["embed -> mlp"]
    scale: Scale["mlp"]
    bias: NamedArray["mlp"] | None = None
    embed: Axis["embed"] = eqx.field(static=True, default=Embed)

    def __call__(self, x: NamedArray["batch embed"], *, key: jax.Array | None = None) -> NamedArray["batch mlp"]:
        hidden = self.scale(self.up(x))
        return hidden if self.bias is None else hidden + self.bias


def read(text: str) -> NamedArray["batch embed"]:
    """What comes from outside is declared where it is used."""
    found: NamedArray["batch embed"] = hax.named(np.zeros((2, 3)), json.loads(text))
    return found + x


def through(function: Callable[[NamedArray["batch embed"]], NamedArray["batch"]]) -> NamedArray["batch"]:
    return function(x) + x.sum("embed")


def handed_on(text: str) -> NamedArray["batch embed"]:
    return hax.named(np.zeros((2, 3)), json.loads(text))


def shared(x: NamedArray["batch embed"], w: NamedArray["embed mlp"], o: NamedArray["..."], two: bool) -> None:
    hax.dot(x, w, axis="embed")
    hax.dot(x, w, axis=None)  # all axes
    hax.dot(x, w, axis=())
    hax.dot(x, axis="embed")  # a sum
    hax.dot(x, o, axis="batch")  # it may be there
    hax.dot(x, w, w.rename({"mlp": "other"}), axis=("embed",))
    hax.einsum("b e, e m -> b m", x, w)
    hax.einsum("{batch embed mlp} -> batch mlp", x, w) if two else None
    hax.einsum("b e -> b", x)
    pair = (x, x.sum("embed")) if two else (x.sum("embed"), x)
    hax.dot(*pair, axis="embed")


def partial(x: NamedArray["batch embed"], by_max: bool) -> None:
    y = x.max("embed") if by_max else x
    y.sum("batch")
    y + x
    z = y if by_max else x.rename({"batch": "other"})
    z + z
    a, b = (x, x) if by_max else (x.sum("embed"), x.sum("batch"))
    a + x
    b + x


block = Block(Linear.init(Embed, Mlp, key=jax.random.key(0)), Scale.init(Mlp))
y = block(kept(x)).sum("mlp")
total = any_array(x), some_axes(x), by_alias(x, Embed), rows(x).sum("batch"), size_of(Embed), names(Embed)
found = read('["batch", "embed"]').sum("batch") + through(lambda x: x.sum("embed")).sum("batch")
shared(x, hax.ones((Embed, Mlp)), x, True)
partial(x, True)
