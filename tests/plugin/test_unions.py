"""Every callback on unions: right or right gives both, right or wrong is silent, wrong or wrong is a mistake.

Arrays and what selects their axes may each be one of two. In the programs here `ab` is `[a, b]` or `[a]`, so that "a"
is there in any case, "b" in one, and "c" in none.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from haliax.errors import AxisError
from haliax.pure import errors
from haliax_mypy.calls.evaluation import CannotTell, Outcome, evaluate
from tests.plugin.projects import Project

Check = Callable[..., None]

HEADER = """
from typing import Literal, TypeVar
from haliax.axis import concat_axes, eliminate_axes, replace_axis, resolve_axis, union_axes
AB = NamedArray["a b"] | NamedArray["a"]
def f(ab: AB, x: NamedArray["a b"], c: NamedArray["c"], cd: NamedArray["c"] | NamedArray["d"],
      n: int, a_or_b: Literal["a", "b"], a_or_c: Literal["a", "c"], c_or_d: Literal["c", "d"]) -> None:
"""


def test_operations(check: Check) -> None:
    check(
        HEADER
        + """
    reveal_type(ab.sum("a"))  # R: [b] | []
    reveal_type(ab.sum("b"))  # R: [a]
    ab.sum("c")  # E: axis-missing: sum: no axis 'c' in [a, b]
    reveal_type(hax.sum(ab, "a"))  # R: [b] | []
    reveal_type(hax.sum(ab, "b"))  # R: [a]
    hax.sum(ab, "c")  # E: axis-missing: sum: no axis 'c' in [a, b]
    reveal_type(x.sum(a_or_b))  # R: [...]
    reveal_type(x.sum(a_or_c))  # R: [b]
    x.sum(c_or_d)  # E: axis-missing: sum: no axis 'c' in [a, b]
    reveal_type(ab.sum(a_or_b))  # R: [...] | []
    reveal_type(hax.roll(x, 1, a_or_b))  # R: [a, b]
    reveal_type(hax.nn.softmax(ab, a_or_b))  # R: [a, b] | [a]
    reveal_type(hax.dot(a_or_c, x, ab))  # R: [b]
    hax.dot(c_or_d, x, ab)  # E: axis-missing: dot: no axis 'c' in [a, b]
"""
    )


def test_operators(check: Check) -> None:
    check(
        HEADER
        + """
    reveal_type(ab + x)  # R: [a, b]
    reveal_type(x + ab)  # R: [a, b]
    c + ab  # E: axis-broadcast: add: cannot broadcast [c] and [a, b]
    ab + c  # E: axis-broadcast: add: cannot broadcast [a, b] and [c]
    reveal_type(cd + c)  # R: [c]
    reveal_type(c + cd)  # R: [c]
    reveal_type(c * cd)  # R: [c]
    reveal_type(c < cd)  # R: [c]
    reveal_type(cd < c)  # R: [c]
    reveal_type(c == cd)  # R: [c]
    reveal_type(cd != c)  # R: [c]
    reveal_type(cd + cd)  # R: [c] | [d]
    reveal_type(1 < cd)  # R: [c] | [d]
    reveal_type(1 - cd)  # R: [c] | [d]
    x < cd  # E: axis-broadcast: less: cannot broadcast [a, b] and [c]
    cd < x  # E: axis-broadcast: less: cannot broadcast [c] and [a, b]
    x == cd  # E: axis-broadcast: equal: cannot broadcast [a, b] and [c]
    0 < x < cd  # E: axis-broadcast: less: cannot broadcast [a, b] and [c]  # E: axis-broadcast: [a, b] and [d]
    c += cd
    x += cd  # E: axis-broadcast: add: cannot broadcast [a, b] and [c]
"""
    )


def test_questions(check: Check) -> None:
    check(
        HEADER
        + """
    reveal_type(ab.has_axis("a"))  # R: True
    reveal_type(ab.has_axis("b"))  # R: bool
    reveal_type(ab.has_axis("c"))  # R: False
    reveal_type(x.has_axis(a_or_b))  # R: True
    reveal_type(x.has_axis(a_or_c))  # R: bool
    reveal_type(x.has_axis(c_or_d))  # R: False
    reveal_type(x.has_axis(("a", "a")))  # R: True
    reveal_type(x.has_axis({"a": None}))  # R: True
    reveal_type(x.has_axis({"a": 2}))  # R: bool
    reveal_type(ab.resolve_axis("a"))  # R: Axis[a]
    reveal_type(ab.resolve_axis("b"))  # R: Axis[b]
    ab.resolve_axis("c")  # E: axis-missing: resolve_axis: no axis 'c' in [a, b]
    reveal_type(x.resolve_axis(a_or_b))  # R: Axis[a] | Axis[b]
    reveal_type(x.resolve_axis(a_or_c))  # R: Axis[a]
    x.resolve_axis(c_or_d)  # E: axis-missing: resolve_axis: no axis 'c' in [a, b]
    reveal_type(ab.axis_size("a"))  # R: int
    reveal_type(ab.axis_size("b"))  # R: int
    ab.axis_size("c")  # E: axis-missing: axis_size: no axis 'c' in [a, b]
    x.axis_size(a_or_b); x.axis_size(a_or_c)
    x.axis_size(c_or_d)  # E: axis-missing: axis_size: no axis 'c' in [a, b]
    reveal_type(ab.axes)  # R: tuple[Axis, ...]
    ab.axes[0]; ab.axes[1]; ab.axes[2]
"""
    )


def test_indices(check: Check) -> None:
    check(
        HEADER
        + """
    reveal_type(ab["a", 0])  # R: [b] | []
    reveal_type(ab["b", n])  # R: [a]
    ab["c", 0]  # E: axis-missing: index: no axis 'c' in [a, b]
    reveal_type(x[a_or_b, 0])  # R: [...]
    reveal_type(x[a_or_c, 0])  # R: [b]
    reveal_type(x[{a_or_c: 0}])  # R: [b]
    x[c_or_d, 0]  # E: axis-missing: index: no axis 'c' in [a, b]
    x[{c_or_d: 0}]  # E: axis-missing: index: no axis 'c' in [a, b]
    reveal_type(x["a", cd])  # R: [..., b]
"""
    )


def test_updates(check: Check) -> None:
    check(
        HEADER
        + """
    reveal_type(ab.at["a", 0].set(1.0))  # R: [a, b] | [a]
    reveal_type(ab.at["b", 0].set(1.0))  # R: [a, b] | [a]
    ab.at["c", 0].set(1.0)  # E: axis-missing: at: no axis 'c' in [a, b]
    reveal_type(ab.at["a", n].get())  # R: [b] | []
    reveal_type(ab.at["b", n].get())  # R: [a]
    ab.at["c", n].get()  # E: axis-missing: at: no axis 'c' in [a, b]
    reveal_type(x.at[a_or_b, 0].get())  # R: [b] | [a]
    reveal_type(x.at[a_or_c, 0].get())  # R: [b]
    reveal_type(x.at[a_or_c, 0].add(1.0))  # R: [a, b]
    x.at[c_or_d, 0].add(1.0)  # E: axis-missing: at: no axis 'c' in [a, b]
    x.at[{c_or_d: 0}].get()  # E: axis-missing: at: no axis 'c' in [a, b]
"""
    )


def test_functions_on_axes(check: Check) -> None:
    check(
        HEADER
        + """
    A, B = hax.make_axes(a=2, b=3)
    E = A if n else B
    F = Axis(c_or_d, 5)
    reveal_type(concat_axes(E, Axis("c", 4)))  # R: tuple[Axis[a, 2], Axis[c, 4]] | tuple[Axis[b, 3], Axis[c, 4]]
    reveal_type(concat_axes(A, E))  # R: tuple[Axis[a, 2], Axis[b, 3]]
    concat_axes((A, B), E)  # E: axis-duplicate: concat_axes: axis 'a' is already in [a=2, b=3]
    reveal_type(resolve_axis((A, B), a_or_b))  # R: Axis[a, 2] | Axis[b, 3]
    reveal_type(resolve_axis((A, B), a_or_c))  # R: Axis[a, 2]
    resolve_axis((A, B), c_or_d)  # E: axis-missing: resolve_axis: no axis 'c' in [a=2, b=3]
    reveal_type(eliminate_axes((A, B), a_or_c))  # R: tuple[Axis[b, 3]]
    eliminate_axes((A, B), F)  # E: axis-missing: eliminate_axes: no axis 'c' in [a=2, b=3]
    reveal_type(replace_axis((A, B), a_or_c, F))  # R: tuple[Axis[c, 5], Axis[b, 3]] | tuple[Axis[d, 5], Axis[b, 3]]
"""
    )


def test_variables_that_stand_for_unions(check: Check) -> None:
    check("""
from typing import TypeVar
T = TypeVar("T", bound=NamedArray["a b"] | NamedArray["a"])
def f(x: T, c: NamedArray["c"]) -> T:
    reveal_type(x.sum("a"))  # R: [b] | []
    reveal_type(x.sum("b"))  # R: [a]
    x.sum("c")  # E: axis-missing: sum: no axis 'c' in [a, b]
    reveal_type(x.has_axis("b"))  # R: bool
    x.resolve_axis("b")
    x.at["b", 0].set(1.0)
    c + x  # E: axis-broadcast: add: cannot broadcast [c] and [a, b]
    return x
""")


def test_passing(check: Check) -> None:
    """All members of a union must have the axes, as with any type."""
    check("""
def g(x: NamedArray["{a ...}"]) -> None: ...
def f(ab: NamedArray["a b"] | NamedArray["a"], ac: NamedArray["a"] | NamedArray["c"],
      cd: NamedArray["c"] | NamedArray["d"]) -> None:
    g(ab)
    g(ac)  # E: axis-missing: g: no axis 'a' in [c]
    g(cd)  # E: axis-missing: g: no axis 'a' in [c]
""")


def test_notes_name_the_operands(project: Project) -> None:
    project.write(
        "notes.py",
        """
def f(y: NamedArray["a"], u: NamedArray["c"] | NamedArray["d"]) -> None:
    y < u
    u < y
    y == u
    u + y
    y + u
""",
    )
    notes = [(m.line - 6, m.text) for m in project.run() if m.kind == "note" and " is [" in m.text]
    first, second = "y is [a], u is [c] or [d]", "u is [c] or [d], y is [a]"
    assert notes == [(1, first), (2, second), (3, first), (4, second), (5, first)]


def _rule(*values: object) -> object:
    """Gives what it is told, if that is no exception."""
    for value in values:
        if isinstance(value, Exception):
            raise value
    return values


def test_evaluation() -> None:
    wrong, worse = AxisError("wrong"), AxisError("worse")
    assert evaluate("op", _rule, (1, 2), (3,)).results == ((1, 3), (2, 3))
    assert evaluate("op", _rule, (1, wrong)) == Outcome(((1,),), (wrong,), ((0,),), ((1,),))
    assert evaluate("op", _rule, (1, wrong)).mistake is None
    assert evaluate("op", _rule, (wrong, worse)).mistake is wrong
    assert str(wrong) == "op: wrong"
    for unknown in (CannotTell(), errors.WrongKind()):
        assert evaluate("op", _rule, (1, wrong, unknown)) == Outcome()
    assert evaluate("op", _rule, tuple(range(5)), tuple(range(4))) == Outcome()  # too many
    assert evaluate("op", _rule, ()) == Outcome()


@pytest.mark.parametrize("bug", [TypeError, AttributeError, KeyError, ValueError])
def test_a_bug_is_not_passed_over(bug: type[Exception]) -> None:
    with pytest.raises(bug):
        evaluate("op", _rule, (1, bug()))


def test_what_looks_like_a_set_of_axes(check: Check) -> None:
    """Or like a join of axes, or of names and sizes, and is none."""
    check("""
from typing import Literal, TypeVarTuple
Rest = TypeVarTuple("Rest")
A = Literal["a"]
AB = Literal["a", "b"]
class Name(str): ...
def f(opens: list[NamedArray["b ..."]], pair: NamedArray[AB, Literal["b", "c"]], size: Literal[2] | int,
      name: Literal["a"] | str, sets: list[NamedArray["{a b}"]], three: NamedArray[AB, AB, AB]) -> None:
    reveal_type(opens[0])  # R: [b, ...]
    reveal_type(sets[0])  # R: {a, b}
    reveal_type(pair.sum("a"))  # R: [...]
    reveal_type(three.sum("a"))  # R: [...]
    reveal_type(Axis("c", size))  # R: Axis[c]
    reveal_type(Axis(name, 2))  # R: Axis[?, 2]
def alias(name: A | Literal["b"], axis: Axis[A, Literal[2]], x: NamedArray["a b"], n: Name, a: A, some: Any) -> None:
    reveal_type(Axis(name, 2))  # R: Axis[a | b, 2]
    reveal_type(Axis(a, 2))  # R: Axis[a, 2]
    reveal_type(axis.name)  # R: 'a'
    reveal_type(x.sum(name))  # R: [...]
    reveal_type(x.sum(axis))  # R: [b]
    reveal_type(hax.dot(n, x, axis="a"))  # R: [...]
    reveal_type(hax.dot(some, x, axis="a"))  # R: {b, ...}
    reveal_type(hax.roll(x, 1, {**{"a": 2}}))  # R: [a, b]
    reveal_type(x.rearrange((..., "a")))  # R: [b, a]
def g(rows: list[NamedArray[*Rest]], x: NamedArray["a", *Rest]) -> None:
    reveal_type(rows[0])  # R: [*Rest]
    x.sum("b")
    x.sum("a") + rows[0]
""")
