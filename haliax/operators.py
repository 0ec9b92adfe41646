"""The operators of `NamedArray`, each made of the declaration of an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from haliax.pure.operation import Operation


def of_one(operation: Operation[Any], name: str) -> Callable[[Any], Any]:
    """An operator of one operand. From its first call on it is the function itself: a call less each time."""

    def call(self: Any) -> Any:
        setattr(type(self), name, operation.function)
        return operation.function(self)

    return call


def operator(operation: Operation[Any], *, reflected: bool = False) -> Callable[[Any, Any], Any]:
    """An operator of two operands, which leaves what it does not know to the other one.

    Python calls it on the first operand, or, if it is `reflected`, on the second.
    """

    def call(self: Any, other: Any) -> Any:
        if not isinstance(other, type(self)) and not isinstance(other, _OPERANDS):
            return NotImplemented
        return operation.function(other, self) if reflected else operation.function(self, other)

    return call


_OPERANDS = (bool, int, float, complex, np.ndarray, np.generic, jax.Array)
