# Written by `python -m tools.stubs`. Do not edit.
"""Activation functions, element by element. The axes stay."""

from typing import overload

import jax
from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.core import NamedArray

_Array = TypeVar("_Array", bound=NamedArray)
A = TypeVar("A", bound=NamedArray | ArrayLike)

@overload
def relu(a: _Array) -> _Array:
    """Rectified linear unit, max(x, 0), element by element. The axes stay."""

@overload
def relu(a: ArrayLike) -> jax.Array: ...

@overload
def silu(a: _Array) -> _Array:
    """Sigmoid-weighted linear unit, x * sigmoid(x), element by element. The axes stay."""

@overload
def silu(a: ArrayLike) -> jax.Array: ...

@overload
def gelu(a: _Array, approximate: bool = True) -> _Array:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """

@overload
def gelu(a: ArrayLike, approximate: bool = True) -> jax.Array: ...
