# Written by `python -m tools.stubs`. Do not edit.
"""Where values are watched: whether indices are within their axes, and what `named_jit` does with what is found."""

from collections.abc import Callable
from typing import Any

import jax

def can_watch() -> bool:
    """Whether questions can go into the program that is traced: not inside of `shard_map`, as checkify has it."""

def first_where(condition: jax.Array) -> tuple[jax.Array, list[jax.Array]]:
    """The first element where a condition holds: a mask of it, and its position along each dimension.

    Made of reductions alone, which jax carries out however an array is cut into parts.
    """

def watch_index(op: str, name: str, size: int, positions: Any) -> None:
    """Positions must lie within their axis, from the end if they are negative. Asked where values are watched.

    Args:
        op: The operation.
        name: The axis.
        size: Its size.
        positions: An array of integers.

    Raises:
        IndexError: If one lies outside, and is there to be looked at.
    """

def watched(fn: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    """The function with what is found as its first result."""

def tell(found: Any) -> None:
    """Raise what was found, if anything was; under a trace, in the function around.

    Raises:
        FloatingPointError: If an array had values that are no finite numbers.
        IndexError: If an index was outside of its axis.
    """
