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
