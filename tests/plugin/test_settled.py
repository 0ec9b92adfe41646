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


def test_how_an_argument_is_passed_tells_calls_apart(check: Check) -> None:
    check("""
def f(x: NamedArray["a b"], y: NamedArray["b c"], names: tuple[str, ...]) -> None:
    reveal_type(x.sum(axis="a"))  # R: [b]
    reveal_type(x.sum("a"))  # R: [b]
    reveal_type(hax.dot(x, y, axis="b"))  # R: [a, c]
    reveal_type(hax.dot(x, y, axis=None))  # R: []
    reveal_type(hax.where(x > 0, x, 0.0))  # R: [a, b]
    reveal_type(hax.where(x > 0, 0.0, x))  # R: [a, b]
    reveal_type(hax.stack("s", [x, x]))  # R: [s, a, b]
    reveal_type(x.sum(names))  # R: [...]
    reveal_type(x.rearrange("a b -> b a"))  # R: [b, a]
    reveal_type(2 - x)  # R: [a, b]
    reveal_type(x - 2)  # R: [a, b]
    reveal_type(x.sum("b") < x)  # R: [a, b]
    reveal_type(x < x.sum("b"))  # R: [a, b]
""")


def test_what_a_closure_reads_is_not_settled_by_what_stands_before(check: Check) -> None:
    check("""
def f(x: NamedArray["a b"]) -> None:
    y = x
    reveal_type(y.sum("a"))  # R: [b]
    def inner() -> None:
        reveal_type(y.sum("a"))  # R: [...]
    y = x.rename({"a": "c"})
    inner()
""")


def test_an_operand_that_keeps_an_array_is_one_only_beside_an_array(check: Check) -> None:
    """`rsqrt` of an array is an array, of a number a number; of what nobody knows it may be either."""
    check("""
def f(x: NamedArray["a b"], n: Any) -> None:
    reveal_type(x * hax.rsqrt(hax.mean(x, "a") + 1e-5))  # R: [a, b]
    hidden = hax.nn.relu(x.sum("b"))
    reveal_type(x * hidden)  # R: [a, b]
    reveal_type(x.sum("a") * hidden)  # E: axis-broadcast: multiply: cannot broadcast [b] and [a] # R: Any
    reveal_type(x * hax.rsqrt(n))  # R: {a, b, ...}
    other = hax.nn.relu(n)
    reveal_type(x * other)  # R: {a, b, ...}
""")


def test_what_is_gone_through_and_holds_no_array(check: Check) -> None:
    check("""
def f(x: NamedArray["a b"], sizes: dict[str, int], arrays: dict[str, NamedArray["a b"]]) -> None:
    for name, size in sizes.items():
        reveal_type(size)  # R: int
    for array in arrays.values():
        reveal_type(array.sum("a"))  # R: [b]
    total = {key: value.sum("b") for key, value in arrays.items()}
    reveal_type(total["one"])  # R: [a]
    either = {"one": x, "two": x.sum("a")}
    for value in either.values():
        reveal_type(value)  # R: [...]
""")
