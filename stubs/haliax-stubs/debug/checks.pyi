# Written by `python -m tools.stubs`. Do not edit.
"""When calls are checked against their annotations, and a decorator that checks them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, overload

from typing_extensions import TypeVar

Args = ParamSpec("Args")
R = TypeVar("R")

@contextmanager
def debug_checks(enabled: bool = True) -> Generator[None, None, None]:
    """Debug mode within a `with` block, or within the calls of a function that it decorates.

    Args:
        enabled: Whether to check functions that do not ask for it. False switches off even those that do.
    """

def checks_enabled(asked: bool | None = None) -> bool:
    """Whether a function is checked here and now.

    Args:
        asked: What the function itself asks for, if anything.
    """

@overload
def checked(fn: Callable[Args, R], /) -> Callable[Args, R]: ...

@overload
def checked(fn: None = None, /, *, check: bool | None = True) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...
