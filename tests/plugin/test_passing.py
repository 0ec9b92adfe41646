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
    f(y=a, x=ab)  # E: arg-type: Argument "y" to "f"
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
    f(ac)  # E: arg-type: Argument 1 to "f"
    f(a)  # E: arg-type: Argument 1 to "f"
""")
