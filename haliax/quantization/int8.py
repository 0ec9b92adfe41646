"""Products in integers of 8 bits, scaled by what is multiplied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import prod
from typing import Any, NamedTuple

import equinox
import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import DTypeLike

from haliax.types import PrecisionLike

_LARGEST = 127
"""The largest of the integers. -128 is not used, so that they are symmetric."""

_LONGEST = (2**31 - 1) // _LARGEST**2
"""Of how many products the sum fits into 32 bits, whatever they are."""

Numbers = tuple[tuple[tuple[int, ...], tuple[int, ...]], tuple[tuple[int, ...], tuple[int, ...]]]
"""The dimensions of a product as `jax.lax.dot_general` takes them."""


@dataclass(frozen=True)
class Int8Config:
    """Which operands are rounded. Where one is not, values are multiplied as they are, the other one being rounded.

    Attributes:
        lhs: Whether the first operand is: the argument of a linear layer.
        rhs: Whether the second operand is: its weight.
    """

    lhs: bool = True
    rhs: bool = True


class Int8DotGeneralOp(equinox.Module):
    """Multiplies in integers of 8 bits, with a scale for each row of an operand.

    A row is what is summed over. Its scale brings its largest absolute value to 127, so that nothing is cut off. Sums
    are of 32 bits. There is no state: scales are those of the values that are multiplied. The gradient goes through the
    rounding as if there were none: it is that of the product of the rounded operands, which are kept in 8 bits. What
    is no floating-point number is multiplied as it is.

    Attributes:
        cfg: Which operands are rounded.
    """

    cfg: Int8Config = equinox.field(static=True)

    @classmethod
    def init(cls) -> Int8DotGeneralOp:
        """One that rounds both operands."""
        return cls(Int8Config())

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array:
        dtype: Any = jnp.result_type(lhs, rhs) if preferred_element_type is None else jnp.dtype(preferred_element_type)
        (left, right), (left_batch, right_batch) = dimension_numbers
        numbers = (tuple(left), tuple(right)), (tuple(left_batch), tuple(right_batch))
        form = _Form(numbers, precision, dtype, lhs.dtype, rhs.dtype, self.cfg)
        if not all(jnp.issubdtype(x.dtype, jnp.floating) for x in (lhs, rhs)):
            return form.plain(lhs, rhs)
        return _product(lhs, rhs, form)

    def to_state_dict(self, prefix: str | None = None) -> dict[str, Any]:
        """Nothing: there is no state to save."""
        return {}


class _Form(NamedTuple):
    """What a product is, apart from the values."""

    numbers: Numbers
    precision: PrecisionLike
    dtype: Any
    left: Any
    right: Any
    cfg: Int8Config

    def plain(self, lhs: jax.Array, rhs: jax.Array) -> jax.Array:
        """The product of values as they are."""
        product: jax.Array = lax.dot_general(lhs, rhs, self.numbers, self.precision, self.dtype)
        return product


@partial(jax.custom_vjp, nondiff_argnums=(2,))
def _product(lhs: jax.Array, rhs: jax.Array, form: _Form) -> jax.Array:
    return _forward(lhs, rhs, form)[0]


def _forward(lhs: jax.Array, rhs: jax.Array, form: _Form) -> tuple[jax.Array, Any]:
    (left, right), _ = form.numbers
    first = _rounded(lhs, left) if form.cfg.lhs else _Operand(lhs, None)
    second = _rounded(rhs, right) if form.cfg.rhs else _Operand(rhs, None)
    length = prod(lhs.shape[dimension] for dimension in left)
    if first.scale is None or second.scale is None or length > _LONGEST:
        return form.plain(first.of(form.left), second.of(form.right)), (first, second)
    total = lax.dot_general(first.values, second.values, form.numbers, preferred_element_type=jnp.int32)
    scales = _over(first.scale, second.scale, form.numbers)
    return (total.astype(jnp.float32) * scales).astype(form.dtype), (first, second)


def _backward(form: _Form, kept: Any, gradient: jax.Array) -> tuple[jax.Array, jax.Array]:
    first, second = kept
    _, back = jax.vjp(form.plain, first.of(form.left), second.of(form.right))
    return back(gradient)  # type: ignore[no-any-return]  # jax says no more


_product.defvjp(_forward, _backward)


class _Operand(NamedTuple):
    """An operand: integers and what they are multiplied by, or the values as they are."""

    values: jax.Array
    scale: jax.Array | None

    def of(self, dtype: Any) -> jax.Array:
        """Its values, rounded if they are."""
        if self.scale is None:
            return self.values
        return (self.values.astype(jnp.float32) * self.scale).astype(dtype)


def _rounded(x: jax.Array, summed: tuple[int, ...]) -> _Operand:
    """An operand in integers. The dimensions of its scale that are summed over have size 1."""
    wide = x.astype(jnp.float32)
    largest = jnp.max(jnp.abs(wide), axis=summed, keepdims=True, initial=0)
    scale = jnp.where(largest == 0, 1, largest / _LARGEST)
    return _Operand(jnp.clip(jnp.round(wide / scale), -_LARGEST, _LARGEST).astype(jnp.int8), scale)


def _over(left: jax.Array, right: jax.Array, numbers: Numbers) -> jax.Array:
    """The scale of each element of a product, whose dimensions are those of batches, of the first operand, the second.

    Two multiplications, and no product of matrices, so that the compiler makes them a part of what comes before.
    """
    (left_summed, right_summed), (left_batch, right_batch) = numbers
    left_free = left.ndim - len(left_summed) - len(left_batch)
    right_free = right.ndim - len(right_summed) - len(right_batch)
    first = _spread(left, left_summed, left_batch, before=0, after=right_free)
    return first * _spread(right, right_summed, right_batch, before=left_free, after=0)


def _spread(scale: jax.Array, summed: tuple[int, ...], batch: tuple[int, ...], *, before: int, after: int) -> jax.Array:
    """Scales with the dimensions of the product: of size 1 before and after those of their own operand."""
    free = [d for d in range(scale.ndim) if d not in (*summed, *batch)]
    batches, sizes = [scale.shape[d] for d in batch], [scale.shape[d] for d in free]
    turned = jnp.transpose(scale, (*batch, *free, *summed))
    return turned.reshape((*batches, *[1] * before, *sizes, *[1] * after))
