"""Names used before they are defined, modules that know each other's classes, strings for types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import haliax as hax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from haliax import Axis, NamedArray
    from haliax.haxtyping import Float


@dataclass
class Model:
    head: Head
    tail: Tail | None = None
    table: ClassVar[dict[str, Model]] = {}

    def __call__(self, x: Hidden) -> Pooled:
        pooled = self.head(scaled(x))
        if self.tail is not None:
            pooled = self.tail.finish(pooled)
        return pooled

    def again(self, x: Hidden, depth: int) -> Pooled:
        return self(x) if depth == 0 else self.again(shifted(x, SHIFT), depth - 1)


def scaled(x: Hidden) -> Hidden:
    return x * SCALE


def shifted(x: Hidden, by: NamedArray["embed"]) -> Hidden:
    out = x + by
    return out


class Head:
    def __init__(self, Embed: Axis["embed"]) -> None:
        self.weight = hax.ones(Embed)
        self.model: Model | None = None

    def __call__(self, x: Hidden) -> Pooled:
        return hax.dot(x, self.weight, axis=EMBED)


class Tail(Head):
    def finish(self, x: Pooled) -> Pooled:
        return x + helper([x, x])[0].sum() * self.weight.sum()


def helper(xs: Sequence[Pooled]) -> list[Pooled]:
    return [double(x) for x in xs]


def double(x: Pooled) -> Pooled:
    return x * FACTOR


def even(x: Pooled, n: int) -> Pooled:
    return x if n == 0 else odd(x, n - 1)


def odd(x: Pooled, n: int) -> Pooled:
    return even(x, n - 1)


EMBED = hax.Axis("embed", 3)
BATCH = hax.Axis("batch", 2)
SCALE = hax.ones(EMBED)
SHIFT = SCALE * 2
FACTOR = 2.0

if TYPE_CHECKING:
    Hidden = Float[NamedArray, "batch embed"]
    Pooled = NamedArray["batch"]

x = hax.ones((BATCH, EMBED))
model = Model(Head(EMBED), Tail(EMBED))
model(x).sum("batch")
model.again(x, 2)
even(x.sum("embed"), 2).sum("batch")
Model.table["x"] = model


# What an attribute of such a name gives is not known either.
def updates(x: NamedArray["a b"], y: NamedArray["b a"]) -> None:
    def first_set() -> NamedArray["b a"]:
        return x.at["a", 0].add(1)

    x = y
    assert first_set().axes == x.axes


updates(hax.ones({"a": 2, "b": 3}), hax.ones({"b": 3, "a": 2}))
