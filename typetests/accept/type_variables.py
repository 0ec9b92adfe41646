"""Arrays of which less is known than a type variable asks for: they may be what it stands for, so nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar, Union

import haliax as hax
from haliax import NamedArray

X = TypeVar("X", bound=NamedArray["{embed ...}"])
C = TypeVar("C", NamedArray["batch"], NamedArray["embed"])
A = TypeVar("A", bound=NamedArray)


def unknown(x: Any) -> NamedArray:
    found: NamedArray = hax.exp(x)
    return found


def leading(x: NamedArray["... embed"]) -> NamedArray["... embed"]:
    return x + 1


def mixed(x: X) -> X:
    halves = [x["embed", :1], x["embed", 1:]]
    return hax.concatenate("embed", halves)


def restored(x: X) -> X:
    x = x.rearrange(("embed", ...))
    return x.rearrange(x.axes)


def guessed(x: A) -> A:
    return unknown(x)


def choice(x: C) -> C:
    return unknown(x)


def shifted(x: X) -> X:
    shifted = leading(x)
    return shifted


def with_count(x: X) -> tuple[X, int]:
    return unknown(x), 3


def maybe(x: X, wanted: bool) -> Union[X, None]:
    return leading(x) if wanted else None


def declared(x: X) -> X:
    y: X = unknown(x)
    y = leading(y)
    return restored(y)


def several(x: A) -> Iterator[A]:
    yield unknown(x)


def apply(x: X, y: X) -> X:
    def inner(z: NamedArray["... embed"]) -> X:
        return z

    return inner(x + y)


class Average(Generic[A]):
    def __init__(self, value: A) -> None:
        self.value = value

    def update(self, value: A) -> A:
        self.value = unknown(0.5 * self.value + 0.5 * value)
        return unknown(self.value)


x = hax.ones({"batch": 2, "embed": 3})
mixed(x).sum("batch")
restored(x).sum("batch")
guessed(x).sum("batch")
choice(x.sum("batch")).sum("embed")
shifted(x).sum("batch")
with_count(x)[0].sum("batch")
found = maybe(x, True)
assert found is not None
found.sum("batch")
declared(x).sum("batch")
next(several(x)).sum("batch")
apply(x, x).sum("batch")
Average(x).update(x).sum("batch")
