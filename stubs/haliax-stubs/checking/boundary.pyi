# Written by `python -m tools.stubs`. Do not edit.
"""A call at a boundary: where `named_jit` or `shard_map` traces a function, its annotations are checked."""

from collections.abc import Callable
from typing import Any

from haliax.modes import Kinds

def called(
    fn: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    kinds: Kinds,
    *,
    placed: bool = False,
) -> Any:
    """What a function gives for these arguments, checked by its annotations where that is asked for.

    Args:
        fn: The function, which is traced.
        args: Its positional arguments.
        kwargs: Its keyword arguments.
        kinds: What is checked, as `haliax.modes.kinds_asked` says it. A key of what is traced has it in it.
        placed: Whether the boundary has put the arguments where they belong. It puts the result there anyway.
    """
