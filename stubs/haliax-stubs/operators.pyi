# Written by `python -m tools.stubs`. Do not edit.
"""The operators of `NamedArray`, each made of the declaration of an operation."""

from collections.abc import Callable
from typing import Any

from haliax.pure.operation import Operation

def of_one(operation: Operation[Any], name: str) -> Callable[[Any], Any]:
    """An operator of one operand. From its first call on it is the function itself: a call less each time."""

def operator(operation: Operation[Any], *, reflected: bool = False) -> Callable[[Any, Any], Any]:
    """An operator of two operands, which leaves what it does not know to the other one.

    Python calls it on the first operand, or, if it is `reflected`, on the second.
    """
