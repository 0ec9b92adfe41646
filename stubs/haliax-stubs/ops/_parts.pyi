# Written by `python -m tools.stubs`. Do not edit.
"""Which devices hold the parts of an axis, where a program sees one part at a time: in the body of a `shard_map`."""

from typing import Any

from haliax.axis import AxisSelection
from haliax.meshes import Frozen

def manual_axes() -> tuple[str, ...]:
    """The axes of the mesh in force along which a program sees one part at a time."""

def cut_along(told: str, axis: AxisSelection) -> tuple[str, ...]:
    """The axes of the mesh along which a program sees one part of an axis at a time; none where it sees the whole.

    Args:
        told: The operation, for errors.
        axis: One axis, or several: the axes of the mesh for any of them.

    Raises:
        AxisError: If the mapping in force says nothing of an axis, or there is none in a `shard_map`.
    """

def shown(mapping: Frozen) -> str:
    """A mapping as errors show it."""

def count(axes: tuple[str, ...]) -> int:
    """How many parts axes of the mesh make."""

def varying(array: Any) -> frozenset[str]:
    """The axes of the mesh along which an array may differ, as jax knows it; none where `check_vma` is off."""

def varied(array: Any, axes: tuple[str, ...]) -> Any:
    """The array as one that may differ along axes of the mesh."""
