# Written by `python -m tools.stubs`. Do not edit.
"""The leaves of arguments and results: arrays, which are traced, and all else, which is static."""

from typing import Any, TypeAlias

Statics: TypeAlias = tuple[tuple[int, Any], ...]
"""What is no array, and where it stands among the leaves."""

def holds_numbers(kind: type) -> bool:
    """Whether things of this type are arrays that jax can trace."""

def is_array(leaf: Any) -> bool:
    """Whether jax can trace it, other than by making an array of it first."""

def split(leaves: list[Any]) -> tuple[list[Any], Statics]:
    """The arrays, with None in the other places, and what belongs there."""

def join(arrays: list[Any], statics: Statics) -> list[Any]:
    """The leaves that were split."""

def check_hashable(statics: Statics, call: tuple[Any, ...]) -> None:
    """What is no array among the leaves of a call must be hashable.

    Raises:
        TypeError: If it is not; with its path, of which the first part, the function or the arguments, is left out.
    """
