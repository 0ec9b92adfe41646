"""`dslice`: a slice whose start is known only when the program runs."""

from __future__ import annotations

import operator
from typing import Any, Final, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis
from haliax.exporting import storable


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
storable(dslice, int)


def dblock(idx: Any, size: int) -> dslice:
    """A slice of the block of `size` positions with number `idx`: it starts at `idx * size`.

    Raises:
        TypeError: If the number is a bool.
    """
    if isinstance(idx, bool) or getattr(idx, "dtype", None) == np.bool_:
        raise TypeError("dblock: the number of a block is an integer, got a bool")
    return dslice(widened(idx) * size, size)


def widened(position: Any) -> Any:
    """A position, or an array of them, in a dtype in which any axis can be counted through.

    Only integers of fewer than 32 bits are converted: sums and products of these would wrap on a long axis.
    """
    dtype = getattr(position, "dtype", None)
    if dtype is None or not jnp.issubdtype(dtype, jnp.integer) or dtype.itemsize >= WIDE.itemsize:
        return position
    return position.astype(WIDE)


WIDE: Final[np.dtype[Any]] = np.dtype(np.int32)
"""Holds the size of any axis, which jax asks of positions."""


ds: TypeAlias = dslice
