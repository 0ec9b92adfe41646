"""What a call has given is kept by all that it depends on: calls that differ in one thing are told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., None]


def test_what_tells_calls_apart(check: Check) -> None:
    """Each line differs from the one before in one thing, and gives something else."""
    check("""
def f(x: NamedArray["a b"], y: NamedArray["a c"], w: NamedArray["b c"], n: int, i: NamedArray["i"]) -> None:
    reveal_type(x.sum("a"))  # R: [b]
    reveal_type(x.sum("b"))  # R: [a]
    reveal_type(y.sum("a"))  # R: [c]
    reveal_type(x["a", 0])  # R: [b]
    reveal_type(x["a", n])  # R: [b]
    reveal_type(x["a", 0:2])  # R: [a, b]
    reveal_type(x["a", i])  # R: [i, b]
    reveal_type(x["b", i])  # R: [a, i]
    reveal_type(x["a", 0, "b", 1])  # R: []
    reveal_type(x["a", 0, "b", i])  # R: [i]
    reveal_type(x[{"a": 0}])  # R: [b]
    reveal_type(x[{"b": 0}])  # R: [a]
    reveal_type(x.rename({"a": "c"}))  # R: [c, b]
    reveal_type(x.rename({"a": "d"}))  # R: [d, b]
    reveal_type(x.sum(("a", "b")))  # R: []
    reveal_type(x.sum(("a",)))  # R: [b]
    reveal_type(x.rearrange("a b -> b a"))  # R: [b, a]
    reveal_type(x.rearrange("a b -> a b"))  # R: [a, b]
    reveal_type(x.rearrange("(p q) b -> p q b", p=2))  # R: [p, q, b]
    reveal_type(x.rearrange("(p q) b -> q p b", q=2))  # R: [q, p, b]
    reveal_type(hax.dot(x, w, axis="b"))  # R: [a, c]
    reveal_type(hax.dot(w, x, axis="b"))  # R: [c, a]
    reveal_type(x - i.sum("i"))  # R: [a, b]
    reveal_type(i.sum("i") - x)  # R: [a, b]
    reveal_type(hax.take(x, "a", i))  # R: [i, b]
    reveal_type(hax.take(x, "a", n))  # R: [b]
    reveal_type(hax.split(x, "a", [Axis("p", 1), Axis("q", 1)]))  # R: tuple[[p, b], [q, b]]
""")


@pytest.mark.parametrize("times", [1, 3])
def test_a_mistake_is_told_wherever_it_is_made(check: Check, times: int) -> None:
    check(
        """
def f(x: NamedArray["a b"]) -> None:
    x.sum("a")
"""
        + "    x.sum(\"c\")  # E: axis-missing: sum: no axis 'c' in [a, b]\n" * times
        + "    x.sum('a')\n"
    )


def test_what_a_variable_was_given_last_counts(check: Check) -> None:
    check("""
def f(x: NamedArray["a b"], flag: bool) -> None:
    y = x
    reveal_type(y.sum("a"))  # R: [b]
    y = x.sum("b")
    reveal_type(y.sum("a"))  # R: []
    for _ in range(3):
        y = x.rename({"a": "c"})
        reveal_type(y.sum("b"))  # R: [c]
    z = x if flag else x.sum("b")
    reveal_type(z.sum("a"))  # R: [b] | []
""")


def test_a_method_of_another_class_is_another_call(check: Check) -> None:
    check("""
class Special(NamedArray["a b"]):
    def sum(self, first: str, axis: str = "a") -> NamedArray["b"]:  # type: ignore[override]
        return super().sum(axis)

def f(x: NamedArray["a b"], s: Special) -> None:
    reveal_type(x.sum("b"))  # R: [a]
    reveal_type(s.sum("b"))  # R: [b]
    reveal_type(NamedArray.sum(x, "b"))  # R: [a]
""")
