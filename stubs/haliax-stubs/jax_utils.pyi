# Written by `python -m tools.stubs`. Do not edit.
"""Helpers for jax itself, under the name that they had in haliax 1.x."""

from collections.abc import Callable, Sequence
from typing import Any

import jax

from haliax.tree_util import tree_checkpoint_name as tree_checkpoint_name

def is_jax_array_like(x: Any) -> bool:
    """Whether this has a shape and a dtype, as arrays of jax and numpy do. A NamedArray is none."""

def is_scalarish(x: Any) -> bool:
    """Whether this is a number, or an array of any kind without dimensions."""

def ensure_scalar(x: Any, *, name: str = "value") -> Any:
    """The number, or the value of an array without dimensions or axes.

    Raises:
        ValueError: If it has dimensions or axes.
    """

def maybe_rng_split(key: jax.Array | None, num: int = 2) -> Any:
    """`jax.random.split`, and as many times None where there is no key."""

def shaped_rng_split(key: jax.Array, split_shape: int | Sequence[int] = 2) -> jax.Array:
    """Keys made of one, in an array of this shape."""

def named_call(f: Any = None, name: str | None = None) -> Any:
    """The function, whose operations bear its name in programs and profiles. Without a function, a decorator.

    Args:
        f: The function.
        name: Another name; that of the class is used for `__call__`.
    """

def filter_checkpoint(
    fun: Callable[..., Any],
    *,
    prevent_cse: bool = True,
    policy: Callable[..., bool] | None = None,
) -> Callable[..., Any]:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""
