"""What a function gives later: the items of a generator, and what they end with, are checked when they come."""

from __future__ import annotations

import collections.abc
import typing
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from functools import partial
from typing import Any, TypeAlias, get_args, get_origin

Check: TypeAlias = Callable[[Any], None]
"""Raises if a value is not as annotated."""


def items_of(annotation: Any) -> tuple[Any, Any]:
    """What an annotation of a generator says of its items, and of what it returns; None where it says nothing."""
    if get_origin(annotation) not in _ITERATORS:
        return None, None
    parts = (*get_args(annotation), None, None, None)
    return parts[0], parts[2]


_ITERATORS: tuple[Any, ...] = tuple(
    getattr(module, name)
    for module in (collections.abc, typing)
    for name in ("Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator")
)


def checked_generator(made: Generator[Any, Any, Any], item: Check, result: Check) -> Generator[Any, Any, Any]:
    """A generator whose items and result are checked; all else is that of `made`."""
    advance: Callable[[], Any] = partial(next, made)
    while True:
        try:
            found = advance()
        except StopIteration as end:
            result(end.value)
            return end.value
        item(found)
        try:
            advance = partial(made.send, (yield found))
        except GeneratorExit:
            made.close()
            raise
        except BaseException as error:  # whatever the caller throws, the generator may catch
            advance = partial(made.throw, error)


def checked_async_generator(made: AsyncGenerator[Any, Any], item: Check) -> AsyncGenerator[Any, Any]:
    """The same for an asynchronous generator, which returns nothing."""
    return relayed(lambda: made, item)()


def relayed(make: Callable[..., AsyncGenerator[Any, Any]], item: Check) -> Callable[..., AsyncGenerator[Any, Any]]:
    """An asynchronous generator function whose generators are those that `make` gives, with items checked."""

    async def items(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        made = make(*args, **kwargs)
        advance: Callable[[], Any] = partial(anext, made)
        while True:
            try:
                found = await advance()
            except StopAsyncIteration:
                return
            item(found)
            try:
                advance = partial(made.asend, (yield found))
            except GeneratorExit:
                await made.aclose()
                raise
            except BaseException as error:  # as above
                advance = partial(made.athrow, error)

    return items


def checked_coroutine(made: Coroutine[Any, Any, Any], result: Check) -> Coroutine[Any, Any, Any]:
    """A coroutine whose result is checked."""

    async def awaited() -> Any:
        found = await made
        result(found)
        return found

    return awaited()
