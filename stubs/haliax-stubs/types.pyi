# Written by `python -m tools.stubs`. Do not edit.
"""Types of arguments that several modules share."""

from typing import TypeAlias

import jax
from jax.lax import PrecisionLike as PrecisionLike
from jax.typing import ArrayLike as ArrayLike

Scalar: TypeAlias = float | int | jax.Array
"""A number, or an array without dimensions."""

IntScalar: TypeAlias = int | jax.Array
"""An integer, or an integer array without dimensions."""

GatherScatterMode: TypeAlias = str | jax.lax.GatherScatterMode | None
"""What happens with positions outside an array: "fill", "drop", "clip", "wrap" or "promise_in_bounds"."""

__all__ = [
    "ArrayLike",
    "GatherScatterMode",
    "IntScalar",
    "PrecisionLike",
    "Scalar",
]
