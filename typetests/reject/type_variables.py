"""A type variable stands for the axes that the caller has. Others, which are known, are not those."""

from __future__ import annotations

from typing import Any, TypeVar

import haliax as hax
from haliax import NamedArray

X = TypeVar("X", bound=NamedArray["{embed ...}"])
N = TypeVar("N", bound=int)


def unknown(x: Any) -> NamedArray:
    found: NamedArray = hax.exp(x)
    return found


def pooled(x: X) -> X:
    return x.sum("embed")  # E(static): pooled: the result is [...]; expected X  [return-value]


def renamed(x: X) -> X:
    y = x.rename({"embed": "mlp"})
    return y  # E(static): renamed: the result is {mlp, ...}; expected X  [return-value]


def exact(x: X, y: NamedArray["embed"]) -> X:
    return y  # E(static): exact: the result is [embed]; expected X  [return-value]


def misfit(x: X, y: NamedArray["{batch mlp}"]) -> X:
    return y  # E(static): misfit: the result is {batch, mlp}; expected X  [return-value]


def number(x: N) -> N:
    return unknown(x)  # E(static): number: the result is [...]; expected N  [return-value]


def none(x: X, y: NamedArray | None) -> X:
    return y  # E(static): none: the result is [...] or None; expected X  [return-value]


def pair(x: X) -> tuple[X, int]:
    return unknown(x), "a"  # E(static): pair: the result is tuple[NamedArray["..."], str]; expected tuple[X, int]  [return-value]


x = hax.ones({"batch": 2, "embed": 3})
mixed = hax.ones({"batch": 2, "mlp": 3})
pooled(x)
renamed(x)
exact(x, x.sum("batch"))
misfit(x, mixed)
number(3)
none(x, None)
pair(x)
