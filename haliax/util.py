"""Small helpers, under the name that they had in haliax 1.x."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from haliax.transforms.scan import is_jax_or_hax_array_like as is_jax_or_hax_array_like
from haliax.tree_util import is_named_array as is_named_array

T = TypeVar("T")


def ensure_tuple(x: Sequence[T] | T) -> tuple[T, ...]:
    """A sequence as a tuple, and anything else, also a string, as a tuple of one."""
    if isinstance(x, Sequence) and not isinstance(x, str):
        return tuple(x)
    one: Any = x
    return (one,)
