"""Which function a callable object calls, and whether the annotations that it bears are true of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import asynccontextmanager, contextmanager
from types import FunctionType
from typing import Any

import jax


def callee(fn: Callable[..., Any]) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    """The function that a callable object calls, and the arguments that it puts in front and adds."""
    if is_transformed(fn):  # first, since jax gives it all attributes of what it wraps, such as those of a method
        return fn, (), {}
    if isinstance(fn, functools.partial):
        function, args, kwargs = callee(fn.func)
        return function, args + fn.args, kwargs | fn.keywords
    if hasattr(fn, "__func__") and hasattr(fn, "__self__"):
        function, args, kwargs = callee(fn.__func__)
        return function, (fn.__self__, *args), kwargs
    if hasattr(fn, "__wrapped__"):
        return callee(fn.__wrapped__)
    if inspect.isroutine(fn) or isinstance(fn, type):
        return fn, (), {}
    function, args, kwargs = callee(type(fn).__call__)
    return function, (*args, fn), kwargs


_TRANSFORMS = ("jax.", "haliax.transforms.")
"""Modules whose functions make others of functions, such as `jax.vmap` and `jax.grad`."""

_MANAGERS = (contextmanager(iter).__code__, asynccontextmanager(aiter).__code__)
_SCOPED = jax.named_scope("")(iter).__code__  # it only gives a name


def is_transformed(fn: Any) -> bool:
    """Whether a function is another than the one that it wraps, whose annotations do not speak of it: `jax.vmap(f)`.

    Under jit a function stays what it is. So it does in a decorator that nobody here knows, as `functools.wraps` has
    it.
    """
    if not hasattr(fn, "__wrapped__"):
        return False
    if isinstance(fn, FunctionType):
        is_of_transform = str(fn.__globals__.get("__name__")).startswith(_TRANSFORMS)
        return fn.__code__ in _MANAGERS or (is_of_transform and fn.__code__ is not _SCOPED)
    is_method = hasattr(fn, "__func__")  # of a Module
    return type(fn).__module__.startswith("equinox.") and not is_method and type(fn) not in _kept_by_equinox()


@functools.cache
def _kept_by_equinox() -> tuple[type, ...]:
    import equinox

    return type(equinox.filter_jit(_nothing)), type(equinox.filter_checkpoint(_nothing))


def _nothing() -> None: ...
