"""A loop in two levels, of which only the outer one is kept for the gradient.

Of n steps in blocks of about sqrt(n), the carries between blocks are kept, and those within a block computed again, one
block at a time: about 2 sqrt(n) carries instead of n, for one more forward pass (Chen et al., 2016, "Training Deep Nets
with Sublinear Memory Cost").
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import isqrt
from typing import Any

import jax
import jax.numpy as jnp

Step = Callable[[Any, Any], Any]


def blocks(nested: bool | int, length: int) -> int:
    """How many blocks a loop has; 0 where it is not nested."""
    if nested is False or length < 2:
        return 0
    if nested is not True:
        return min(nested, length)
    root = isqrt(length)
    divisor = next(d for d in range(root, 0, -1) if length % d == 0)
    return divisor if 2 * divisor > root else root  # a remainder is one more program to compile


class Nested:
    """What `jax.lax.scan(step, ...)` does, in blocks.

    Args:
        step: The step. Its state are arrays that stay as they are, and the carry.
        length: How many steps there are.
        count: How many blocks. What is left where that does not divide the length is a shorter block at the end.
        reverse: Whether the last step comes first.
        unroll: How many steps within a block are written out.
    """

    def __init__(self, step: Step, length: int, count: int, *, reverse: bool, unroll: int | bool) -> None:
        self._length, self._count, self._reverse = length, count, reverse
        self._size = length // count

        def block(length: int, state: Any, xs: list[Any]) -> Any:
            return jax.lax.scan(step, state, xs, length=length, reverse=reverse, unroll=unroll)

        # Within a loop nothing is lost to common subexpressions, so that they need not be prevented there.
        self._whole = jax.checkpoint(partial(block, self._size), prevent_cse=False)
        self._short = jax.checkpoint(partial(block, length % count))
        self._outer: Step = self._block  # bound once: jax traces another one anew

    def __call__(self, state: Any, xs: list[Any]) -> tuple[Any, Any]:
        """The state after the last step, and what came out of each."""
        full = self._size * self._count
        if full == self._length:
            return self._blocks(state, xs)
        first, last = [x[:full] for x in xs], [x[full:] for x in xs]
        if self._reverse:
            state, end = self._short(state, last)
            state, start = self._blocks(state, first)
        else:
            state, start = self._blocks(state, first)
            state, end = self._short(state, last)
        return state, jax.tree_util.tree_map(lambda *ys: jnp.concatenate(ys), start, end)

    def _blocks(self, state: Any, xs: list[Any]) -> tuple[Any, Any]:
        count, size = self._count, self._size
        parts = [jnp.reshape(x, (count, size, *x.shape[1:])) for x in xs]
        state, ys = jax.lax.scan(self._outer, state, parts, length=count, reverse=self._reverse)
        return state, jax.tree_util.tree_map(lambda y: jnp.reshape(y, (count * size, *y.shape[2:])), ys)

    def _block(self, state: Any, xs: list[Any]) -> Any:
        (_, carry), ys = self._whole(state, xs)
        return (state[0], carry), ys
