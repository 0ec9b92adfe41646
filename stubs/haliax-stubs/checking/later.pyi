# Written by `python -m tools.stubs`. Do not edit.
"""What a function gives later: the items of a generator, and what they end with, are checked when they come."""

from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from typing import Any, TypeAlias

Check: TypeAlias = Callable[[Any], None]
"""Raises if a value is not as annotated."""

def items_of(annotation: Any) -> tuple[Any, Any]:
    """What an annotation of a generator says of its items, and of what it returns; None where it says nothing."""

def checked_generator(made: Generator[Any, Any, Any], item: Check, result: Check) -> Generator[Any, Any, Any]:
    """A generator whose items and result are checked; all else is that of `made`."""

def checked_async_generator(made: AsyncGenerator[Any, Any], item: Check) -> AsyncGenerator[Any, Any]:
    """The same for an asynchronous generator, which returns nothing."""

def relayed(make: Callable[..., AsyncGenerator[Any, Any]], item: Check) -> Callable[..., AsyncGenerator[Any, Any]]:
    """An asynchronous generator function whose generators are those that `make` gives, with items checked."""

def checked_coroutine(made: Coroutine[Any, Any, Any], result: Check) -> Coroutine[Any, Any, Any]:
    """A coroutine whose result is checked."""
