"""What is not exact: a variable has just the axes of its last assignment, and what is not known is silent."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, TypeVarTuple

import haliax as hax
from haliax import NamedArray

A, B, C = hax.make_axes(a=2, b=3, c=5)
ab = hax.ones((A, B))
T = TypeVar("T")
Rest = TypeVarTuple("Rest")
X = TypeVar("X", bound=NamedArray)
Features = TypeVar("Features", bound=NamedArray["{b ...}"])


def layer(x: NamedArray) -> NamedArray:
    return x


def takes(x: NamedArray["a b"]) -> None: ...


# A name that was assigned something else before.
v = ab.sum("a")
reveal_type(v)  # R: [b]
v = layer(ab)
reveal_type(v)  # R: [...]
takes(v)
v = ab.sum("b")
reveal_type(v)  # R: [a]
loss = ab.mean()
loss = layer(ab) * 2
reveal_type(loss)  # R: [...]
loss.sum("a")


def parameter(x: NamedArray["a b"], n: int) -> NamedArray["b"]:
    x = layer(x).sum("a")
    reveal_type(x)  # R: [...]
    x = layer(x) if n else hax.exp(layer(x))
    reveal_type(x)  # R: [...]
    return x


parameter(ab, 1)


# Loops and branches.
total = hax.zeros(())
for item in [ab, ab]:
    total = total + layer(item)
reveal_type(total)  # R: [...]
total.sum("a")


def loops(x: NamedArray["a c"], layers: Sequence[Callable[[NamedArray], NamedArray]]) -> NamedArray["a b"]:
    for each in layers:
        x = each(x)
    reveal_type(x)  # R: [...]
    return x


loops(ab.rename({"b": "c"}), [lambda x: x.rename({"c": "b"})])


def branches(flag: bool, x: NamedArray["a b"], y: NamedArray) -> NamedArray:
    z = x if flag else y
    reveal_type(z * z)  # R: [a, b] | {a, b, ...} | [...]
    if flag:
        y = x.sum("a")
    reveal_type(y)  # R: [...] | [b]
    return z.rename({"c": "d"})


branches(False, ab, hax.ones(C))


def names(x: NamedArray["a b"]) -> NamedArray[""]:
    for name in ("a", "b"):
        x = x.sum(name)
    reveal_type(x)  # R: [...]
    return x


names(ab)


# Attributes that are assigned more than once, and names bound again in the body of a class.
class Running:
    kept = ab
    kept = kept.sum("a")

    def __init__(self, start: NamedArray["a"]) -> None:
        self.total = hax.zeros(())
        self.start = start * 1

    def add(self, x: NamedArray["a b"]) -> None:
        self.total = self.total + x
        reveal_type(self.total)  # R: [...]


running = Running(ab.sum("b"))
running.add(ab)
reveal_type(running.total)  # R: [...]
reveal_type(running.start)  # R: [a]
reveal_type(running.kept)  # R: [...]
running.total.sum("b")


# Assignments that exchange names, and closures that read names assigned again later.
def swap(x: NamedArray["a"], y: NamedArray["b"]) -> None:
    p, q = x * 1, y * 1
    p, q = q, p
    reveal_type((p, q))  # R: tuple[[b], [a]]
    p, old = p.sum("b"), p
    reveal_type((p, old))  # R: tuple[[], [b]]


swap(ab.sum("b"), ab.sum("a"))


def closures(x: NamedArray["a b"]) -> None:
    z = x

    def inner() -> NamedArray:
        return z.sum("c")

    z = z.sum("a").rename({"b": "c"})
    inner()


closures(ab)


# Functions of users.
def same(x: T) -> T:
    return x


def rows(x: NamedArray[*Rest, "b"]) -> NamedArray[*Rest, "c"]:
    return x.rename({"b": "c"})


def functions(x: NamedArray, s: NamedArray["{c ...}"], g: NamedArray["a b ..."], e: NamedArray["a b"]) -> None:
    reveal_type(same(same(x)))  # R: [...]
    reveal_type([hax.exp(v) for v in (x, e)])  # R: list[[...]]
    reveal_type(rows(e))  # R: [a, c]
    reveal_type(rows(g))  # R: [..., c]
    e = same(x)
    reveal_type(e)  # R: [...]


functions(hax.ones(C), hax.ones(C), ab, ab)


# Type variables keep all that is known of what is passed.
def scaled(x: X, scale: float) -> X:
    return hax.tanh(x * scale) + x


def centred(x: Features) -> Features:
    return (x - x.mean("b")) / hax.sqrt(x.var("b") + 1e-5)


reveal_type(scaled(ab, 2.0))  # R: [a, b]
reveal_type(centred(ab))  # R: [a, b]


def residual(x: NamedArray["a b"], y: NamedArray["a ..."]) -> None:
    x = x + centred(x)
    reveal_type(x)  # R: [a, b]
    reveal_type(scaled(y, 1.0))  # R: [a, ...]


residual(ab, ab)


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


def boxes(x: NamedArray, y: NamedArray["a b"]) -> None:
    box = Box(layer(x))
    box = Box(y)
    reveal_type(box.value)  # R: [a, b]
    some = []
    some.append(layer(x))
    lists(some)


def lists(xs: list[NamedArray]) -> None: ...


boxes(ab, ab)
