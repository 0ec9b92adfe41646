# Written by `python -m tools.stubs`. Do not edit.
"""Types of arguments that several modules share."""

from typing import Protocol, TypeAlias

import jax
from jax.lax import PrecisionLike as PrecisionLike
from jax.typing import ArrayLike as ArrayLike

from haliax.axis import Axis as Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray

Scalar: TypeAlias = float | int | jax.Array
"""A number, or an array without dimensions."""

IntScalar: TypeAlias = int | jax.Array
"""An integer, or an integer array without dimensions."""

GatherScatterMode: TypeAlias = str | jax.lax.GatherScatterMode | None
"""What happens with positions outside an array: "fill", "drop", "clip", "wrap" or "promise_in_bounds"."""

class ReductionFunction(Protocol):
    """A function that takes axes away, such as `haliax.sum` and `haliax.mean`."""

    def __call__(
        self,
        array: NamedArray,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
    ) -> NamedArray: ...

class SimpleReductionFunction(Protocol):
    """A function that takes one axis away, or all, such as `haliax.argmax`."""

    def __call__(self, array: NamedArray, axis: AxisSelector | None) -> NamedArray: ...

__all__ = [
    "ArrayLike",
    "GatherScatterMode",
    "IntScalar",
    "PrecisionLike",
    "ReductionFunction",
    "Scalar",
    "SimpleReductionFunction",
]
