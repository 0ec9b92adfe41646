"""Types of arguments that several modules share."""

from __future__ import annotations

from typing import TypeAlias

import jax
from jax.lax import PrecisionLike as PrecisionLike
from jax.typing import ArrayLike

Scalar: TypeAlias = float | int | jax.Array
"""A number, or an array without dimensions."""

IntScalar: TypeAlias = int | jax.Array
"""An integer, or an integer array without dimensions."""

__all__ = ["ArrayLike", "IntScalar", "PrecisionLike", "Scalar"]
