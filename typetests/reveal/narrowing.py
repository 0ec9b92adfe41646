"""Several arrays that a name may be: displays, `isinstance`, `match`, walruses, conditions, generic functions."""

import functools
from typing import Any, Generic, NamedTuple, TypeVar, TypeVarTuple

import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray

A, B, C = hax.make_axes(a=2, b=3, c=5)
ab = hax.ones((A, B))
T = TypeVar("T")
Rest = TypeVarTuple("Rest")


def layer(x: NamedArray) -> NamedArray:
    return x


# `isinstance` and `match` leave the arrays that a name may be as they are.
def narrowed(x: NamedArray[""] | NamedArray["a b"] | float, y: object, n: int) -> None:
    if isinstance(x, NamedArray):
        reveal_type(x)  # R: [] | [a, b]
    else:
        reveal_type(x)  # R: float
    match x:
        case NamedArray() if x.ndim > 1:
            reveal_type(x)  # R: [] | [a, b]
        case NamedArray():
            reveal_type(x)  # R: [] | [a, b]
        case float():
            reveal_type(x)  # R: float
    if isinstance(y, NamedArray):
        reveal_type(y)  # R: [...]
    loss = hax.zeros(())
    for _ in range(n):
        loss = loss + layer(ab)
    if isinstance(loss, NamedArray):
        loss.sum("a")


narrowed(1.0, ab, 1)
narrowed(ab, ab, 1)
narrowed(ab.sum(), ab, 1)


def only(x: NamedArray["a"] | None) -> int:
    match x:
        case NamedArray():
            return x.ndim
        case None:
            return 0


only(None)


# Lists, tuples and dicts that are written out, of which one member is not known.
def displays(x: NamedArray, y: NamedArray["{a ...}"], z: NamedArray["a b"], s: NamedArray[""], n: int) -> None:
    first = [y, z]
    reveal_type(first)  # R: list[[...]]
    second = {"x": y, "y": y.sum("a")}
    reveal_type(second)  # R: dict[str, [...]]
    for each in (s, layer(z)):
        if each.ndim:
            each.sum("a")
    third = (s, layer(z))
    third[n].sum("a")
    reveal_type([v * 2 for v in (s, layer(z))])  # R: list[[...]]
    alike = [z, z * 2]
    reveal_type(alike)  # R: list[[a, b]]


displays(ab, ab, ab, ab.sum(), 1)


# A variable of many kinds.
def kinds(x: NamedArray["... b"], y: NamedArray, flag: bool) -> None:
    z = layer(y)
    if not flag:
        z = hax.ones((A, B)) if flag else hax.isclose(x, 2)
    reveal_type(z)  # R: [..., b] | [...]
    w = hax.exp(y.rename({"b": "c"})) if flag else y.at["b", 0].set(1.0)
    reveal_type(w)  # R: {c, ...} | [...]
    if (v := layer(ab)).ndim > 1:
        v.sum("a")
    ab_or_not = ab.sum()
    if flag:
        ab_or_not = layer(ab)
    ab_or_not.at["a", 0].set(1)
    u = (lambda m: m + 1)(layer(ab))
    reveal_type(u)  # R: [...]


kinds(ab, ab, True)


# Generic functions that give one of several things.
def maybe(x: T, flag: bool) -> T | None:
    return x if flag else None


def both(x: NamedArray[*Rest], y: NamedArray[*Rest]) -> NamedArray[*Rest]:
    return x + y


class Cell(Generic[*Rest]):
    def __init__(self, value: NamedArray[*Rest]) -> None:
        self.value = value


def generic(x: NamedArray, e: NamedArray["a b"], either: NamedArray["a"] | NamedArray["b"], n: int) -> None:
    e = functools.reduce(lambda p, q: p + q, [x, e])
    reveal_type(e)  # R: [...]
    e = max([e.sum("a"), ab], key=lambda v: v.ndim)
    reveal_type(e)  # R: [...]
    optional = maybe(layer(x), True)
    reveal_type(optional)  # R: [...] | None
    z = both(layer(x) if n else ab.sum("b"), layer(x))
    reveal_type(z)  # R: [...]
    reveal_type(Cell(either).value)  # R: [...]


generic(hax.ones((A, B)), ab, ab.sum("b"), 0)


# Numbers that have no type of their own.
reveal_type(hax.where(ab > 0, ab, jnp.float32(2)))  # R: [a, b]


# In a loop mypy joins what each turn reveals: what is not known stays beside what is.
class Both(NamedTuple):
    one: NamedArray["{a ...}"]
    other: NamedArray


def turns(one: NamedArray["{a ...}"], other: NamedArray, s: NamedArray[""], n: int) -> None:
    for member in Both(one, other):
        reveal_type(member)  # R: {a, ...} | [...]
    both = Both(one, other)
    for member in both:
        reveal_type(member)  # R: {a, ...} | [...]
    x = s
    y = s
    for _ in range(n):
        held = {"x": x, "s": s}
        reveal_type(held)  # R: dict[str, []] | dict[str, [...]]
        reveal_type(held["x"])  # R: [] | [...]
        list_of_it = [y]
        reveal_type(list_of_it[0])  # R: [] | [...]
        x, y = layer(x), layer(y)
    reveal_type((lambda v, w: v * w if w.ndim else w)(other, one))  # R: {a, ...}


turns(ab, ab, ab.sum(), 2)


# Beside an array, an operand that may be anything may be an array too.
def beside(x: NamedArray["a b"], scale: Any, table: dict[str, Any]) -> None:
    reveal_type(x * scale)  # R: {a, b, ...}
    reveal_type(x * scale * 2)  # R: {a, b, ...}
    reveal_type(x < table["scale"])  # R: {a, b, ...}
    reveal_type(x * x.max().item())  # R: [a, b]
    reveal_type(x / jnp.float32(2))  # R: [a, b]
    x += table["scale"]
    reveal_type(x)  # R: {a, b, ...}


beside(ab, 2.0, {"scale": hax.ones(A)})


# What a star collects is a list: of arrays that differ, of which one is not known, it holds any.
def starred(x: NamedArray["{a b ...}"], y: NamedArray["a b"], z: NamedArray) -> None:
    first, *rest = hax.linalg.svd(x, ("a", "b"), "w")
    reveal_type(first)  # R: {a, w, ...}
    reveal_type(rest)  # R: list[[...]]
    *before, last = (y, z, y)
    reveal_type(before)  # R: list[[...]]
    reveal_type(last)  # R: [a, b]
    _, *others = y.unbind("a")
    reveal_type(others)  # R: list[[b]]
    _, *tail = [1, 2] + [3]
    reveal_type(tail)  # R: list[int]


starred(ab, ab, ab)
