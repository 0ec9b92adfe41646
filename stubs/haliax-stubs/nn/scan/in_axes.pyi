# Written by `python -m tools.stubs`. Do not edit.
"""Which arguments have a part for each layer, where there are no names to tell."""

from collections.abc import Callable
from typing import Any, TypeAlias

InAxes: TypeAlias = Any
"""As `in_axes` of `jax.vmap`: a dimension or None, a tuple of those, or a tuple and a dict; each may be a tree."""

def marked(
    said: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    in_axes: InAxes,
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments whose arrays have the dimension of the layers in front, or names that tell that they have none.

    Args:
        said: What was called, for errors.
        args: The arguments by position.
        kwargs: Those by name.
        in_axes: What is said of them.

    Raises:
        ValueError: If what is said does not fit the arguments, or an array has no such dimension.
    """

def unmarked(fn: Callable[..., Any]) -> Callable[..., Any]:
    """The function, of arguments that are marked. It is made once, and does not keep the function alive."""
