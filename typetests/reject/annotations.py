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
    return x.sum("batch")  # E(static): Incompatible return value type (got "NamedArray[Literal['embed']]", expected "NamedArray[Literal['batch']]")  [return-value]


@checked
def scaled(x: Float[NamedArray, "batch embed"], scale: NamedArray["embed"] | float = 1.0) -> NamedArray["batch embed"]:
    return x * scale


total(b)  # E(type): Argument 1 to "total" has incompatible type "NamedArray[Literal['batch']]"; expected "NamedArray[Literal['batch'], Literal['embed']]"  [arg-type]
total(x=e)  # E(type): Argument "x" to "total" has incompatible type "NamedArray[Literal['embed']]"; …  [arg-type]
total(be.rearrange((Embed, Batch)))  # E(type): Argument 1 to "total" has incompatible type …  [arg-type]
total(total(be))  # E(type): Argument 1 to "total" has incompatible type "NamedArray[Literal['batch']]"; …  [arg-type]
total(be).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
scaled(be, b)  # E(type): Argument 2 to "scaled" has incompatible type "NamedArray[Literal['batch']]"; expected "NamedArray[Literal['embed']] | float"  [arg-type]
scaled(b, e)  # E(type): Argument 1 to "scaled" has incompatible type …  [arg-type]


# Swapped arguments.
@checked
def attend(query: NamedArray["batch position"], key: NamedArray["batch key_position"]) -> None: ...


q = hax.ones((Batch, Axis("position", 3)))
k = q.rename({"position": "key_position"})
attend(k, q)  # E(type): Argument 1 to "attend" has incompatible type …  [arg-type] # E(type): Argument 2 to "attend" has incompatible type …  [arg-type]

# Variables, attributes and fields.
declared: NamedArray["batch"] = e  # E(static): Incompatible types in assignment (expression has type "NamedArray[Literal['embed']]", variable has type "NamedArray[Literal['batch']]")  [assignment]


class Layer:
    bias: NamedArray["embed"] = b  # E(static): Incompatible types in assignment …  [assignment]

    def __init__(self, weight: NamedArray["embed mlp"]) -> None:
        self.weight: NamedArray["mlp embed"] = weight  # E(static): Incompatible types in assignment …  [assignment]


layer = Layer(hax.ones((Embed, Mlp)))
layer.weight.sum("batch")  # E(kind): sum: no axis 'batch' in [mlp, embed]  [axis-missing]
layer.bias = b  # E(static): Incompatible types in assignment …  [assignment]
Layer(be)  # E(static): Argument 1 to "Layer" has incompatible type …  [arg-type]


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


Record(e, [])  # E(static): Argument 1 to "Record" has incompatible type "NamedArray[Literal['embed']]"; …  [arg-type]
Record(b, [e])  # E(static): List item 0 has incompatible type "NamedArray[Literal['embed']]"; expected "NamedArray[Literal['batch']]"  [list-item]
Record(b, []).tokens.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
Module(b)  # E(static): Argument 1 to "Module" has incompatible type …  [arg-type]
Module(e).weight.sum(Module(e).Out)  # E: sum: no axis 'mlp' in [embed]  [axis-missing]
Pair(e)  # E(static): Argument 1 to "Pair" has incompatible type …  [arg-type]
Pair(b).x.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
options: Options = {"bias": b}  # E(static): Incompatible types (expression has type "NamedArray[Literal['batch']]", TypedDict item "bias" has type "NamedArray[Literal['embed']]")  [typeddict-item]

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
alias(b)  # E(static): Argument 1 to "alias" has incompatible type …  [arg-type]
bound(e)  # E(static): Value of type variable "T" of "bound" cannot be "NamedArray[Literal['embed']]"  [type-var]
by_protocol(over_batch)  # E(static): Argument 1 to "by_protocol" has incompatible type …  [arg-type]
by_callable(over_batch)  # E(static): Argument 1 to "by_callable" has incompatible type …  [arg-type]
by_callable(lambda x: x.sum("batch"))  # E(static): Argument 1 to "by_callable" has incompatible type …  [arg-type] # E(static): Incompatible return value type …  [return-value]
