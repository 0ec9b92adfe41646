"""Products in float8, whose scales follow what was seen in the last steps."""

from __future__ import annotations

from typing import Any

import equinox
import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import DTypeLike

from haliax.quantization.updates import OverwriteWithGradient
from haliax.types import PrecisionLike


class Fp8DotGeneralOp(OverwriteWithGradient):
    """Multiplies in 8 bits, with a scale for each operand that follows what was seen in the last steps.

    Operands are rounded to float8 `e4m3fn`, and the gradient of the product to `e5m2`, which has a wider range. Where
    the device has units for them XLA multiplies in these. Elsewhere values are rounded in the same way and multiplied
    as they are. One op belongs to one product: if two share it, their next scales are added up.

    The formats are those of Micikevicius et al., "FP8 Formats for Deep Learning", arXiv:2209.05433. The scales are
    those of delayed scaling, as in the documentation of NVIDIA's Transformer Engine: `scale = max(history) / largest`,
    where the history has the largest absolute value of each of the last steps and `largest` is that of the format.

    Attributes:
        input_scale: The scale of the first operand.
        output_grad_scale: The scale of the gradient of the product.
        kernel_scale: The scale of the second operand.
        input_amax_history: The largest absolute values of the first operand, the newest one first.
        output_grad_amax_history: Those of the gradient of the product.
        kernel_amax_history: Those of the second operand.
        compute_dtype: The dtype of the product; by default that of the operands.
    """

    input_scale: jax.Array
    output_grad_scale: jax.Array
    kernel_scale: jax.Array
    input_amax_history: jax.Array
    output_grad_amax_history: jax.Array
    kernel_amax_history: jax.Array
    compute_dtype: DTypeLike | None = equinox.field(static=True)

    @classmethod
    def init(cls, amax_history_length: int = 1024, compute_dtype: DTypeLike | None = None) -> Fp8DotGeneralOp:
        """One that has seen nothing yet.

        Args:
            amax_history_length: How many steps are looked back upon.
            compute_dtype: The dtype of the product; by default that of the operands.
        """
        # Each is an array of its own, as a step under jit that donates its model asks for.
        scales = (jnp.ones(1, jnp.float32) for _ in range(3))
        histories = (jnp.zeros(amax_history_length, jnp.float32) for _ in range(3))
        return cls(*scales, *histories, compute_dtype)  # type: ignore[call-arg]  # mypy does not count what is unpacked

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array:
        dtype = jnp.result_type(lhs, rhs) if self.compute_dtype is None else jnp.dtype(self.compute_dtype)
        left = _rounded(lhs.astype(dtype), self.input_scale, self.input_amax_history)
        right = _rounded(rhs.astype(dtype), self.kernel_scale, self.kernel_amax_history)
        product = lax.dot_general(left, right, dimension_numbers, precision, preferred_element_type)
        return _rounded_back(product, self.output_grad_scale, self.output_grad_amax_history)


def _largest(fp8: Any) -> float:
    finfo: Any = jnp.finfo
    return float(finfo(fp8).max)


def _next_scale(fp8: Any, scale: jax.Array, history: jax.Array) -> jax.Array:
    """The scale that brings the largest value of the last steps to the largest one of a format."""
    largest = jnp.max(history)
    known = (largest > 0) & jnp.isfinite(largest)
    return jnp.where(known, largest / _largest(fp8), scale)


def _next_history(x: jax.Array, history: jax.Array) -> jax.Array:
    return jnp.concatenate([jnp.max(jnp.abs(x)).astype(history.dtype).reshape(1), history[:-1]])


def _through(fp8: Any, x: jax.Array, scale: jax.Array) -> jax.Array:
    """Values rounded to those of a format times the scale."""
    largest = _largest(fp8)
    factor = scale.astype(x.dtype).reshape((1,) * x.ndim)
    return jnp.clip(x / factor, -largest, largest).astype(fp8).astype(x.dtype) * factor


@jax.custom_vjp
def _rounded(x: jax.Array, scale: jax.Array, history: jax.Array) -> jax.Array:
    """An operand, rounded. Its gradient goes through; those of the scale and the history are their next values."""
    return _through(jnp.float8_e4m3fn, x, _next_scale(jnp.float8_e4m3fn, scale, history))


def _rounded_forward(x: jax.Array, scale: jax.Array, history: jax.Array) -> tuple[jax.Array, Any]:
    scale = _next_scale(jnp.float8_e4m3fn, scale, history)
    return _through(jnp.float8_e4m3fn, x, scale), (scale, _next_history(x, history))


def _rounded_backward(seen: Any, gradient: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    return gradient, *seen


_rounded.defvjp(_rounded_forward, _rounded_backward)


@jax.custom_vjp
def _rounded_back(x: jax.Array, scale: jax.Array, history: jax.Array) -> jax.Array:
    """A product as it is, of which the gradient is rounded."""
    return x


def _back_forward(x: jax.Array, scale: jax.Array, history: jax.Array) -> tuple[jax.Array, Any]:
    return x, (scale, history)


def _back_backward(kept: Any, gradient: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    scale, history = kept
    scale = _next_scale(jnp.float8_e5m2, scale, history)
    return _through(jnp.float8_e5m2, gradient, scale), scale, _next_history(gradient, history)


_rounded_back.defvjp(_back_forward, _back_backward)
