# Written by `python -m tools.stubs`. Do not edit.
"""How a named array is printed, whatever a transform has put into it: an array, a placeholder, another named array."""

from typing import Any

import jax

def dimensions(array: Any) -> tuple[int, ...] | None:
    """The shape of what a named array holds; None for a placeholder, and for a named array, as in a jacobian."""

def text_of(names: tuple[str, ...], array: Any) -> str:
    """A named array on one line or more: its dtype and axes, then the values."""

def values_of(array: Any) -> str:
    """The values of an array as text. One that is deleted, as `donate` leaves it, has none."""

def kind(array: Any) -> str:
    """The dtype of what a named array holds, or its type where it has none."""

def spread(sharding: jax.sharding.Sharding) -> dict[int, str]:
    """The axes of the mesh over which each dimension is cut, where there is a mesh: ` over data`."""

def memory(size: float) -> str:
    """A number of bytes: `24 B`, `1.5 MiB`."""

def transform(added: int) -> str:
    """What has added dimensions to an array, or taken some away, as far as can be told here and now."""
