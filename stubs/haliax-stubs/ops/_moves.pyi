# Written by `python -m tools.stubs`. Do not edit.
"""How an array is brought from one order of axes to another, by position."""

from typing import Any, NamedTuple

from haliax.core import Names, Shape

class Move(NamedTuple):
    """How one array is brought to other axes: transposed, then given new dimensions of size 1."""

    order: tuple[int, ...] | None
    new: tuple[int, ...]

STAY: Move
"""The move that changes nothing."""

def move(have: Names, want: Names) -> Move:
    """The move from the axes `have` to `want`, which has them all. Axes that are new come out with size 1."""

def moved(array: Any, how: Move) -> Any:
    """The array after a move."""

def spread(how: Move, shape: Shape, array: Any) -> Any:
    """The array after a move, repeated along its new dimensions to this shape."""
