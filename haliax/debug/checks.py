"""When calls are checked against their annotations, and a decorator that checks them."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from haliax.checking.contract import Contract

Args = ParamSpec("Args")
R = TypeVar("R")


def _from_environment() -> bool | None:
    value = os.environ.get("HALIAX_DEBUG", "").lower()
    return None if not value else value not in ("0", "false", "no", "off")


_AT_START = _from_environment()
_mode: ContextVar[bool | None] = ContextVar("debug", default=_AT_START)


@contextmanager
def debug_checks(enabled: bool = True) -> Generator[None, None, None]:
    """Debug mode within a `with` block, or within the calls of a function that it decorates.

    Args:
        enabled: Whether to check functions that do not ask for it. False switches off even those that do.
    """
    token = _mode.set(enabled)
    try:
        yield
    finally:
        _mode.reset(token)


def checks_enabled(asked: bool | None = None) -> bool:
    """Whether a function is checked here and now.

    Args:
        asked: What the function itself asks for, if anything.
    """
    mode = _mode.get()
    return mode is not False and asked is not False and (mode or asked or False)


@overload
def checked(fn: Callable[Args, R], /) -> Callable[Args, R]: ...
@overload
def checked(fn: None = None, /, *, check: bool | None = True) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...
def checked(
    fn: Callable[Args, R] | None = None, /, *, check: bool | None = True
) -> Callable[Args, R] | Callable[[Callable[Args, R]], Callable[Args, R]]:
    """Check each call of a function against its annotations; under a jax transform, each time it is traced.

    What a coroutine returns is checked when it is awaited, what a generator yields when it comes.

    Args:
        fn: The function, also a class method or a static method.
        check: Whether to check it. None: in debug mode only.

    Raises:
        AxisError: By the function, if the axes of an array are not as annotated, or two arrays give one name two sizes.
        TypeError: By the function, if something is of another kind, or an array of another dtype, than annotated.
    """
    if fn is None:
        return functools.partial(_checked, check=check)
    return _checked(fn, check)


def _checked(fn: Callable[Args, R], check: bool | None) -> Callable[Args, R]:
    if isinstance(fn, classmethod | staticmethod):
        return type(fn)(_checked(fn.__func__, check))
    contract = _Contract(fn)

    @functools.wraps(fn)
    def wrapper(*args: Args.args, **kwargs: Args.kwargs) -> R:
        if not checks_enabled(check):
            return fn(*args, **kwargs)
        result: R = contract.now().call(fn, args, kwargs)
        return result

    if not inspect.iscoroutinefunction(fn):
        return wrapper

    @functools.wraps(fn)
    async def awaited(*args: Args.args, **kwargs: Args.kwargs) -> Any:
        return await wrapper(*args, **kwargs)  # type: ignore[misc]  # R is awaitable

    return awaited  # type: ignore[return-value]  # as above


class _Contract:
    """What the annotations of a function ask, read on its first call, when all names in them are there."""

    def __init__(self, fn: Callable[..., Any], read: Contract | None = None) -> None:
        self._fn = fn
        self._read = read

    def now(self) -> Contract:
        if self._read is None:
            from haliax.checking.contract import Contract

            self._read = Contract.of(self._fn)
        return self._read

    def __reduce__(self) -> tuple[Any, ...]:
        return _Contract, (self._fn, self.now())  # the names in annotations do not go with the function
