"""Type parameters and aliases in the syntax of PEP 695."""

from collections.abc import Callable

import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
b = hax.ones(Batch)

type Tokens = NamedArray["batch"]
type Hidden = NamedArray["batch position embed"]
type Pair = tuple[NamedArray["batch"], NamedArray["embed batch"]]
type Function[*Axes] = Callable[[NamedArray[*Axes]], NamedArray[*Axes]]


def aliases(a: Tokens, h: Hidden, p: Pair) -> None:
    reveal_type(a.sum())  # R: []
    reveal_type(h.sum("embed"))  # R: [batch, position]
    reveal_type(p[1])  # R: [embed, batch]


def drop[*Rest](x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    reveal_type(x)  # R: [*Rest, embed]
    reveal_type(x.sum("embed"))  # R: [*Rest]
    return x.sum("embed")


def typed[*Rest](x: Float[NamedArray, "batch", *Rest]) -> NamedArray[*Rest]:
    return x.sum("batch")


def keep[A: NamedArray["batch ..."]](x: A) -> A:
    reveal_type(x.sum("batch"))  # R: [...]
    return x


def either[A: (NamedArray["batch"], NamedArray["batch embed"])](x: A) -> A:
    return x


class Cell[*Axes]:
    def __init__(self, state: NamedArray[*Axes]) -> None:
        self.state = state

    def map(self, f: Function[*Axes]) -> "Cell[*Axes]":
        return Cell(f(self.state))


aliases(b, x, (b, x.sum("position").rearrange(("embed", "batch"))))
reveal_type(drop(x))  # R: [batch, position]
reveal_type(drop(drop(x).rename({"position": "embed"})))  # R: [batch]
reveal_type(typed(x))  # R: [position, embed]
reveal_type(keep(x))  # R: [batch, position, embed]
reveal_type(either(b))  # R: [batch]
reveal_type(Cell(x).state)  # R: [batch, position, embed]
reveal_type(Cell(x).map(hax.exp).state.sum("embed"))  # R: [batch, position]
