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
    reveal_type(hax.zeros(Axis(either, 2)))  # R: [...]
    reveal_type(x.axes)  # R: tuple[Axis[batch], Axis[embed]]
    reveal_type(x.resolve_axis("embed"))  # R: Axis[embed]
    reveal_type(x.resolve_axis(("embed", Batch)))  # R: tuple[Axis[embed], Axis[batch, 2]]
    size: int = Batch.size
    names = [Batch.name]
    names.append(name)
    wrong: Axis["embed"] = Batch  # E: assignment: the assigned value is Axis
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


def test_values(check: Check) -> None:
    """Names and sizes of unions, by keyword, in dicts, and such as are not known."""
    check("""
def f(x: NamedArray["a b"], n: int, text: str, kind: type[Axis], flag: bool, d: dict[str, int]) -> None:
    A, B = hax.make_axes(a=2, b=3)
    AB = A if flag else B
    reveal_type(AB.name)  # R: str
    reveal_type(AB.size)  # R: int
    reveal_type(AB.alias("c"))  # R: Axis[c, 2] | Axis[c, 3]
    reveal_type(AB.resize(5))  # R: Axis[a, 5] | Axis[b, 5]
    reveal_type(A.alias(new_name="c"))  # R: Axis[c, 2]
    reveal_type(A.resize(size=n))  # R: Axis[a]
    reveal_type(Axis(size=4, name="c"))  # R: Axis[c, 4]
    reveal_type(Axis(text, n))  # R: Axis
    reveal_type(kind("c", 4))  # R: Axis[c, 4]
    reveal_type(Axis("c", AB.size))  # R: Axis[c]
    reveal_type(Axis(AB.name, 4))  # R: Axis[?, 4]
    reveal_type(Axis("c", 2 if flag else n))  # R: Axis[c]
    reveal_type(hax.make_axes())  # R: tuple[()]
    reveal_type(hax.make_axes(a=n, b=AB.size))  # R: tuple[Axis[a], Axis[b]]
    reveal_type(hax.concat_axes({"c": n}, A))  # R: dict[str, int]
    reveal_type(hax.concat_axes({"c": n}, {"d": 4}))  # R: dict[str, int]
    reveal_type(hax.concat_axes(A, {"c": n}))  # R: tuple[Axis[a, 2], Axis[c]]
    reveal_type(hax.union_axes({"a": n}, {"a": 4}))  # R: dict[str, int]
    reveal_type(hax.concat_axes(d, {"d": 4}))  # R: dict[str, int]
    reveal_type(hax.concat_axes(A, text))  # R: tuple[Any, ...]
    reveal_type(hax.concat_axes("a", "b"))  # R: tuple['a', 'b']
    reveal_type(hax.axis_name("a"))  # R: 'a'
    reveal_type(hax.axis_name(("a", B)))  # R: tuple['a', 'b']
    reveal_type(hax.axis_name(text))  # R: str
    reveal_type(hax.axis_name({"a": n}))  # R: tuple['a']
    reveal_type(hax.resolve_axis({"a": n}, "a"))  # R: Axis[a]
    reveal_type(hax.resolve_axis((A, B), {"a": None}))  # R: dict[str, int]
    reveal_type(hax.replace_axis(A, "a", (Axis("c", 4), Axis("d", n))))  # R: tuple[Axis[c, 4], Axis[d]]
    reveal_type(hax.without_axes((A, B), A.resize(4)))  # R: tuple[Axis, ...]  # E: axis-size: size 2 but 4
    reveal_type(hax.without_axes((A, B), A.resize(4), allow_mismatched_sizes=True))  # R: tuple[Axis[b, 3]]
    reveal_type(hax.eliminate_axes(axis_spec=(A, B), to_remove="a"))  # R: tuple[Axis[b, 3]]
    reveal_type(x.resolve_axis(AB))  # R: Axis[a, 2] | Axis[b, 3]
    reveal_type(x.resolve_axis({"a": 2}))  # R: dict[str, int]
    reveal_type(x.resolve_axis(text))  # R: Axis
    reveal_type(x.axis_size("a"))  # R: int
    x.axis_size({"a": 2, "c": 3})  # E: call-overload: No overload variant of "a
    reveal_type(x.has_axis({"a": n, "c": None}))  # R: bool
    reveal_type(x.has_axis(()))  # R: True
    x.has_axis()  # E: call-arg: Missing positional argume
    reveal_type(x.axes[0].name)  # R: 'a'
    reveal_type(x.axes[1].size)  # R: int
    reveal_type(x.sum(()).axes)  # R: tuple[Axis[a], Axis[b]]
    reveal_type(x.sum(None).axes)  # R: tuple[Axis, ...]
    x.sum(A); x.sum(B)
    x.sum(Axis("c", 2))  # E: axis-missing: sum: no axis 'c' in [a, b]
    hax.concat_axes(A)  # E: call-overload: No overload variant of "concat_axes"
    reveal_type(hax.concat_axes(*(A, B)))  # R: tuple[Any, ...]
    reveal_type(x.resolve_axis({}))  # R: dict[str, int]
    reveal_type(x.resolve_axis(["a"]))  # R: tuple[Axis[a]]
    reveal_type(x.resolve_axis({"a": 2} if flag else "a"))  # R: dict[str, int] | Axis[a]
""")
