# Written by `python -m tools.stubs`. Do not edit.
"""When calls are checked against their annotations, and a decorator that checks them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, overload

from typing_extensions import TypeVar

Args = ParamSpec("Args")
R = TypeVar("R")
T = TypeVar("T")

@contextmanager
def debug_checks(
    enabled: bool = True,
    *,
    sharding: bool | None = None,
    values: bool | None = None,
) -> Generator[None, None, None]:
    """Debug mode within a `with` block, or within the calls of a function that it decorates.

    Args:
        enabled: Whether to check functions that do not ask for it. False switches off even those that do.
        sharding: Whether annotated arrays must lie where `haliax.shard` would put them, by the mapping and the mesh
            that are in force. By default as around the block, where it is off at first.
        values: Whether annotated arrays must hold finite numbers, and indices must be within their axes. This looks at
            values, so programs are compiled with these questions in them. By default as around the block.
    """

def checks_enabled(asked: bool | None = None) -> bool:
    """Whether a function is checked here and now.

    Args:
        asked: What the function itself asks for, if anything.
    """

@overload
def checked(fn: type[T], /) -> type[T]: ...

@overload
def checked(fn: Callable[Args, R], /) -> Callable[Args, R]: ...

@overload
def checked(fn: None = None, /, *, check: bool | None = True) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...

def fields_checked(cls: type[T], check: bool | None = True) -> type[T]:
    """The class, whose fields are checked each time that an object is made, if it is a dataclass or a Module."""
