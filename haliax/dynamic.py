"""`dslice`: a slice whose start is known only when the program runs."""

from __future__ import annotations

import operator
from typing import Any, TypeAlias

import jax

from haliax.axis import Axis


class dslice:
    """`length` positions from `start`, as an index: `x["position", dslice(i, 16)]`.

    Under `jax.jit` the bounds of `a[i:i + 16]` would have to be known before the program runs; here only the length
    has to be. Reads past the end of the array give a fill value, 0 by default; writes past it are dropped. Each
    position is taken as one of an index array is, so negative ones count from the end.

    Args:
        start: The first position: an integer, or an integer array without axes.
        length: The number of positions, or an axis of that size.

    Raises:
        TypeError: If the length is no integer, or one that is known only when the program runs.
        ValueError: If the length is negative.
    """

    __slots__ = ("size", "start")

    def __init__(self, start: Any, length: int | Axis) -> None:
        self.start: int | jax.Array = start
        self.size: int = _count(length.size if isinstance(length, Axis) else length)

    @property
    def length(self) -> int:
        """The number of positions."""
        return self.size

    def __repr__(self) -> str:
        return f"dslice({self.start!r}, {self.size})"

    def to_slice(self) -> slice:
        """The same as a Python slice, for a start that is an integer."""
        return slice(self.start, self.start + self.size)

    @staticmethod
    def block(idx: Any, size: int) -> dslice:
        """The block of `size` positions with number `idx`."""
        return dblock(idx, size)


def _count(length: Any) -> int:
    try:
        count = operator.index(length)
    except TypeError:  # of which jax's error for tracers is one
        raise TypeError("dslice: the length must be an axis, or an integer known before the program runs") from None
    if count < 0:
        raise ValueError(f"dslice: the length is {count}; it must be 0 or more")
    return count


jax.tree_util.register_pytree_node(
    dslice, lambda part: ((part.start,), part.size), lambda size, children: dslice(children[0], size)
)


def dblock(idx: Any, size: int) -> dslice:
    """A slice of the block of `size` positions with number `idx`: it starts at `idx * size`."""
    return dslice(idx * size, size)


ds: TypeAlias = dslice
