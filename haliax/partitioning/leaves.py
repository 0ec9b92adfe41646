"""The leaves of arguments and results: arrays, which are traced, and all else, which is static."""

from __future__ import annotations

import functools
from typing import Any, TypeAlias

import jax
import numpy as np

Statics: TypeAlias = tuple[tuple[int, Any], ...]
"""What is no array, and where it stands among the leaves."""

_ARRAYS = (jax.Array, jax.core.Tracer, jax.Ref, jax.ShapeDtypeStruct, np.ndarray, np.generic)


@functools.lru_cache(maxsize=256)
def holds_numbers(kind: type) -> bool:
    """Whether things of this type are arrays that jax can trace."""
    return issubclass(kind, _ARRAYS) and not issubclass(kind, np.flexible)


def is_array(leaf: Any) -> bool:
    """Whether jax can trace it, other than by making an array of it first."""
    return holds_numbers(type(leaf))  # type: ignore[arg-type]  # mypy takes type[Any] for unhashable


def split(leaves: list[Any]) -> tuple[list[Any], Statics]:
    """The arrays, with None in the other places, and what belongs there."""
    statics = tuple((i, leaf) for i, leaf in enumerate(leaves) if not is_array(leaf))
    return [leaf if is_array(leaf) else None for leaf in leaves], statics


def join(arrays: list[Any], statics: Statics) -> list[Any]:
    """The leaves that were split."""
    leaves = list(arrays)
    for position, value in statics:
        leaves[position] = value
    return leaves


def check_hashable(statics: Statics, call: tuple[Any, ...]) -> None:
    """What is no array among the leaves of a call must be hashable.

    Raises:
        TypeError: If it is not; with its path, of which the first part, the function or the arguments, is left out.
    """
    for position, value in statics:
        try:
            hash(value)
        except TypeError:
            path = jax.tree_util.tree_flatten_with_path(call)[0][position][0]
            shown = jax.tree_util.keystr(path[1:], simple=True, separator=".")
            raise TypeError(
                f"named_jit: argument '{shown}' is of type {type(value).__name__}, which is neither an array nor "
                "hashable; pass an array, a pytree of arrays, or something hashable"
            ) from None
