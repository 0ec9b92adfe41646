# Written by `python -m tools.stubs`. Do not edit.
"""Masks that are hidden nowhere wholly: shares of what is seen, and of nothing where nothing is seen."""

from typing import Any

import jax

from haliax.core import NamedArray
from haliax.pure.operation import Operation

def booleans(operation: Operation[Any], name: str, mask: Any) -> NamedArray:
    """The mask, which must be an array of booleans.

    Raises:
        TypeError: If it is not.
    """

def shares(over: tuple[int, ...], scores: Any, bias: Any, mask: Any) -> jax.Array:
    """The softmax of scores over some dimensions. Where nothing is seen all is 0, and so is the gradient."""
