# Written by `python -m tools.stubs`. Do not edit.
"""Activation functions, element by element. The axes stay."""

from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.core import NamedArray

A = TypeVar("A", bound=NamedArray | ArrayLike)

def relu(a: A) -> A:
    """Rectified linear unit, max(x, 0), element by element. The axes stay."""

def silu(a: A) -> A:
    """Sigmoid-weighted linear unit, x * sigmoid(x), element by element. The axes stay."""

def gelu(a: A, approximate: bool = True) -> A:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """
