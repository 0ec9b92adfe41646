"""Names that are defined later in the file, and functions that call each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import haliax as hax

if TYPE_CHECKING:
    from haliax import Axis, NamedArray


class Model:
    """Its annotations name classes and aliases that come below."""

    head: Head

    def __init__(self) -> None:
        self.head = Head()

    def __call__(self, x: Hidden) -> Tokens:
        out = self.head(x)
        reveal_type(out)  # R: [batch]
        reveal_type(self.head.weight)  # R: [embed]
        reveal_type(later(x))  # R: [batch]
        reveal_type(WIDTH)  # R: Axis[embed, 3]
        return out


def first(x: NamedArray["batch embed"], depth: int = 1) -> NamedArray["batch"]:
    return second(x, depth - 1) if depth else x.sum("embed")


def second(x: NamedArray["batch embed"], depth: int) -> NamedArray["batch"]:
    out = first(x, depth)
    reveal_type(out)  # R: [batch]
    return out


class Head:
    def __init__(self) -> None:
        self.weight = hax.ones(WIDTH)

    def __call__(self, x: Hidden) -> Tokens:
        return hax.dot(x, self.weight, axis=WIDTH)


def later(x: Hidden) -> Tokens:
    return x.sum(WIDTH)


WIDTH = hax.Axis("embed", 3)
BATCH: Axis = hax.Axis("batch", 2)

if TYPE_CHECKING:
    Hidden = NamedArray["batch embed"]
    Tokens = NamedArray["batch"]

x = hax.ones((hax.Axis("batch", 2), WIDTH))
reveal_type(Model()(x))  # R: [batch]
reveal_type(first(x))  # R: [batch]
reveal_type(hax.zeros(BATCH))  # R: [...]
