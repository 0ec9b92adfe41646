# Written by `python -m tools.stubs`. Do not edit.
"""Which function a callable object calls, and whether the annotations that it bears are true of it."""

from collections.abc import Callable
from typing import Any

def callee(fn: Callable[..., Any]) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    """The function that a callable object calls, and the arguments that it puts in front and adds."""

def is_transformed(fn: Any) -> bool:
    """Whether a function is another than the one that it wraps, whose annotations do not speak of it: `jax.vmap(f)`.

    Under jit a function stays what it is. So it does in a decorator that nobody here knows, as `functools.wraps` has
    it.
    """
