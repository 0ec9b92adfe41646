"""Calls: which argument is which, where a mistake is told, and what stays silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.projects import Project, differences

Check = Callable[..., None]


def test_operations(check: Check) -> None:
    check("""
def f(x: NamedArray["batch embed"], w: NamedArray["embed mlp"], b: NamedArray["batch"], n: int) -> None:
    reveal_type(x.sum("embed"))  # R: [batch]
    reveal_type(hax.sum(axis="embed", array=x))  # R: [batch]
    reveal_type(NamedArray.sum(x, "embed"))  # R: [batch]
    reveal_type(hax.sum(x, None))  # R: []
    reveal_type(hax.mean(x, where=b > 0))  # R: []
    reveal_type(x + b)  # R: [batch, embed]
    reveal_type(b - x)  # R: [batch, embed]
    reveal_type(2 ** x)  # R: [batch, embed]
    reveal_type(x < b)  # R: [batch, embed]
    reveal_type(-x)  # R: [batch, embed]
    reveal_type(hax.dot(x, w, axis="embed"))  # R: [batch, mlp]
    reveal_type(hax.dot("embed", x, w))  # R: [batch, mlp]
    reveal_type(x.dot(w, axis=("embed", "mlp")))  # R: [batch]
    reveal_type(x.dot("embed", w))  # R: [batch, mlp]
    reveal_type(hax.einsum("b e, e m -> m b", x, w))  # R: [mlp, batch]
    reveal_type(x.rearrange("b e -> e b"))  # R: [embed, batch]
    reveal_type(x.rearrange(("embed", ...)))  # R: [embed, batch]
    reveal_type(hax.rearrange(x, "b (h e) -> b h e", h=2))  # R: [batch, h, e]
    reveal_type(x.rename({"embed": "mlp"}))  # R: [batch, mlp]
    reveal_type(x["batch", 0])  # R: [embed]
    reveal_type(x["batch", n, "embed", 1:n])  # R: [embed]
    reveal_type(x[{"batch": b}])  # R: [batch, embed]
    reveal_type(x.at["batch", 0].set(1.0))  # R: [batch, embed]
    reveal_type(x.at["batch", n].get())  # R: [embed]
    reveal_type(x.split("embed", [Axis("a", 1), Axis("b", 2)]))  # R: tuple[[batch, a], [batch, b]]
    reveal_type(x.unbind("embed")[0])  # R: [batch]
    reveal_type(hax.stack("layer", [x, x]))  # R: [layer, batch, embed]
    reveal_type(hax.stack("layer", [x * i for i in range(n)]))  # R: [layer, batch, embed]
    reveal_type(hax.slice(x, {"batch": n}, {"batch": 2}))  # R: [batch, embed]
    reveal_type(hax.flatten_axes(x, old_axes=("batch", "embed"), new_axis="all"))  # R: [all]
    reveal_type(hax.zeros({"a": 2, "b": n}))  # R: [a, b]
    reveal_type(NamedArray(1.0, ("a", "b")))  # R: [a, b]
    reveal_type(hax.where(x > 0, x, 0.0))  # R: [batch, embed]
    reveal_type(hax.exp(x))  # R: [batch, embed]
""")


def test_mistakes_are_told_in_the_words_of_the_library(check: Check) -> None:
    check("""
def f(x: NamedArray["batch embed"], w: NamedArray["mlp"]) -> None:
    x.sum("embd")  # E: axis-missing: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?
    hax.sum(x, ("batch", "batch"))  # E: axis-duplicate: sum: axis 'batch' is repeated in [batch, batch]
    x + w  # E: axis-broadcast: add: cannot broadcast [batch, embed] and [mlp]: neither has all axes of the other
    1.0 + x.sum("mlp")  # E: axis-missing: sum: no axis 'mlp' in [batch, embed]
    x.rename({"embed": "batch"})  # E: axis-duplicate: rename: axis 'batch' is already in [batch, embed]
    x.rearrange(("embed",))  # E: axis-order: rearrange: the new order leaves out 'batch' of [batch, embed]
    x.rearrange("b e -> e")  # E: axis-pattern: rearrange: cannot read the pattern
    x["embd", 0]  # E: axis-missing: index: no axis 'embd' in [batch, embed]
    x.at["embd", 0].set(1.0)  # E: axis-missing: at: no axis 'embd' in [batch, embed]
    x.resolve_axis("embd")  # E: axis-missing: resolve_axis: no axis 'embd' in [batch, embed]
    x.axis_size(("batch", "embd"))  # E: axis-missing: axis_size: no axis 'embd' in [batch, embed]
    hax.stack("layer", [x, w])  # E: axis-order: stack: needs arrays with the same axes
    hax.zeros((Axis("a", 2), Axis("a", 2)))  # E: axis-duplicate: zeros: axis 'a' is repeated in [a=2, a=2]
""")


def test_silent_where_it_cannot_tell(check: Check) -> None:
    check("""
from typing import Literal
def f(x: NamedArray["batch embed"], u: NamedArray, a: Any, name: str, axis: Axis, names: list[str],
      some: tuple[str, ...], either: Literal["batch", "mlp"], maybe: NamedArray["mlp"] | None, o: object) -> None:
    x.sum(name); x.sum(axis); x.sum(names); x.sum(some); x.sum(a); x.sum((name, "batch"))
    x.sum(either)
    u.sum("anything"); u + x; x + u; a + x; x + a
    reveal_type(hax.sum(a, "batch"))  # R: [...]
    reveal_type(x.sum(name))  # R: [...]
    reveal_type(x.sum(("embed", name)))  # R: [...]
    reveal_type(hax.dot(*[x, x], axis="embed"))  # R: [...]
    hax.sum(*a); x.rearrange(name); x.rearrange(a); x[a]; x[name, 0]; x[{name: 0}]; x["batch", a]
    hax.where(a, x, 1.0); hax.stack(name, [x, x]); hax.stack("layer", a)
    x.rename({name: "b"}); x.rename(a)
    x.rearrange("b e -> e b", **a)
    f = x.sum
    f("nowhere")
    [g for g in (x.sum, x.mean)][0]("nowhere")
    hax.zeros(a); hax.zeros((axis, Axis("b", 2))); hax.zeros({name: 2})

def unannotated(x):  # type: ignore
    return x.sum("nowhere") + hax.sum(x, "nowhere")
""")


def test_unions_and_variables(check: Check) -> None:
    """An operation on a union is wrong only when it is wrong for every member."""
    check("""
from typing import TypeVar
T = TypeVar("T", bound=NamedArray["batch embed"])
V = TypeVar("V", NamedArray["a b"], NamedArray["a c"])
class Special(NamedArray["batch embed"]):
    def total(self) -> None:
        reveal_type(super().sum("batch"))  # R: [embed]
        super().sum("mlp")  # E: axis-missing: sum: no axis 'mlp' in [batch, embed]
        reveal_type(self.sum("batch"))  # R: [embed]

def f(u: NamedArray["a"] | NamedArray["a b"], n: NamedArray["c"], o: NamedArray["a"] | None) -> None:
    reveal_type(u.sum("a"))  # R: [] | [b]
    reveal_type(u.sum("b"))  # R: [a]
    reveal_type(hax.sum(u, "b"))  # R: [a]
    reveal_type(u + 1)  # R: [a] | [a, b]
    reveal_type(u * u)  # R: [a] | [a, b]
    u.sum("c")  # E: axis-missing: sum: no axis 'c' in [a]
    u + n  # E: axis-broadcast: add: cannot broadcast [a] and [c]
    n + u  # E: axis-broadcast: add: cannot broadcast [c] and [a]
    if o is not None:
        reveal_type(o.sum("a"))  # R: []

def g(x: T) -> T:
    reveal_type(x.sum("batch"))  # R: [embed]
    reveal_type(x + 1)  # R: T
    reveal_type(x["batch", 0])  # R: [embed]
    x.sum("mlp")  # E: axis-missing: sum: no axis 'mlp' in [batch, embed]
    return x

def h(x: V) -> None:
    x.sum("a")
    x.sum("d")  # E: axis-missing: no axis 'd' in [a, b] # E: axis-missing: no axis 'd' in [a, c]

def s(x: Special) -> None:
    reveal_type(x.mean("batch"))  # R: [embed]
    reveal_type(hax.mean(x, "batch"))  # R: [embed]
    x.mean("mlp")  # E: axis-missing: mean: no axis 'mlp' in [batch, embed]
""")


def test_partly_known_axes(check: Check) -> None:
    check("""
def f(x: NamedArray["batch ..."], s: NamedArray["{b e}"], m: NamedArray["{b ...}"], be: NamedArray["b e"]) -> None:
    reveal_type(x.sum("batch"))  # R: [...]
    reveal_type(x.rename({"batch": "b"}))  # R: [b, ...]
    reveal_type(s.sum("b"))  # R: [e]
    reveal_type(s + be)  # R: {b, e}
    reveal_type(m + 1)  # R: {b, ...}
    s.sum("c")  # E: axis-missing: sum: no axis 'c' in {b, e}

def lax(x: NamedArray["... e"], u: NamedArray, s: NamedArray["{b e ...}"], be: NamedArray["b e"]) -> NamedArray["b e"]:
    '''What is not known to be wrong may be given where an order is wanted.'''
    if u.size:
        return be + u
    if u.ndim:
        return s
    return s + be

def joined(s: NamedArray["{b e ...}"], be: NamedArray["b e"]) -> NamedArray["b e"]:
    reveal_type(hax.concatenate("b", [s, be]))  # R: {b, e}
    return hax.concatenate("b", [s, be])

def strict(s: NamedArray["{b e}"]) -> NamedArray["b e"]:
    return s + 1  # E: return-value: the result is

def again(x: NamedArray["... e"], scale: NamedArray["e"]) -> NamedArray["... e"]:
    '''mypy makes nothing of two gaps at different places, if we do not forget about one.'''
    x = (x - x.mean("e")) * scale
    if x.size:
        x = x.rearrange(("e", ...))
    return x

def takes(x: NamedArray["f ..."]) -> NamedArray["... e"]:
    return x.rearrange((..., "e"))

def argument(x: NamedArray["... e"]) -> None:
    '''But nothing is forgotten of an argument of a call.'''
    x = takes(x.rearrange(("e", ...)))  # E: arg-type: takes: argument

def differs(x: NamedArray["f ... g"]) -> NamedArray["... e"]:
    return x + 1  # E: return-value: the result is
""")


def test_places_notes_and_codes(project: Project) -> None:
    project.write(
        "p.py",
        """
def f(x: NamedArray["batch embed"], where: NamedArray["mlp"]) -> None:
    x.sum(where=x > 0, axis="embd")
    hax.sum(x, where=where)
    x.rearrange("b e -> e")
    x.sum("a")  # type: ignore[axis-missing]
    x.sum("a")  # type: ignore[axis]
    hax.dot(x, where, axis="heads")
""",
    )
    said = project.run()
    errors = [(m.line - 5, m.column, m.code) for m in said if m.kind == "error"]
    assert errors == [
        (2, 29, "axis-missing"),
        (3, 22, "axis-broadcast"),
        (4, 17, "axis-pattern"),
        (6, 0, "unused-ignore"),  # it is used; mypy asks for the narrower code
        (7, 28, "axis-missing"),
    ]
    notes = [m.text for m in said if m.kind == "note"]
    assert "x is [batch, embed], where is [mlp]" in notes
    assert "  b e -> e" in notes and "  ^" in notes  # the caret below the pattern
    project.extra = "disable_error_code = axis"
    assert [m.code for m in project.run() if m.kind == "error"] == ["unused-ignore", "unused-ignore"]


@pytest.mark.slow
def test_other_arrays_are_like_numbers(project: Project) -> None:
    """Whichever side they stand on: their own stubs would have an operator give an array without names."""
    project.follow = "normal"
    program = """
import jax
import numpy as np
def f(x: NamedArray["a"], j: jax.Array, n: np.ndarray[Any, Any], s: np.float32, l: jax.typing.ArrayLike) -> None:
    reveal_type(j * x)  # R: [a]
    reveal_type(n - x)  # R: [a]
    reveal_type(n < x)  # R: [a]
    reveal_type(s / x)  # R: [a]
    reveal_type(l * x)  # R: [a]
    reveal_type(x * j)  # R: [a]
    reveal_type(x + n)  # R: [a]
    reveal_type(sum([x, x]))  # R: [a] | 0
    reveal_type(n * n)  # R: Any
"""
    project.write("p.py", program)
    assert differences(program, project.run()) == []


def test_the_argument_at_fault(project: Project) -> None:
    project.write(
        "fault.py",
        """
class Holder:
    x: NamedArray["a b"]
    y: NamedArray["c"]

def f(h: Holder, x: NamedArray["a b"], maybe: NamedArray["a b"] | None, k: NamedArray["c"] | None) -> None:
    hax.dot("d", x, h.y)
    hax.sum(h.x, "d", where=None)
    hax.sum(x, axis="d", where=maybe)
    hax.dot(h.x, h.y, axis=("a", "d"))
    h.x + h.y
    h.x.sum("a") + h.y
    hax.where(x > 0, h.y, 1.0)
    hax.clip(x, 0.0, h.y)
    hax.rearrange(x, "a b c -> a")
    x.rename({"d": "e"})
    hax.stack("a", [x, h.y])
    hax.einsum("a b -> d", x)
    NamedArray(1.0, ("a", "a"))
    hax.zeros(("a", "a"))
    hax.take(x, "d", 0)
    hax.take(x, "d", h.y)
    x["d", 0]
    -h.x.sum("d")
    if k is not None:
        hax.add(x, k)
""",
    )
    said = [(m.line - 10, m.column, m.kind, m.text) for m in project.run()]
    found = [(line, column) for line, column, kind, _ in said if kind == "error"]
    notes = {(line, text) for line, _, kind, text in said if kind == "note" and " is [" in text}
    assert found == FAULTS
    assert notes == NOTES


FAULTS = [
    (1, 13),
    (2, 18),
    (3, 21),
    (4, 28),
    (5, 11),
    (6, 20),
    (7, 27),
    (8, 22),
    (9, 22),
    (10, 14),
    (11, 15),
    (12, 16),
    (13, 21),
    (14, 15),
    (14, 15),
    (15, 17),
    (16, 17),
    (17, 7),
    (18, 14),
    (20, 20),
]
NOTES = {
    (1, "x is [a, b], h.y is [c]"),
    (3, "x is [a, b], maybe is [a, b]"),
    (4, "h.x is [a, b], h.y is [c]"),
    (5, "h.x is [a, b], h.y is [c]"),
    (6, "x1 is [b], h.y is [c]"),
    (7, "condition is [a, b], h.y is [c], y is []"),
    (8, "x is [a, b], a_min is [], h.y is [c]"),
    (15, "x is [a, b], index is []"),
    (16, "x is [a, b], h.y is [c]"),
    (20, "x is [a, b], k is [c]"),
}


def test_methods_of_the_class(check: Check) -> None:
    check("""
from typing import NamedTuple
class Pair(NamedTuple):
    x: NamedArray["a"]
Twin = Pair
class Name(str): ...
def classes(x: NamedArray["a b"], of: type[NamedArray], p: NamedArray["a"], n: Name) -> None:
    reveal_type(of.sum(x, "a"))  # R: [b]
    reveal_type(NamedArray.sum(x, axis="a"))  # R: [b]
    reveal_type(NamedArray.sum(array=x, axis="a"))  # R: [b]
    reveal_type(NamedArray.has_axis(x, "a"))  # R: bool
    NamedArray.resolve_axis(x, "nowhere")
    reveal_type(NamedArray.__neg__(x))  # R: [a, b]
    reveal_type(of.__add__(x, x))  # R: [a, b]
    Twin(p)
    hax.dot(n, x, x, axis="nowhere")
""")


def test_receivers(check: Check) -> None:
    """`super()`, classes that stand in classes, and variables for unions of arrays."""
    check("""
from typing import NamedTuple, TypeVar
class Pair(NamedTuple):
    x: NamedArray["a"]
class Box:
    Inner = Pair
    Many = list[Pair]
class Special(NamedArray["a b"]):
    def total(self, z: NamedArray["c"]) -> None:
        super().__add__(z)  # E: axis-broadcast: add: cannot broadcast [a, b] and [c]
        super().sum(where=z)  # E: axis-broadcast: sum: [c] has 'c'
        -super().sum("c")  # E: axis-missing: sum: no axis 'c' in [a, b]
T = TypeVar("T", bound=NamedArray["a b"] | NamedArray["a"])
def f(b: Box, p: NamedArray["a"], x: NamedArray["a b"], c: NamedArray["c"]) -> None:
    b.Inner(p); b.Many(); Box.Many(); Box.Inner(p)
    reveal_type(hax.sum(x, x))  # R: [...]  # E: arg-type: sum: argument
def g(x: T, c: NamedArray["c"]) -> T:
    x + c  # E: axis-broadcast: add: cannot broadcast [a, b] and [c]
    c < x  # E: axis-broadcast: less: cannot broadcast [c] and [a, b]
    x < c  # E: axis-broadcast: less: cannot broadcast [a, b] and [c]
    x["c", 0]  # E: axis-missing: index: no axis 'c' in [a, b]
    x.at["c", 0]  # E: axis-missing: at: no axis 'c' in [a, b]
    x.axis_size("c")  # E: axis-missing: axis_size: no axis 'c' in [a, b]
    -x.sum("c")  # E: axis-missing: sum: no axis 'c' in [a, b]
    x == c  # E: axis-broadcast: equal: cannot broadcast [a, b] and [c]
    x.dot("c", x)  # E: axis-missing: dot: no axis 'c' in [a, b]
    hax.sum(x, "c")  # E: axis-missing: sum: no axis 'c' in [a, b]
    reveal_type(x.sum("b"))  # R: [a]
    reveal_type(-x)  # R: [...]
    reveal_type(x["a", 0])  # R: [b] | []
    reveal_type(x + x)  # R: T
    return x
""")
