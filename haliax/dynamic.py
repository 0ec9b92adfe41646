"""`dslice`: a slice whose start is known only when the program runs."""

from __future__ import annotations

from typing import Any, TypeAlias

import equinox as eqx

from haliax.axis import Axis


class dslice(eqx.Module):
    """`length` positions from `start`, as an index: `x["position", dslice(i, 16)]`.

    Under `jax.jit` the bounds of `a[i:i + 16]` would have to be known before the program runs; here only the length
    has to be. Reads past the end of the array give a fill value, 0 by default; writes past it are dropped.

    Args:
        start: The first position: an integer, or an integer array without axes.
        length: The number of positions, or an axis of that size.
    """

    start: Any
    size: int = eqx.field(static=True)

    def __init__(self, start: Any, length: int | Axis) -> None:
        self.start = start
        self.size = length.size if isinstance(length, Axis) else length

    def to_slice(self) -> slice:
        """The same as a Python slice, for a start that is an integer."""
        return slice(self.start, self.start + self.size)

    @staticmethod
    def block(idx: Any, size: int) -> dslice:
        """The block of `size` positions with number `idx`."""
        return dblock(idx, size)


def dblock(idx: Any, size: int) -> dslice:
    """A slice of the block of `size` positions with number `idx`: it starts at `idx * size`."""
    return dslice(idx * size, size)


ds: TypeAlias = dslice
