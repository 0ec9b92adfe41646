"""Arrays passed to functions that ask for axes in any order."""

from __future__ import annotations

from collections.abc import Callable


def test_at_least_these_axes(check: Callable[..., None]) -> None:
    check("""
from dataclasses import dataclass
def f(x: NamedArray["{b ...}"], y: NamedArray["{b c ...}"] | None = None) -> None: ...
class C:
    def method(self, x: NamedArray["{b ...}"]) -> None: ...
    @staticmethod
    def static(x: NamedArray["{b ...}"]) -> None: ...
    @classmethod
    def of_class(cls, x: NamedArray["{b ...}"]) -> None: ...
@dataclass
class D:
    x: NamedArray["{b ...}"]

def use(a: NamedArray["a"], ab: NamedArray["a b"], start: NamedArray["a ..."], u: NamedArray,
        s: NamedArray["{c b ...}"], either: NamedArray["b"] | NamedArray["a"]) -> None:
    f(a)  # E: axis-missing: f: no axis 'b' in [a]
    f(either)  # E: axis-missing: f: no axis 'b' in [a]
    f(ab, ab)  # E: axis-missing: f: no axis 'c' in [a, b]
    f(y=a, x=ab)  # E: arg-type: f: argument
    C().method(a)  # E: axis-missing: method: no axis 'b' in [a]
    C.static(a)  # E: axis-missing: static: no axis 'b' in [a]
    C.of_class(a)  # E: axis-missing: of_class: no axis 'b' in [a]
    D(a)  # E: axis-missing: D: no axis 'b' in [a]
    f(ab); f(start); f(u); f(s, s); f(ab, None); C().method(ab); C.static(ab); C.of_class(ab); D(ab)
""")


def test_exactly_these_axes(check: Callable[..., None]) -> None:
    """Sets are compared by mypy itself."""
    check("""
def f(x: NamedArray["{a b}"]) -> None: ...
def use(ab: NamedArray["a b"], ba: NamedArray["b a"], ac: NamedArray["a c"], a: NamedArray["a"], u: NamedArray) -> None:
    f(ab); f(ba); f(u)
    f(ac)  # E: arg-type: f: argument
    f(a)  # E: arg-type: f: argument
""")


def test_callees(check: Callable[..., None]) -> None:
    """Functions, methods and objects that are called, with optional parameters, by name and with too little."""
    check("""
from typing import Optional, overload
class C:
    def method(self, x: NamedArray["{b ...}"], *rest: NamedArray["{c ...}"]) -> int:
        return 0
    @property
    def plain(self) -> int:
        return 0
    @staticmethod
    def pair(x: NamedArray["{b ...}"], y: NamedArray["{c ...}"]) -> None: ...
    def __call__(self, x: NamedArray["{b ...}"]) -> None: ...
class D(C): ...
class Empty: ...
def optional(n: int, x: Optional[NamedArray["{b ...}"]] = None, *, y: NamedArray["{c d ...}"] | None = None) -> int:
    return n
def either(x: NamedArray["{b ...}"] | NamedArray["{c ...}"]) -> None: ...
def exact(x: NamedArray["{b c}"], y: NamedArray["b ..."]) -> None: ...
def other(x: list[NamedArray["{b ...}"]], y: int | str) -> None: ...
def untyped(x, y):  # type: ignore
    ...
@overload
def over(x: NamedArray["{b ...}"]) -> int: ...
@overload
def over(x: int) -> str: ...
def over(x: object) -> object:
    return x
lam = lambda x: x
def use(a: NamedArray["a"], ab: NamedArray["a b"], abcd: NamedArray["d c b a"], c: C, d: D, any: Any,
        maybe: NamedArray["a"] | None, some: list[NamedArray["a"]]) -> None:
    reveal_type(optional(1, a))  # R: int  # E: axis-missing: optional: no axis 'b' in [a]
    optional(1, maybe)  # E: axis-missing: optional: no axis 'b' in [a]
    optional(1, ab, y=ab)  # E: axis-missing: optional: no axis 'c' in [a, b]
    optional(1, y=abcd, x=abcd)
    optional(y=a, n=2)  # E: arg-type: optional: argument
    optional(1)
    either(a)
    exact(ab, ab)  # E: arg-type: exact: argument # E: arg-type: exact: argument
    other([ab], 1)
    untyped(a, a)  # E: no-untyped-call: Call to untyped function
    over(a)  # E: axis-missing: over: no axis 'b' in [a]
    lam(a)  # E: no-untyped-call: Call to untyped function
    c.method(a)  # E: axis-missing: method: no axis 'b' in [a]
    c.method(ab, ab, a)  # E: axis-missing: method: no axis 'c' in [a, b]  # E: axis-missing: method: no axis 'c' in [a]
    d.method(a)  # E: axis-missing: method: no axis 'b' in [a]
    d(a)  # E: axis-missing: __call__: no axis 'b' in [a]
    c(a)  # E: axis-missing: __call__: no axis 'b' in [a]
    C.method(c, a)  # E: axis-missing: method: no axis 'b' in [a]
    C.pair(a, a)  # E: axis-missing: pair: no axis 'b' in [a]  # E: axis-missing: pair: no axis 'c' in [a]
    d.pair(ab, ab)  # E: axis-missing: pair: no axis 'c' in [a, b]
    optional(1, *some)
    optional(any, any)
    optional(1, 2)  # E: arg-type: optional: argument
    optional()  # E: call-arg: Missing positional argume
    Empty()
    def inner(x: NamedArray["{b ...}"]) -> None: ...
    inner(a)  # E: axis-missing: inner: no axis 'b' in [a]
    later = optional
    later(1, a)  # E: axis-missing: optional: no axis 'b' in [a]
""")
