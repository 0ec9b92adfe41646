"""How an array is brought from one order of axes to another, by position."""

from __future__ import annotations

from typing import Any, NamedTuple

from jax import lax

from haliax.core import Names, Shape


class Move(NamedTuple):
    """How one array is brought to other axes: transposed, then given new dimensions of size 1."""

    order: tuple[int, ...] | None
    new: tuple[int, ...]


STAY = Move(None, ())
"""The move that changes nothing."""


def move(have: Names, want: Names) -> Move:
    """The move from the axes `have` to `want`, which has them all. Axes that are new come out with size 1."""
    order = tuple(have.index(name) for name in want if name in have)
    new = tuple(i for i, name in enumerate(want) if name not in have)
    return Move(None if order == tuple(range(len(have))) else order, new)


def moved(array: Any, how: Move) -> Any:
    """The array after a move."""
    if how.order is not None:
        array = lax.transpose(array, how.order)
    return lax.expand_dims(array, how.new) if how.new else array


def spread(how: Move, shape: Shape, array: Any) -> Any:
    """The array after a move, repeated along its new dimensions to this shape."""
    if how.order is not None:
        array = lax.transpose(array, how.order)
    kept = tuple(i for i in range(len(shape)) if i not in how.new)
    return lax.broadcast_in_dim(array, shape, kept) if how.new else array
