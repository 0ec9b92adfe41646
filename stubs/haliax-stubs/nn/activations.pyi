# Written by `python -m tools.stubs`. Do not edit.
"""Activation functions, element by element. The axes stay; `glu` alone halves one.

They are those of `jax.nn`. Where the result is no integer, integers are taken as floats. A plain array gives one back.
"""

from typing import overload

import jax
from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.axis import AxisSelector
from haliax.core import NamedArray

_Array = TypeVar("_Array", bound=NamedArray)
A = TypeVar("A", bound=NamedArray | ArrayLike)

@overload
def celu(a: _Array) -> _Array:
    """Continuously differentiable exponential linear unit, x or exp(x) - 1, element by element. The axes stay."""

@overload
def celu(a: ArrayLike) -> jax.Array: ...

@overload
def elu(a: _Array) -> _Array:
    """Exponential linear unit, x where that is positive and exp(x) - 1 elsewhere, element by element. The axes stay."""

@overload
def elu(a: ArrayLike) -> jax.Array: ...

@overload
def hard_sigmoid(a: _Array) -> _Array:
    """Sigmoid made of straight lines, relu6(x + 3) / 6, element by element. The axes stay."""

@overload
def hard_sigmoid(a: ArrayLike) -> jax.Array: ...

@overload
def hard_silu(a: _Array) -> _Array:
    """SiLU made of straight lines, x * hard_sigmoid(x), element by element. The axes stay."""

@overload
def hard_silu(a: ArrayLike) -> jax.Array: ...

@overload
def hard_swish(a: _Array) -> _Array:
    """SiLU made of straight lines, x * hard_sigmoid(x), element by element. The axes stay."""

@overload
def hard_swish(a: ArrayLike) -> jax.Array: ...

@overload
def hard_tanh(a: _Array) -> _Array:
    """Tanh made of straight lines, x between -1 and 1, element by element. The axes stay."""

@overload
def hard_tanh(a: ArrayLike) -> jax.Array: ...

@overload
def leaky_relu(a: _Array) -> _Array:
    """Rectified linear unit that leaks, max(x, 0.01 x), element by element. The axes stay."""

@overload
def leaky_relu(a: ArrayLike) -> jax.Array: ...

@overload
def log_sigmoid(a: _Array) -> _Array:
    """Logarithm of the sigmoid, element by element. The axes stay."""

@overload
def log_sigmoid(a: ArrayLike) -> jax.Array: ...

@overload
def relu(a: _Array) -> _Array:
    """Rectified linear unit, max(x, 0), element by element. The axes stay."""

@overload
def relu(a: ArrayLike) -> jax.Array: ...

@overload
def relu6(a: _Array) -> _Array:
    """Rectified linear unit up to 6, min(max(x, 0), 6), element by element. The axes stay."""

@overload
def relu6(a: ArrayLike) -> jax.Array: ...

@overload
def selu(a: _Array) -> _Array:
    """Scaled exponential linear unit, 1.0507 x or 1.7581 (exp(x) - 1), element by element. The axes stay."""

@overload
def selu(a: ArrayLike) -> jax.Array: ...

@overload
def sigmoid(a: _Array) -> _Array:
    """Sigmoid, 1 / (1 + exp(-x)), element by element. The axes stay."""

@overload
def sigmoid(a: ArrayLike) -> jax.Array: ...

@overload
def silu(a: _Array) -> _Array:
    """Sigmoid-weighted linear unit, x * sigmoid(x), element by element. The axes stay."""

@overload
def silu(a: ArrayLike) -> jax.Array: ...

@overload
def soft_sign(a: _Array) -> _Array:
    """x / (1 + abs(x)), element by element. The axes stay."""

@overload
def soft_sign(a: ArrayLike) -> jax.Array: ...

@overload
def softplus(a: _Array) -> _Array:
    """log(1 + exp(x)), element by element. The axes stay."""

@overload
def softplus(a: ArrayLike) -> jax.Array: ...

@overload
def swish(a: _Array) -> _Array:
    """Sigmoid-weighted linear unit, x * sigmoid(x), element by element. The axes stay."""

@overload
def swish(a: ArrayLike) -> jax.Array: ...

@overload
def gelu(a: _Array, approximate: bool = True) -> _Array:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """

@overload
def gelu(a: ArrayLike, approximate: bool = True) -> jax.Array: ...

@overload
def quick_gelu(x: _Array) -> _Array:
    """GELU approximated by a sigmoid, x * sigmoid(1.702 x), element by element. The axes stay."""

@overload
def quick_gelu(x: ArrayLike) -> jax.Array: ...

@overload
def relu_squared(x: _Array) -> _Array:
    """The square of the rectified linear unit, max(x, 0) ** 2, element by element. The axes stay."""

@overload
def relu_squared(x: ArrayLike) -> jax.Array: ...

def glu(x: NamedArray, axis: AxisSelector) -> NamedArray:
    """Gated linear unit: the first half along an axis, times the sigmoid of the second. The axis is half as long.

    Axes: `[batch, mlp=10], axis=mlp -> [batch, mlp=5]`

    Args:
        x: The values, and along the same axis the gates.
        axis: The axis, of an even size.

    Raises:
        AxisError: If the axis is not there, is there with another size, or its size is odd.
    """
