"""Checking calls against their annotations when the program runs.

In debug mode the arguments and results of functions under `named_jit` are checked, once each time they are traced:
axes, their order, dtypes, and that each axis name has one size within a call. Compiled programs stay as they are.

    HALIAX_DEBUG=1 python train.py           for a whole program
    with haliax.debug.debug_checks(): ...    for what is called inside
    @named_jit(check=True)                   for one function under jit
    @haliax.debug.checked                    for one function, jit or not

A function is checked if it or the mode asks for it, and not if either forbids it: `HALIAX_DEBUG=0`,
`debug_checks(False)` and `check=False` switch checks off.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, ParamSpec, TypeVar, overload

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

    Args:
        fn: The function.
        check: Whether to check it. None: in debug mode only.

    Raises:
        AxisError: By the function, if the axes of an array are not as annotated, or two arrays give one name two sizes.
        TypeError: By the function, if something is of another kind, or an array of another dtype, than annotated.
    """
    if fn is None:
        return functools.partial(_checked, check=check)
    return _checked(fn, check)


def _checked(fn: Callable[Args, R], check: bool | None) -> Callable[Args, R]:
    @functools.cache
    def contract() -> Contract:
        from haliax.checking.contract import Contract  # on the first call, when all names in annotations are there

        return Contract.of(fn)

    @functools.wraps(fn)
    def wrapper(*args: Args.args, **kwargs: Args.kwargs) -> R:
        if not checks_enabled(check):
            return fn(*args, **kwargs)
        result: R = contract().call(fn, args, kwargs)
        return result

    return wrapper
