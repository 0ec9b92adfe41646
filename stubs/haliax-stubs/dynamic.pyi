# Written by `python -m tools.stubs`. Do not edit.
"""`dslice`: a slice whose start is known only when the program runs."""

from typing import Any, Final, TypeAlias

import jax
import numpy as np

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

    start: int | jax.Array
    size: int
    __slots__ = ("size", "start")
    def __init__(self, start: Any, length: int | Axis) -> None: ...

    @property
    def length(self) -> int:
        """The number of positions."""

    def __repr__(self) -> str: ...

    def to_slice(self) -> slice:
        """The same as a Python slice, for a start that is an integer."""

    @staticmethod
    def block(idx: Any, size: int) -> dslice:
        """The block of `size` positions with number `idx`."""

def dblock(idx: Any, size: int) -> dslice:
    """A slice of the block of `size` positions with number `idx`: it starts at `idx * size`.

    Raises:
        TypeError: If the number is a bool.
    """

def widened(position: Any) -> Any:
    """A position, or an array of them, in a dtype in which any axis can be counted through.

    Only integers of fewer than 32 bits are converted: sums and products of these would wrap on a long axis.
    """

WIDE: Final[np.dtype[Any]]
"""Holds the size of any axis, which jax asks of positions."""

ds: TypeAlias = dslice
