# Written by `python -m tools.stubs`. Do not edit.
"""The machine behind `scan`, `fold` and `map`: named arguments, to and from `jax.lax.scan`.

Arrays that are passed whole to every step go through the loop as a part of its carry that never changes, of which
jax makes constants. So the function that jax is given holds no arrays, and can be the same at each call: jax traces
it once for arguments of one kind.
"""

from collections.abc import Callable
from typing import Any

from haliax.axis import Axis
from haliax.transforms._step import Options

class Loop:
    """A function that is called step by step.

    Args:
        fn: The function.
        axis: The axis, with or without its size.
        is_scanned: Which leaves go step by step.
        options: How it is called.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        axis: Axis,
        is_scanned: bool | Callable[[Any], bool],
        options: Options,
    ) -> None: ...

    def __call__(self, init: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
        """The carry after the last step, and what came out of each."""
