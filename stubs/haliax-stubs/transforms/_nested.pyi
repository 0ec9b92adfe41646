# Written by `python -m tools.stubs`. Do not edit.
"""A loop in two levels, of which only the outer one is kept for the gradient.

Of n steps in blocks of about sqrt(n), the carries between blocks are kept, and those within a block computed again, one
block at a time: about 2 sqrt(n) carries instead of n, for one more forward pass (Chen et al., 2016, "Training Deep Nets
with Sublinear Memory Cost").
"""

from collections.abc import Callable
from typing import Any

Step = Callable[[Any, Any], Any]

def blocks(nested: bool | int, length: int) -> int:
    """How many blocks a loop has; 0 where it is not nested."""

class Nested:
    """What `jax.lax.scan(step, ...)` does, in blocks.

    Args:
        step: The step. Its state are arrays that stay as they are, and the carry.
        length: How many steps there are.
        count: How many blocks. What is left where that does not divide the length is a shorter block at the end.
        reverse: Whether the last step comes first.
        unroll: How many steps within a block are written out.
    """

    def __init__(self, step: Step, length: int, count: int, *, reverse: bool, unroll: int | bool) -> None: ...

    def __call__(self, state: Any, xs: list[Any]) -> tuple[Any, Any]:
        """The state after the last step, and what came out of each."""
