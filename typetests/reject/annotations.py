"""Annotations hold in every position of a program."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypedDict, TypeVar

import equinox as eqx

import haliax as hax
from haliax import Axis, NamedArray
from haliax.debug import checked
from haliax.haxtyping import Float

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)
e = hax.ones(Embed)


# Parameters and results, checked when the program runs too.
@checked
def total(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("embed")


@checked
def wrong_result(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("batch")  # E(static): wrong_result: the result is [embed]; expected [batch]: no axis 'batch'  [return-value]


@checked
def scaled(x: Float[NamedArray, "batch embed"], scale: NamedArray["embed"] | float = 1.0) -> NamedArray["batch embed"]:
    return x * scale


total(b)  # E(type): total: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]
total(x=e)  # E(type): total: argument 'x' is [embed]; expected [batch, embed]: no axis 'batch'  [arg-type]
total(be.rearrange((Embed, Batch)))  # E(type): total: argument 'x' is [embed, batch]; expected [batch, embed]: the axes are in another order; use rearrange(("batch", "embed"))  [arg-type]
total(total(be))  # E(type): total: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]
total(be).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
scaled(be, b)  # E(type): scaled: argument 'scale' is [batch]; expected [embed] or float: no axis 'embed'  [arg-type]
scaled(b, e)  # E(type): scaled: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]


# Swapped arguments.
@checked
def attend(query: NamedArray["batch position"], key: NamedArray["batch key_position"]) -> None: ...


q = hax.ones((Batch, Axis("position", 3)))
k = q.rename({"position": "key_position"})
attend(k, q)  # E(type): attend: argument 'query' is [batch, key_position]; expected [batch, position]: no axis 'position'  [arg-type] # E(type): attend: argument 'key' is [batch, position]; expected [batch, key_position]: no axis 'key_position'  [arg-type]

# Variables, attributes and fields.
declared: NamedArray["batch"] = e  # E(static): the assigned value is [embed]; expected [batch]: no axis 'batch'  [assignment]


class Layer:
    bias: NamedArray["embed"] = b  # E(static): the assigned value is [batch]; expected [embed]: no axis 'embed'  [assignment]

    def __init__(self, weight: NamedArray["embed mlp"]) -> None:
        self.weight: NamedArray["mlp embed"] = weight  # E(static): the assigned value is [embed, mlp]; expected [mlp, embed]: the axes are in another order; use rearrange(("mlp", "embed"))  [assignment]


layer = Layer(hax.ones((Embed, Mlp)))
layer.weight.sum("batch")  # E(kind): sum: no axis 'batch' in [mlp, embed]  [axis-missing]
layer.bias = b  # E(static): the assigned value is [batch]; expected [embed]: no axis 'embed'  [assignment]
Layer(be)  # E(static): Layer: argument 'weight' is [batch, embed]; expected [embed, mlp]: no axis 'mlp'  [arg-type]


@dataclass
class Record:
    tokens: NamedArray["batch"]
    masks: list[NamedArray["batch"]]


class Module(eqx.Module):
    weight: Float[NamedArray, "embed"]

    @property
    def Out(self) -> Axis["mlp"]:
        return Mlp


class Pair(NamedTuple):
    x: NamedArray["batch"]


class Options(TypedDict):
    bias: NamedArray["embed"]


Record(e, [])  # E(static): Record: argument 'tokens' is [embed]; expected [batch]: no axis 'batch'  [arg-type]
Record(b, [e])  # E(static): list item 0 is [embed]; expected [batch]: no axis 'batch'  [list-item]
Record(b, []).tokens.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
Module(b)  # E(static): Module: argument 'weight' is [batch]; expected [embed]: no axis 'embed'  [arg-type]
Module(e).weight.sum(Module(e).Out)  # E: sum: no axis 'mlp' in [embed]  [axis-missing]
Pair(e)  # E(static): Pair: argument 'x' is [embed]; expected [batch]: no axis 'batch'  [arg-type]
Pair(b).x.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
options: Options = {"bias": b}  # E(static): item 'bias' is [batch]; expected [embed]: no axis 'embed'  [typeddict-item]

# Aliases, bounds, Callable, protocols, cast.
Hidden = NamedArray["batch embed"]
T = TypeVar("T", bound=NamedArray["batch ..."])


def alias(x: Hidden) -> None:
    x.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]


def bound(x: T) -> T:
    return x


class Apply(Protocol):
    def __call__(self, x: NamedArray["batch embed"], /) -> NamedArray["batch"]: ...


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item


def call(f: Callable[[NamedArray["batch embed"]], NamedArray["batch"]]) -> None:
    f(be).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


def by_protocol(f: Apply) -> None: ...
def by_callable(f: Callable[[NamedArray["batch embed"]], NamedArray["batch"]]) -> None: ...


def over_batch(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return x.sum("batch")


alias(be)
call(total)
alias(b)  # E(static): alias: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]
bound(e)  # E(static): Value of type variable "T" of "bound" cannot be [embed]  [type-var]
by_protocol(over_batch)  # E(static): by_protocol: argument 'f' is Callable[[NamedArray["batch embed"]], NamedArray["embed"]]; expected Apply  [arg-type]
by_callable(over_batch)  # E(static): by_callable: argument 'f' is Callable[[NamedArray["batch embed"]], NamedArray["embed"]]; expected Callable[[NamedArray["batch embed"]], NamedArray["batch"]]  [arg-type]
by_callable(lambda x: x.sum("batch"))  # E(static): by_callable: argument 'f' is Callable[[NamedArray["batch embed"]], NamedArray["embed"]]; expected Callable[[NamedArray["batch embed"]], NamedArray["batch"]]  [arg-type] # E(static): lambda: the result is [embed]; expected [batch]: no axis 'batch'  [return-value]
