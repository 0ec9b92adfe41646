"""`vmap`, `scan`, `fold` and `map` by name: the function is checked with the axis taken off, and it comes back first."""

from typing import Any, NamedTuple, TypeVar, TypeVarTuple, overload

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
late = hax.ones((Position, Batch, Embed))
w = hax.ones((Embed, Mlp))
X = TypeVar("X", bound=NamedArray)
Rest = TypeVarTuple("Rest")


def norm(row: NamedArray["position embed"]) -> NamedArray["position"]:
    return row.sum("embed")


def project(row: NamedArray["position embed"], weight: NamedArray["embed mlp"]) -> NamedArray["position mlp"]:
    return hax.dot(row, weight, axis="embed")


def same(row: X) -> X:
    return row


def total(row: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    return row.sum("embed")


@overload
def pick(row: NamedArray["position embed"]) -> NamedArray["position"]: ...
@overload
def pick(row: NamedArray["embed"]) -> NamedArray["embed"]: ...
def pick(row: NamedArray) -> NamedArray:
    return row.sum("embed") if row.has_axis("position") else row


# The axis may stand anywhere in an argument. In what comes out it is first.
reveal_type(hax.vmap(norm, "batch")(x))  # R: [batch, position]
reveal_type(hax.vmap(norm, Batch)(x))  # R: [batch, position]
reveal_type(hax.vmap(norm, "batch")(late))  # R: [batch, position]
reveal_type(hax.vmap(project, "batch")(x, w))  # R: [batch, position, mlp]
reveal_type(hax.vmap(project, "batch")(row=x, weight=w))  # R: [batch, position, mlp]
reveal_type(hax.vmap(same, "position")(x))  # R: [position, batch, embed]
reveal_type(hax.vmap(total, "batch")(x))  # R: [batch, position]
reveal_type(hax.vmap(pick, "batch")(x))  # R: [batch, position]
reveal_type(hax.vmap(norm, ("batch",))(x))  # R: [batch, position]
reveal_type(hax.vmap(lambda row: row.sum("embed"), "batch")(x))  # R: [batch, position]
reveal_type(hax.vmap(lambda row, weight: hax.dot(row, weight, axis="embed"), "batch")(x, w))  # R: [batch, position, mlp]
reveal_type(hax.vmap(lambda row: (row.sum("embed"), row.mean()), "batch")(x))  # R: tuple[[batch, position], [batch]]
reveal_type(hax.vmap(hax.vmap(same, "position"), "batch")(x))  # R: [batch, position, embed]
reveal_type(hax.vmap(hax.vmap(lambda row: row.sum(), "position"), "batch")(x))  # R: [batch, position]
reveal_type(hax.vmap(lambda row: row.sum(), ("batch", "position"))(x))  # R: [batch, position]
reveal_type(hax.vmap(norm, Axis("layer", 3))(x["batch", 0]))  # R: [layer, position]
mapped = hax.vmap(norm, "batch")
reveal_type(mapped(x))  # R: [batch, position]
reveal_type(jax.jit(hax.vmap(norm, "batch"))(x))  # R: [batch, position]


class Block(eqx.Module):
    weight: NamedArray["embed mlp"]

    def __call__(self, row: NamedArray["position embed"]) -> NamedArray["position mlp"]:
        return hax.dot(row, self.weight, axis="embed")


block = Block(w)
reveal_type(hax.vmap(block, "batch")(x))  # R: [batch, position, mlp]
reveal_type(hax.vmap(block.__call__, "batch")(x))  # R: [batch, position, mlp]


# A carry keeps its axes, and what comes out of each step has the axis first.
def step(carry: NamedArray["embed"], row: NamedArray["embed"]) -> tuple[NamedArray["embed"], NamedArray[""]]:
    return carry + row, row.sum()


def add(carry: NamedArray["embed"], row: NamedArray["embed"]) -> NamedArray["embed"]:
    return carry + row


rows = x["batch", 0]
reveal_type(hax.scan(step, "position")(hax.zeros(Embed), rows))  # R: tuple[[embed], [position]]
reveal_type(hax.scan(step, Position)(hax.zeros(Embed), rows)[1])  # R: [position]
reveal_type(hax.fold(add, "position")(hax.zeros(Embed), rows))  # R: [embed]
reveal_type(hax.fold(lambda carry, row: carry + row, "position")(hax.zeros(Embed), rows))  # R: [embed]
reveal_type(hax.fold(lambda carry, row: carry + row, "batch")(hax.zeros((Position, Embed)), x))  # R: [position, embed]
reveal_type(hax.map(norm, Batch)(x))  # R: [batch, position]


# What is not known stays so.
def open_ones(some: NamedArray, most: NamedArray["... embed"], anything: Any) -> None:
    reveal_type(hax.vmap(same, "batch")(some))  # R: [batch, ...]
    reveal_type(hax.vmap(total, "batch")(most))  # R: [batch, ...]
    hax.vmap(norm, "batch")(some)
    hax.vmap(norm, "batch")(anything)


open_ones(x, x, x)


def unknown_functions(anything: Any) -> None:
    hax.vmap(anything, "batch")(x)
    hax.vmap(norm, anything)(x)
    hax.scan(anything, "batch")(x, x)


def plain(values: jax.Array) -> NamedArray["embed"]:
    return hax.named(values, "embed")


reveal_type(hax.vmap(plain, "batch")(jnp.ones((2, 5))))  # R: [batch, embed]


# A Module or a NamedTuple that comes out has the axis in each of its arrays, though its fields do not say so.
class Belief(NamedTuple):
    mean: NamedArray["embed"]
    weight: NamedArray[""]


class Cell(eqx.Module):
    w: NamedArray["embed"]

    @staticmethod
    def init(w: NamedArray["embed"]) -> "Cell":
        return Cell(w)

    def __call__(self, y: NamedArray["position embed"]) -> NamedArray["position embed"]:
        return y * self.w


def belief(row: NamedArray["position embed"]) -> Belief:
    return Belief(row.sum("position"), row.sum())


def mean_of(one: Belief) -> NamedArray["embed"]:
    return one.mean


beliefs = hax.vmap(belief, "batch")(x)
reveal_type(beliefs)  # R(static): transforms.Belief along 'batch'
reveal_type(beliefs.mean)  # R(static): Any
reveal_type(hax.vmap(lambda one: one.mean, "batch")(beliefs))  # R: [batch, embed]
reveal_type(hax.vmap(mean_of, "batch")(beliefs))  # R: [batch, embed]
reveal_type(hax.vmap(lambda one: one, "batch")(beliefs))  # R(static): transforms.Belief along 'batch'
cells = hax.vmap(Cell.init, "batch")(x["position", 0])
reveal_type(cells)  # R(static): transforms.Cell along 'batch'
reveal_type(hax.fold(lambda y, cell: cell(y), "batch")(x["batch", 0], cells))  # R: [position, embed]
reveal_type(hax.vmap(lambda cell, y: cell(y), "batch")(cells, x))  # R: [batch, position, embed]
reveal_type(hax.vmap(lambda cell: cell.w, "batch")(jax.tree.map(lambda leaf: leaf * 2, cells)))  # R: [batch, embed]
beliefs.mean.sum("batch")
