"""Activation functions, element by element. The axes stay."""

from __future__ import annotations

from typing import TypeVar

import jax
from jax.typing import ArrayLike

from haliax.core import NamedArray, wrap
from haliax.ops import _declare
from haliax.ops._plan import fitting

A = TypeVar("A", NamedArray, ArrayLike)

unary = _declare.unary(__name__)

relu = unary("relu", jax.nn.relu, "Rectified linear unit, max(x, 0)")
silu = unary("silu", jax.nn.silu, "Sigmoid-weighted linear unit, x * sigmoid(x)")


def gelu(a: A, approximate: bool = True) -> A:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """
    if isinstance(a, NamedArray):
        return wrap(jax.nn.gelu(fitting("gelu", a).array, approximate=approximate), a.axis_names)
    return jax.nn.gelu(a, approximate=approximate)
