"""Which argument belongs to which parameter of a rule, however it is passed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from haliax.pure.rules import reductions, updating
from haliax_mypy.safe import DEBUG
from tests.plugin.projects import Project

Check = Callable[..., None]


def test_star_parameters(check: Check) -> None:
    """What came through `*args` and `**kwargs` of the stub goes to the rule's other parameters."""
    check("""
def f(x: NamedArray["a b"], w: NamedArray["b c"], n: int) -> None:
    reveal_type(hax.dot(x, w, axis="b"))  # R: [a, c]
    reveal_type(hax.dot("b", x, w))  # R: [a, c]
    reveal_type(hax.dot(("a", "b"), x, w))  # R: [c]
    reveal_type(hax.dot(None, x, w))  # R: []
    reveal_type(hax.dot(x, w, out_axes=("c", ...), axis="b"))  # R: [c, a]
    reveal_type(hax.dot(x, axis=()))  # R: [a, b]
    reveal_type(x.dot(w, axis="b"))  # R: [a, c]
    reveal_type(x.dot("b", w))  # R: [a, c]
    reveal_type(x.dot("b", w, out_axes=(..., "a")))  # R: [c, a]
    reveal_type(NamedArray.dot(x, "b", w))  # R: [a, c]
    reveal_type(x.dot(2.0, axis="b"))  # R: [a]
    reveal_type(hax.einsum("a b, b c -> c a", x, w))  # R: [c, a]
    reveal_type(hax.einsum("i j, j k -> k i", x, w, precision=None, i="a"))  # R: [c, a]
    reveal_type(hax.einsum("{x} -> x", x, x="a"))  # R: [b, a]
    reveal_type(hax.rearrange(x, "a (r q) -> q a r", q=2))  # R: [q, a, r]
    reveal_type(x.rearrange("a b -> (f: a b)", f="flat"))  # R: [flat]
    reveal_type(x.rearrange(axes=("b", "a")))  # R: [b, a]
    reveal_type(x.rearrange(expression="a b -> b a"))  # R: [b, a]
    reveal_type(NamedArray.rearrange(x, "a b -> b a"))  # R: [b, a]
    reveal_type(hax.slice(x, "a", "c", 1, 2))  # R: [c, b]
    reveal_type(x.slice("a", start=n, new_axis="c"))  # R: [c, b]
    reveal_type(x.slice("a", start=0, length=n))  # R: [a, b]
    reveal_type(x.slice({"a": 0}, {"a": n}))  # R: [a, b]
    reveal_type(x.slice(start={Axis("a", 5): 0}, length={"a": Axis("c", n)}))  # R: [c, b]
    reveal_type(hax.flatten_axes(x, ("a", "b"), "c"))  # R: [c]
    reveal_type(hax.flatten_axes(x, new_axis="c", old_axes=("a", "b")))  # R: [c]
    x.dot("c", x)  # E: axis-missing: dot: no axis 'c' in [a, b]
    hax.dot(x, w, axis="d")  # E: axis-missing: dot: no axis 'd' in [a, b, c]
    hax.slice(x, "a", "b")  # E: axis-duplicate: slice: axis 'b' is already in [a, b]
    hax.flatten_axes(x, ("a", "c"), "d")  # E: axis-missing: flatten_axes: no axis 'c' in [a, b]
""")


def test_receivers(check: Check) -> None:
    """The object that a method is called on comes first, wherever the call finds the method."""
    check("""
class Special(NamedArray["a b"]):
    def total(self, w: NamedArray["b c"]) -> None:
        reveal_type(super().dot("b", w))  # R: [a, c]
        reveal_type(super().rearrange("a b -> b a"))  # R: [b, a]
        reveal_type(self.dot(w, axis="b"))  # R: [a, c]

def f(u: NamedArray["a b"] | NamedArray["b"], w: NamedArray["b c"], s: Special) -> None:
    reveal_type(u.dot("b", w))  # R: [a, c] | [c]
    reveal_type(u.dot("a", w))  # R: [b, c]
    reveal_type(s.slice("a", "d"))  # R: [d, b]
    u.dot("d", w)  # E: axis-missing: dot: no axis 'd' in [a, b, c]
""")


def test_what_no_rule_makes_sense_of(check: Check) -> None:
    """Too few or too many arguments, and such of a wrong kind, are for mypy and the library to refuse."""
    check("""
def f(x: NamedArray["a b"], w: NamedArray["b c"], a: Any, name: str, maybe: NamedArray["a"] | None) -> None:
    hax.dot(x, w)  # E: axis-kind: dot: expected `axis`, the axes to sum over; pass axis=() for an outer product
    hax.dot(x, w, "b")  # E: axis-kind: dot: expected `axis`, the axes to sum over; pass it by name
    hax.dot()  # E: axis-kind: dot: expected `axis`, the axes to sum over
    reveal_type(hax.dot(x, a))  # R: [...]
    reveal_type(hax.dot(a, a))  # R: [...]
    reveal_type(hax.dot(a, x, w))  # R: [...]
    hax.dot("a", x, w, axis="b")  # E: axis-kind: dot: expected a NamedArray, got str; name its axes
    hax.dot("a", "b", x)  # E: axis-kind: dot: expected a NamedArray, got str; name its axes
    reveal_type(hax.dot({"a": "b"}, x))  # R: [...]
    reveal_type(hax.dot(maybe, x, axis="a"))  # R: [b]
    reveal_type(hax.dot(name, x, w))  # R: [...]
    hax.dot(("nowhere", name), x, w)
    x.slice({"a": 0}, 2)  # E: axis-kind: slice: expected lengths as {axis: length, ...}, got 2
    x.slice({"a": 0}, {"b": 2})  # E: axis-kind: slice: a length is given for axis 'b', but no start
    x.slice("a", "b", "c", "d", "e")  # E: axis-kind: slice: too many positional arguments; expected
    x.rearrange()  # E: axis-kind: rearrange: expected one sequence of axes or one expression, got 0
    x.rearrange("b", "a")  # E: axis-kind: rearrange: expected one sequence of axes or one expression, got 2
    x.rearrange(("a", "b"), c=2)  # E: axis-kind: rearrange: unexpected keyword argument 'c'
    reveal_type(hax.flatten_axes(x, "a"))  # R: Any
    hax.where(x, x)  # E: axis-kind: where: expected both x and y, or neither and a new_axis
    hax.where(x)  # E: axis-kind: where: expected both x and y, or neither and a new_axis
    hax.where(x, a, new_axis=Axis("n", 2))
    hax.sum()  # E: call-arg: Missing positional argument "array"
    hax.sum(x, 1)  # E: arg-type: sum: argument
    hax.sum(x, x)  # E: arg-type: sum: argument
    hax.sum(x, ("a", 1))  # E: arg-type: sum: argument
    hax.zeros({Axis("a", 2): 2})  # E: dict-item: Dict entry 0
    hax.stack("c", x)  # E: arg-type: stack: argument
    hax.top_k(x, "a", "b")  # E: arg-type: Argument 3 to "top_k"
""")


def test_spread_arguments(check: Check) -> None:
    """What `*` and `**` spread may belong to several parameters, so nothing can be told."""
    check("""
def f(x: NamedArray["a b"], w: NamedArray["b c"], options: dict[str, Any]) -> None:
    reveal_type(hax.dot(*[x, w], axis="b"))  # R: [...]
    reveal_type(x.rearrange(*("a b -> b a",)))  # R: [...]
    reveal_type(x.rearrange(*("b", "a")))  # R: [...]
    reveal_type(hax.sum(x, **options))  # R: [...]
    reveal_type(x.has_axis(*("a",)))  # R: bool
    x.resolve_axis(*("nowhere",)); x.axis_size(*("nowhere",))
    hax.make_axes(**options)
""")


def test_operands(check: Check) -> None:
    """An operator of the second operand takes it first."""
    check("""
def f(x: NamedArray["a b"], y: NamedArray["b a"], z: NamedArray["c"]) -> None:
    reveal_type(x + y)  # R: [a, b]
    reveal_type(x.__add__(y))  # R: [a, b]
    reveal_type(x.__radd__(y))  # R: [b, a]
    reveal_type(NamedArray.__add__(x, y))  # R: [a, b]
    reveal_type(NamedArray.__radd__(x, y))  # R: [b, a]
    reveal_type(divmod(x, 2)[0])  # R: [a, b]
    reveal_type(x.__divmod__(y))  # R: tuple[[a, b], [a, b]]
    x.__add__(z)  # E: axis-broadcast: add: cannot broadcast [a, b] and [c]
    x < y < z  # E: axis-broadcast: less: cannot broadcast [b, a] and [c]
""")


def fails(*args: object, **kwargs: object) -> object:
    raise AttributeError("a bug")


BUGS = """
def f(x: NamedArray["a"]) -> None:
    reveal_type(x.sum("a"))  # R: [...]
    x.at["a", 0].set(1.0)
"""


@pytest.mark.parametrize("operation", [reductions.sum, updating.at], ids=["sum", "at"])
def test_a_bug_in_a_rule_is_seen(project: Project, monkeypatch: pytest.MonkeyPatch, operation: object) -> None:
    project.write("p.py", BUGS)
    monkeypatch.setattr(operation, "rule", fails)
    with pytest.raises(RuntimeError, match="mypy breaks down"):
        project.run("--no-incremental")


def test_users_see_no_bug(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    for operation in (reductions.sum, updating.at):
        monkeypatch.setattr(operation, "rule", fails)
    monkeypatch.delenv(DEBUG)
    check(BUGS)
