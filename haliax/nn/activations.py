"""Activation functions, element by element. The axes stay."""

from __future__ import annotations

from typing import TypeVar

import jax
from jax.typing import ArrayLike

from haliax.core import NamedArray, wrap
from haliax.ops._arguments import parts_of
from haliax.ops._declare import names_after, unary
from haliax.pure.operation import implements
from haliax.pure.rules import nn as rules

A = TypeVar("A", NamedArray, ArrayLike)

relu = unary(rules.relu, jax.nn.relu, "Rectified linear unit, max(x, 0)")
silu = unary(rules.silu, jax.nn.silu, "Sigmoid-weighted linear unit, x * sigmoid(x)")


@implements(rules.gelu)
def gelu(a: A, approximate: bool = True) -> A:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """
    if isinstance(a, NamedArray):
        values, signature = parts_of(rules.gelu, a)
        return wrap(jax.nn.gelu(values, approximate=approximate), names_after(rules.gelu, (signature,)))
    return jax.nn.gelu(a, approximate=approximate)
