"""Masks that are hidden nowhere wholly: shares of what is seen, and of nothing where nothing is seen."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.core import NamedArray
from haliax.nn._numbers import lowest
from haliax.ops._arguments import parts_of
from haliax.pure.operation import Operation


def booleans(operation: Operation[Any], name: str, mask: Any) -> NamedArray:
    """The mask, which must be an array of booleans.

    Raises:
        TypeError: If it is not.
    """
    values, _ = parts_of(operation, mask)
    if values.dtype != jnp.bool_:
        raise TypeError(
            f"{operation.told}: expected booleans as `{name}`, true where a query sees a key, got {values.dtype}; "
            "numbers that are added to the scores are a bias"
        )
    return mask  # type: ignore[no-any-return]  # parts_of refuses what is none


def shares(over: tuple[int, ...], scores: Any, bias: Any, mask: Any) -> jax.Array:
    """The softmax of scores over some dimensions. Where nothing is seen all is 0, and so is the gradient."""
    if bias is None and mask is None:
        return jax.nn.softmax(scores, over)
    if bias is not None:
        scores = scores + bias
    if mask is not None:
        scores = jnp.where(mask, scores, -jnp.inf)
    top = lax.stop_gradient(jnp.max(scores, over, keepdims=True, initial=lowest(scores.dtype)))
    parts = jnp.exp(scores - top)
    # 1 at least, since the largest part is 1; or 0, where nothing is seen.
    return parts / jnp.maximum(jnp.sum(parts, over, keepdims=True), 0.5)
