"""Names and sizes that `Axis` carries through a program."""

from __future__ import annotations

from collections.abc import Callable

Check = Callable[..., None]


def test_carriers(check: Check) -> None:
    check("""
from typing import Final, Literal
Batch = Axis("batch", 2)
X, Y = hax.make_axes(X=3, Y=4)
NAME: Final = "embed"
def f(n: int, name: str, either: Literal["a", "b"], x: NamedArray["batch embed"], kw: dict[str, int]) -> None:
    reveal_type(Batch)  # R: Axis[batch, 2]
    reveal_type((X, Y))  # R: tuple[Axis[X, 3], Axis[Y, 4]]
    reveal_type(Batch.alias("key"))  # R: Axis[key, 2]
    reveal_type(Batch.alias(name))  # R: Axis[?, 2]
    reveal_type(Batch.resize(n))  # R: Axis[batch]
    reveal_type(Batch.resize(7).size)  # R: 7
    reveal_type(Batch.name)  # R: 'batch'
    reveal_type(Axis(name, 3))  # R: Axis[?, 3]
    reveal_type(Axis(NAME, n))  # R: Axis[embed]
    reveal_type(hax.make_axes(**kw))  # R: tuple[Axis, ...]
    reveal_type(hax.zeros((Batch, X)))  # R: [batch, X]
    reveal_type(x.sum(Batch.name))  # R: [embed]
    reveal_type(x.sum(NAME))  # R: [batch]
    reveal_type(hax.zeros(Axis(either, 2)))  # R: [a] | [b]
    reveal_type(x.axes)  # R: tuple[Axis[batch], Axis[embed]]
    reveal_type(x.resolve_axis("embed"))  # R: Axis[embed]
    reveal_type(x.resolve_axis(("embed", Batch)))  # R: tuple[Axis[embed], Axis[batch, 2]]
    size: int = Batch.size
    names = [Batch.name]
    names.append(name)
    wrong: Axis["embed"] = Batch  # E: assignment: Incompatible types in assignment
    bare: Axis = Batch
""")


def test_functions(check: Check) -> None:
    check("""
from haliax.axis import axis_name, concat_axes, eliminate_axes, intersect_axes, replace_axis, resolve_axis, without_axes
from haliax.axis import union_axes
A, B, C = hax.make_axes(a=2, b=3, c=4)
def f(n: int, unknown: Axis, some: tuple[Axis, ...], d: dict[str, int]) -> None:
    D = Axis("d", n)
    reveal_type(axis_name((A, "b")))  # R: tuple['a', 'b']
    reveal_type(axis_name(D))  # R: 'd'
    reveal_type(concat_axes((A, B), D))  # R: tuple[Axis[a, 2], Axis[b, 3], Axis[d]]
    reveal_type(concat_axes(A, (*(B, C), D)))  # R: tuple[Axis[a, 2], Axis[b, 3], Axis[c, 4], Axis[d]]
    reveal_type(union_axes((A, B), (B, C)))  # R: tuple[Axis[a, 2], Axis[b, 3], Axis[c, 4]]
    reveal_type(intersect_axes((A, B), "b"))  # R: tuple[Axis[b, 3]]
    reveal_type(eliminate_axes((A, D), "d"))  # R: tuple[Axis[a, 2]]
    reveal_type(without_axes((A, D), B))  # R: tuple[Axis[a, 2], Axis[d]]
    reveal_type(replace_axis((A, B), "a", D))  # R: tuple[Axis[d], Axis[b, 3]]
    reveal_type(resolve_axis((A, D), "d"))  # R: Axis[d]
    hax.zeros(concat_axes(some, A)); hax.zeros(union_axes(unknown, (A,))); hax.zeros(concat_axes(d, A))
    concat_axes((A, B), A)  # E: axis-duplicate: concat_axes: axis 'a' is already in [a=2, b=3]
    eliminate_axes((A, D), C)  # E: axis-missing: eliminate_axes: no axis 'c' in [a=2, d]
    union_axes((A, D), A.resize(5))  # E: axis-size: union_axes: axis 'a' has size 2 but 5 was given
    union_axes((A, D), D.resize(5))
    resolve_axis((A, B), "c")  # E: axis-missing: resolve_axis: no axis 'c' in [a=2, b=3]
""")


def test_questions(check: Check) -> None:
    """What is asked for in a branch that is never taken is no mistake."""
    check("""
def f(x: NamedArray["batch embed"], u: NamedArray["a"] | NamedArray["a b"], o: NamedArray["a ..."], name: str) -> None:
    if x.has_axis("mlp"):
        x.sum("mlp")
    if x.has_axis(("embed", "batch")):
        x.sum("embed")
    else:
        x.sum("mlp")
    if x.has_axis(Axis("batch", 3)):
        x.sum("mlp")  # E: axis-missing: no axis 'mlp'
    else:
        x.sum("mlp")  # E: axis-missing: no axis 'mlp'
    reveal_type(u.has_axis("b"))  # R: bool
    reveal_type(u.has_axis("a"))  # R: True
    reveal_type(u.has_axis("c"))  # R: False
    reveal_type(o.has_axis("a"))  # R: True
    reveal_type(o.has_axis("b"))  # R: bool
    reveal_type(x.has_axis(name))  # R: bool
    while x.ndim > 1:
        x = x.sum(x.axes[0])
    u.axes[1]
""")
