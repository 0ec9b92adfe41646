"""Overloaded functions of users, called with arrays whose axes are not all known."""

from typing import overload

import haliax as hax
from haliax import NamedArray


@overload
def first(x: NamedArray["a b"]) -> NamedArray["a"]: ...
@overload
def first(x: NamedArray["c"]) -> NamedArray["c"]: ...
@overload
def first(x: NamedArray["d e"]) -> NamedArray["d"]: ...
def first(x: NamedArray) -> NamedArray:
    return x.take(x.axes[1], 0) if x.ndim == 2 else x


def called(
    x: NamedArray, s: NamedArray["{c ...}"], row: NamedArray["c ..."], other: NamedArray["d ..."], e: NamedArray["a b"]
) -> None:
    reveal_type(first(x))  # R: [...]
    reveal_type(first(s))  # R: [...]
    reveal_type(first(row))  # R: [c]
    reveal_type(first(other))  # R: [d]
    reveal_type(first(e))  # R: [a]


c = hax.ones({"c": 2})
called(c, c, c, hax.ones({"d": 2, "e": 3}), hax.ones({"a": 2, "b": 3}))
