"""Results are as exact as what is known allows: a vaguer type would be no error, and is missed by tests of errors."""

from __future__ import annotations

from collections.abc import Callable

OPEN = """
def f(x: NamedArray["a ..."], y: NamedArray["a ..."], z: NamedArray["... b"], w: NamedArray["a"]) -> None:
    reveal_type(x + y)  # R: [a, ...]
    reveal_type(z - z)  # R: [..., b]
    reveal_type(x + w)  # R: [a, ...]
    reveal_type(w + x)  # R: [a, ...]
"""


def test_open_arrays(check: Callable[..., None]) -> None:
    check(OPEN)


VALUES = """
from typing import Final, Literal
class Sub(NamedArray["a b"]): ...
class Alone(NamedArray): ...
Length = Literal[1, 2]
SIZE: Final = 3
PREFIX: Final = "a"
def f(x: NamedArray["a b"], n: int, u: NamedArray, name: str, i: NamedArray["i"], any: Any, flag: bool, sl: slice,
      pair: tuple[Literal["a"], int], either: NamedArray["i"] | int, o: NamedArray["b ..."], obj: object, real: float,
      maybe: NamedArray["a"] | None, ab: Literal["a", "b"], ds: hax.dslice, sub: Sub, alone: Alone, length: Length,
      many: list[NamedArray["a b"]], mixed: list[NamedArray["a b"] | NamedArray["c"]],
      opts: list[NamedArray["a b"] | None], tup: tuple[NamedArray["a b"], NamedArray["a b"]]) -> None:
    reveal_type(x[*("a", 0)])  # R: [...]
    reveal_type(x[pair])  # R: [b]
    reveal_type(x[{"a": 0, "b": n}])  # R: []
    reveal_type(x[{**{"a": 0}}])  # R: [...]
    reveal_type(x[{ab: 0}])  # R: [...]
    reveal_type(x["a", sl])  # R: [a, b]
    reveal_type(x["a", 1:n:2, "b", ::-1])  # R: [a, b]
    reveal_type(x["a", [0, 1]])  # R: [a, b]
    reveal_type(x["a", i])  # R: [i, b]
    reveal_type(x["a", either])  # R: [..., b]
    reveal_type(x["a", ds])  # R: [a, b]
    reveal_type(x[PREFIX, 0])  # R: [b]
    reveal_type(x["a", True])  # R: [...] # E: axis-kind: index: axis 'a' cannot be indexed by bool
    reveal_type(x["a", any])  # R: [..., b]
    reveal_type(x["a", i, "b", i])  # R: [i]
    reveal_type(x[...])  # R: [a, b]
    reveal_type(u["a", 0])  # R: [...]
    reveal_type(o["b", 0])  # R: [...]
    reveal_type(x.at["a", i].get())  # R: [i, b]
    reveal_type(x.at[{"a": i}].set(0.0))  # R: [a, b]
    reveal_type(x.at[pair].get())  # R: [b]
    at = x.at["a", 0]
    reveal_type(at.get())  # R: [...]
    reveal_type(x.at["a", 0].get(mode="fill"))  # R: [b]
    reveal_type(sub.at["a", 0].get())  # R: [b]
    reveal_type(sub["a", 0])  # R: [b]
    reveal_type(sub + 1)  # R: [a, b]
    reveal_type(1 + sub)  # R: [a, b]
    reveal_type(alone.sum("a"))  # R: [...]
    reveal_type(sub.axes)  # R: tuple[Axis[a], Axis[b]]
    reveal_type(hax.sum(sub, "a"))  # R: [b]
    reveal_type(hax.where(x > 0, x, maybe))  # R: [a, b]
    reveal_type(hax.sum(x, "a", where=maybe))  # R: [b]
    reveal_type(hax.clip(x, None, 1.0))  # R: [a, b]
    reveal_type(hax.stack("l", many))  # R: [l, a, b]
    reveal_type(hax.stack("l", mixed))  # R: [...]
    reveal_type(hax.stack("l", opts))  # R: [...]  # E: arg-type: stack: argument
    reveal_type(hax.stack("l", tup))  # R: [l, a, b]
    reveal_type(hax.stack("l", [x, *many]))  # R: [l, ...]
    reveal_type(hax.stack("l", [x, *tup]))  # R: [l, a, b]
    reveal_type(hax.stack("l", [x for _ in range(n)]))  # R: [l, a, b]
    reveal_type(hax.stack("l", (x, x)))  # R: [l, a, b]
    reveal_type(hax.concatenate("a", many if flag else tup))  # R: [a, b]
    reveal_type(x.sum(f"{name}"))  # R: [...]
    reveal_type(x.sum("a" + ""))  # R: [b]
    reveal_type(x.sum(PREFIX))  # R: [b]
    reveal_type(x.sum(["a", name]))  # R: [...]
    reveal_type(x.sum([*["a"], "b"]))  # R: []
    reveal_type(x.sum(ab if flag else None))  # R: [...]
    reveal_type(x + either)  # R: [a, b]
    reveal_type(any + x)  # R: Any
    reveal_type(x + any)  # R: {a, b, ...}
    reveal_type(any.sum("a"))  # R: Any
    reveal_type(hax.take(x, "a", 0))  # R: [b]
    reveal_type(hax.take(x, "a", n))  # R: [b]
    reveal_type(hax.take(x, "a", i))  # R: [i, b]
    reveal_type(x.rename({"a": name}))  # R: [...]
    reveal_type(x.rename({name: "c"}))  # R: [...]
    reveal_type(x.rename({ab: "c"}))  # R: {c, ...}
    reveal_type(hax.zeros({"a": n, name: 2}))  # R: [...]
    reveal_type(hax.zeros({"a": SIZE * 2, "b": length}))  # R: [a, b]
    reveal_type(hax.zeros(("c", x)))  # R: [...]  # E: arg-type: zeros: argument
    reveal_type(hax.rearrange(x, "a b -> (n: a b)", n=name))  # R: [...]
    reveal_type(x.split("a", [Axis("c", n), Axis("d", 2)]))  # R: tuple[[c, b], [d, b]]
    reveal_type(hax.unbind(x, "a"))  # R: list[[b]]
    reveal_type(x.unbind(name))  # R: list[[...]]
    reveal_type(hax.top_k(x, "a", n, new_axis="k"))  # R: tuple[[...], [...]]
    reveal_type(hax.top_k(x, "a", n))  # R: tuple[[...], [...]]
    reveal_type(divmod(either, x))  # R: tuple[[a, b], [a, b]]
    reveal_type(hax.add(obj, x))  # R: {a, b, ...}
    reveal_type(hax.dot(x, real, axis="a"))  # R: [b]
    reveal_type(hax.dot(ab, x, x))  # R: [b] | [a]
    reveal_type(hax.slice(x, {"a": n}, {"a": any}))  # R: [a, b]
    reveal_type(hax.updated_slice(x, {"a": n}, x))  # R: [a, b]
    reveal_type(hax.updated_slice(x, {"a": i}, x))  # R: [a, b]
    reveal_type(hax.equal(x, maybe))  # R: [a, b]
    reveal_type(x.flatten_axes(("a", "b"), Axis(name, 2)))  # R: [...]
    reveal_type(x if flag else None)  # R: [a, b] | None
    reveal_type(not x.has_axis("a"))  # R: bool
    reveal_type(sum([x, x]))  # R: [a, b] | 0
    reveal_type(x.array)  # R: Any
    reveal_type(abs(x))  # R: [a, b]
    reveal_type(x @ x)  # R: Any  # E: axis-kind: `@` does not say which axis to sum over; use haliax.dot 
    reveal_type(x ** 2)  # R: [a, b]
    reveal_type(~(x > 0))  # R: [a, b]
    reveal_type(x.astype(float))  # R: [a, b]
"""


def test_values(check: Callable[..., None]) -> None:
    """What is known of arguments of every kind: indices, containers, names that are put together, Any."""
    check(VALUES)


MANY = """
from typing import Literal
Five = Literal["a", "b", "c", "d", "e"]
Many = Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
def many(x: NamedArray["a b"], five: Five, number: Many, start: tuple[Axis["a"], *tuple[Axis, ...]]) -> None:
    reveal_type(hax.roll(x, 1, (five, five)))  # R: [a, b]
    reveal_type(hax.zeros({"a": number}))  # R: [a]
    reveal_type(hax.zeros(start))  # R: [a, ...]
    reveal_type(x.sum({["a"]: 1}))  # R: [...] # E: dict-item: Dict entry 0
    reveal_type(x.has_axis((five, five)))  # R: bool
"""


def test_too_many_alternatives(check: Callable[..., None]) -> None:
    """Of a part that may be one of many nothing is known, but of the others."""
    check(MANY)
