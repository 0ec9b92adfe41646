# Written by `python -m tools.stubs`. Do not edit.
"""What jax wants of arrays that are spread over Explicit mesh axes before it goes along one of their dimensions."""

from collections.abc import Sequence
from typing import Any

def whole_along(array: Any, place: int) -> Any:
    """The array, with all of a dimension on each device: a loop goes step by step along it."""

def alike_along(in_axes: Sequence[Sequence[int | None]], arrays: Sequence[Any]) -> list[Any] | None:
    """The arrays, with the dimensions that are mapped together spread over the same mesh axes; None if they are.

    Args:
        in_axes: For each mapped axis, the dimension of each array, once those of the axes before are gone.
        arrays: The arrays.
    """

def places_of(arrays: Sequence[Any]) -> list[Any]:
    """Where arrays lie over Explicit mesh axes, as their types say."""

def put(arrays: Sequence[Any], places: Sequence[Any]) -> list[Any]:
    """The arrays in these places."""
