"""Row variables stand for axes that a function does not name."""

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
xy = hax.ones((Batch, Embed))
w = hax.ones((Embed, Mlp))
e = hax.ones(Embed)

Rest = TypeVarTuple("Rest")
Other = TypeVarTuple("Other")
R = TypeVar("R")


# What comes in goes out.
def drop(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    reveal_type(x)  # R: [*Rest, embed]
    reveal_type(x.sum("embed"))  # R: [*Rest]
    reveal_type(x * 2)  # R: [*Rest, embed]
    reveal_type(hax.exp(x))  # R: [*Rest, embed]
    reveal_type(x - x.mean("embed"))  # R: [*Rest, embed]
    reveal_type(x.rename({"embed": "mlp"}))  # R: [*Rest, mlp]
    return x.sum("embed")


reveal_type(drop(x))  # R: [batch, position]
reveal_type(drop(xy))  # R: [batch]
reveal_type(drop(e))  # R: []


def project(x: NamedArray[*Rest, "embed"], w: NamedArray["embed mlp"]) -> NamedArray[*Rest, "mlp"]:
    out = hax.dot(x, w, axis="embed", out_axes=(..., "mlp"))
    reveal_type(hax.nn.relu(out))  # R(static): [..., mlp]
    return out


reveal_type(project(x, w))  # R: [batch, position, mlp]
reveal_type(project(e, w))  # R: [mlp]


def normalize(x: NamedArray["batch", *Rest]) -> NamedArray["batch", *Rest]:
    reveal_type(hax.nn.softmax(x, "batch"))  # R: [batch, *Rest]
    reveal_type(x.sum("batch"))  # R: [*Rest]
    return x / x.sum("batch")


reveal_type(normalize(x))  # R: [batch, position, embed]
reveal_type(normalize(xy))  # R: [batch, embed]


def both_ends(x: NamedArray["batch", *Rest, "embed"]) -> NamedArray["embed", *Rest]:
    reveal_type(x.sum("batch"))  # R: [*Rest, embed]
    reveal_type(x.sum(("batch", "embed")))  # R: [*Rest]
    return x.sum("batch").rearrange(("embed", ...))


reveal_type(both_ends(x))  # R: [embed, position]
reveal_type(both_ends(xy))  # R: [embed]


def typed(x: Float[NamedArray, *Rest, "embed"]) -> NamedArray[*Rest, "embed"]:
    return x


reveal_type(typed(x))  # R: [batch, position, embed]


# Whole arrays as row variables, in classes and functions of functions.
def same(x: NamedArray[*Rest], y: NamedArray[*Rest]) -> NamedArray[*Rest]:
    reveal_type(x + y)  # R: [*Rest]
    return x + y


reveal_type(same(x, x))  # R: [batch, position, embed]


def apply(f: Callable[[NamedArray[*Rest]], R], x: NamedArray[*Rest]) -> R:
    return f(x)


reveal_type(apply(lambda v: v, e))  # R: [embed]


class Cell(Generic[*Other]):
    def __init__(self, state: NamedArray[*Other]) -> None:
        self.state = state

    def get(self) -> NamedArray[*Other]:
        return self.state


reveal_type(Cell(xy).get())  # R: [batch, embed]
reveal_type(Cell(xy).state.sum("batch"))  # R: [embed]
