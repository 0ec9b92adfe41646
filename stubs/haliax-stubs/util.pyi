# Written by `python -m tools.stubs`. Do not edit.
"""Small helpers, under the name that they had in haliax 1.x."""

from collections.abc import Sequence

from typing_extensions import TypeVar

from haliax.transforms.scan import is_jax_or_hax_array_like as is_jax_or_hax_array_like
from haliax.tree_util import is_named_array as is_named_array

T = TypeVar("T")

def ensure_tuple(x: Sequence[T] | T) -> tuple[T, ...]:
    """A sequence as a tuple, and anything else, also a string, as a tuple of one."""
