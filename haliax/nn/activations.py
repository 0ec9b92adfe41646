"""Activation functions, element by element. The axes stay; `glu` alone halves one.

They are those of `jax.nn`. Where the result is no integer, integers are taken as floats. A plain array gives one back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, wrap
from haliax.nn._numbers import floats
from haliax.ops._arguments import parts_of
from haliax.ops._declare import applied, names_after, unary
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops.scans import along
from haliax.pure.operation import Operation
from haliax.pure.rules import nn as rules

A = TypeVar("A", NamedArray, ArrayLike)


def _compiled(operation: Operation[Any], compute: Callable[..., Any]) -> Kernel:
    """`compute`, compiled where nothing is traced. jax takes long to call a function that has a gradient of its own."""
    return kernel(operation.told, compute)


def _of_floats(compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute` of integers and booleans too, some of which jax refuses."""

    def of_floats(a: ArrayLike) -> jax.Array:
        return compute(floats(a))  # type: ignore[no-any-return]  # jax's kernels of one array return arrays

    return of_floats


celu = unary(rules.celu, jax.nn.celu, "Continuously differentiable exponential linear unit, x or exp(x) - 1")
elu = unary(rules.elu, jax.nn.elu, "Exponential linear unit, x where that is positive and exp(x) - 1 elsewhere")
hard_sigmoid = unary(rules.hard_sigmoid, jax.nn.hard_sigmoid, "Sigmoid made of straight lines, relu6(x + 3) / 6")
hard_silu = unary(rules.hard_silu, jax.nn.hard_silu, "SiLU made of straight lines, x * hard_sigmoid(x)")
hard_swish = unary(rules.hard_swish, jax.nn.hard_swish, "SiLU made of straight lines, x * hard_sigmoid(x)")
hard_tanh = unary(rules.hard_tanh, _of_floats(jax.nn.hard_tanh), "Tanh made of straight lines, x between -1 and 1")
leaky_relu = unary(rules.leaky_relu, jax.nn.leaky_relu, "Rectified linear unit that leaks, max(x, 0.01 x)")
log_sigmoid = unary(rules.log_sigmoid, _of_floats(jax.nn.log_sigmoid), "Logarithm of the sigmoid")
relu = unary(rules.relu, _compiled(rules.relu, jax.nn.relu), "Rectified linear unit, max(x, 0)")
relu6 = unary(rules.relu6, _compiled(rules.relu6, jax.nn.relu6), "Rectified linear unit up to 6, min(max(x, 0), 6)")
selu = unary(rules.selu, jax.nn.selu, "Scaled exponential linear unit, 1.0507 x or 1.7581 (exp(x) - 1)")
sigmoid = unary(rules.sigmoid, _of_floats(jax.nn.sigmoid), "Sigmoid, 1 / (1 + exp(-x))")
silu = unary(rules.silu, _of_floats(jax.nn.silu), "Sigmoid-weighted linear unit, x * sigmoid(x)")
soft_sign = unary(rules.soft_sign, jax.nn.soft_sign, "x / (1 + abs(x))")
softplus = unary(rules.softplus, jax.nn.softplus, "log(1 + exp(x))")
swish = unary(rules.swish, _of_floats(jax.nn.swish), "Sigmoid-weighted linear unit, x * sigmoid(x)")


def _of_each(operation: Operation[Any], compute: Callable[..., Any], x: Any) -> Any:
    """The kernel on the elements of an array with names, or of any other."""
    if isinstance(x, NamedArray):
        values, signature = parts_of(operation, x)
        return wrap(compute(values), names_after(operation, (signature,)))
    return compute(x)


_GELU = _compiled(rules.gelu, partial(jax.nn.gelu, approximate=True))
_GELU_BY_ERF = _compiled(rules.gelu, partial(jax.nn.gelu, approximate=False))


@implements(rules.gelu)
def gelu(a: A, approximate: bool = True) -> A:
    """Gaussian error linear unit, x * Phi(x), element by element. The axes stay.

    Args:
        a: The values.
        approximate: Whether to use the tanh approximation of Hendrycks and Gimpel (2016) in the place of erf.
    """
    return _of_each(rules.gelu, _GELU if approximate else _GELU_BY_ERF, a)  # type: ignore[no-any-return]  # of either kind


@implements(rules.quick_gelu)
def quick_gelu(x: A) -> A:
    """GELU approximated by a sigmoid, x * sigmoid(1.702 x), element by element. The axes stay."""
    return _of_each(rules.quick_gelu, _quick_gelu, x)  # type: ignore[no-any-return]  # of either kind


def _quick_gelu(x: Any) -> jax.Array:
    x = floats(x)
    return x * jax.nn.sigmoid(1.702 * x)  # type: ignore[no-any-return]  # arrays multiply to arrays


@implements(rules.relu_squared)
def relu_squared(x: A) -> A:
    """The square of the rectified linear unit, max(x, 0) ** 2, element by element. The axes stay."""
    return _of_each(rules.relu_squared, _RELU_SQUARED, x)  # type: ignore[no-any-return]  # of either kind


def _relu_squared(x: Any) -> jax.Array:
    return jnp.square(jax.nn.relu(x))


_RELU_SQUARED = _compiled(rules.relu_squared, _relu_squared)


@implements(rules.glu, is_placed=True)
def glu(x: NamedArray, axis: AxisSelector) -> NamedArray:
    """Gated linear unit: the first half along an axis, times the sigmoid of the second. The axis is half as long.

    Axes: `[batch, mlp=10], axis=mlp -> [batch, mlp=5]`

    Args:
        x: The values, and along the same axis the gates.
        axis: The axis, of an even size.

    Raises:
        AxisError: If the axis is not there, is there with another size, or its size is odd.
    """
    return applied(rules.glu, along, x, _gated, axis)


def _gated(place: int, x: Any) -> jax.Array:
    return jax.nn.glu(floats(x), axis=place)
