"""Helpers for jax itself, under the name that they had in haliax 1.x."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np

from haliax.core import NamedArray
from haliax.transforms._leaves import is_array
from haliax.transforms.checkpoint import checkpointed
from haliax.tree_util import tree_checkpoint_name as tree_checkpoint_name


def is_jax_array_like(x: Any) -> bool:
    """Whether this has a shape and a dtype, as arrays of jax and numpy do. A NamedArray is none."""
    return not isinstance(x, NamedArray) and hasattr(x, "shape") and hasattr(x, "dtype")


def is_scalarish(x: Any) -> bool:
    """Whether this is a number, or an array of any kind without dimensions."""
    if isinstance(x, NamedArray):
        return x.ndim == 0
    return isinstance(x, int | float | complex) or (is_array(x) and np.ndim(x) == 0)


def ensure_scalar(x: Any, *, name: str = "value") -> Any:
    """The number, or the value of an array without dimensions or axes.

    Raises:
        ValueError: If it has dimensions or axes.
    """
    if not is_scalarish(x):
        raise ValueError(f"{name} must be a scalar, got {type(x).__name__} of shape {getattr(x, 'shape', None)}")
    return x.array if isinstance(x, NamedArray) else x


def maybe_rng_split(key: jax.Array | None, num: int = 2) -> Any:
    """`jax.random.split`, and as many times None where there is no key."""
    return [None] * num if key is None else jax.random.split(key, num)


def shaped_rng_split(key: jax.Array, split_shape: int | Sequence[int] = 2) -> jax.Array:
    """Keys made of one, in an array of this shape."""
    shape = (split_shape,) if isinstance(split_shape, int) else tuple(split_shape)
    return jax.random.split(key, shape)


def named_call(f: Any = None, name: str | None = None) -> Any:
    """The function, whose operations bear its name in programs and profiles. Without a function, a decorator.

    Args:
        f: The function.
        name: Another name; that of the class is used for `__call__`.
    """
    if f is None:
        return functools.partial(named_call, name=name)
    if name is None:
        path = getattr(f, "__qualname__", type(f).__name__).rpartition("<locals>.")[2]
        name = path.removesuffix(".__call__")
    scope = jax.named_scope(name)

    @functools.wraps(f)
    def called(*args: Any, **kwargs: Any) -> Any:
        with scope:
            return f(*args, **kwargs)

    return called


def filter_checkpoint(
    fun: Callable[..., Any], *, prevent_cse: bool = True, policy: Callable[..., bool] | None = None
) -> Callable[..., Any]:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""
    kept: Callable[..., Any] = checkpointed(fun, policy=policy, prevent_cse=prevent_cse)
    return kept
