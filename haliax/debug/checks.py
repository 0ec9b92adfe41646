"""When calls are checked against their annotations, and a decorator that checks them."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from haliax import modes
from haliax.checking.later import relayed
from haliax.modes import changed, kinds_asked, mode_in_force

if TYPE_CHECKING:
    from haliax.checking.contract import Contract

Args = ParamSpec("Args")
R = TypeVar("R")
T = TypeVar("T")

_MARK = "__haliax_checked__"

_OF_TREES = ("tree_flatten", "tree_flatten_with_keys", "tree_unflatten")
"""Methods that jax calls, with anything in the place of arrays."""


@contextmanager
def debug_checks(
    enabled: bool = True, *, sharding: bool | None = None, values: bool | None = None
) -> Generator[None, None, None]:
    """Debug mode within a `with` block, or within the calls of a function that it decorates.

    Args:
        enabled: Whether to check functions that do not ask for it. False switches off even those that do.
        sharding: Whether annotated arrays must lie where `haliax.shard` would put them, by the mapping and the mesh
            that are in force. By default as around the block, where it is off at first.
        values: Whether annotated arrays must hold finite numbers, and indices must be within their axes. This looks at
            values, so programs are compiled with these questions in them. By default as around the block.
    """
    with mode_in_force(changed(enabled, sharding, values)):
        yield


def checks_enabled(asked: bool | None = None) -> bool:
    """Whether a function is checked here and now.

    Args:
        asked: What the function itself asks for, if anything.
    """
    return bool(kinds_asked(asked))


@overload
def checked(fn: type[T], /) -> type[T]: ...
@overload
def checked(fn: Callable[Args, R], /) -> Callable[Args, R]: ...
@overload
def checked(fn: None = None, /, *, check: bool | None = True) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...
def checked(
    fn: type[T] | Callable[Args, R] | None = None, /, *, check: bool | None = True
) -> type[T] | Callable[Args, R] | Callable[[Callable[Args, R]], Callable[Args, R]]:
    """Check each call of a function against its annotations; under a jax transform, each time it is traced.

    What a coroutine returns is checked when it is awaited, what a generator yields when it comes. What `jax.vmap` or
    `jax.grad` make of a function is another function, which is not checked; decorate the one below. Of a class its
    methods are checked and, if it is a dataclass or a Module, its fields each time that an object is made. A call like
    one that has passed, by structure, axes, shapes and dtypes, is not looked at again.

    Args:
        fn: The function, also a class method or a static method, or a class.
        check: Whether to check it. None: in debug mode only.

    Raises:
        AxisError: By the function, if the axes of an array are not as annotated, or two arrays give one name two sizes.
        TypeError: By the function, if something is of another kind, or an array of another dtype, than annotated.
    """
    return functools.partial(_checked, check=check) if fn is None else _checked(fn, check)


def _checked(fn: Any, check: bool | None) -> Any:
    if isinstance(fn, classmethod | staticmethod):
        return type(fn)(_checked(fn.__func__, check))
    if check is False or getattr(fn, _MARK, False) or getattr(fn, "__name__", "") in _OF_TREES:
        return fn
    if isinstance(fn, type):
        from haliax.checking.classes import with_checked_methods

        return fields_checked(with_checked_methods(fn, functools.partial(_checked, check=check)), check)
    wrapper = _wrapper(fn, check)
    if inspect.iscoroutinefunction(fn):
        wrapper = _awaited(fn, wrapper)
    elif inspect.isgeneratorfunction(fn):
        wrapper = _generated(fn, wrapper)
    elif inspect.isasyncgenfunction(fn):
        wrapper = functools.wraps(fn)(relayed(wrapper, lambda item: None))
    setattr(wrapper, _MARK, True)
    return wrapper


def _wrapper(fn: Callable[Args, R], check: bool | None) -> Callable[Args, R]:
    contract = _Contract(fn)

    @functools.wraps(fn)
    def wrapper(*args: Args.args, **kwargs: Args.kwargs) -> R:
        mode = modes.mode_now()  # by its module, for pickles
        if not mode.enabled and (not check or mode.enabled is False):
            return fn(*args, **kwargs)
        result: R = (contract.read or contract.now()).call(fn, args, kwargs, mode.kinds)
        return result

    return wrapper


def _awaited(fn: Callable[Args, R], wrapper: Callable[Args, R]) -> Callable[Args, R]:
    """The wrapper as a function that Python knows to give a coroutine."""

    @functools.wraps(fn)
    async def awaited(*args: Args.args, **kwargs: Args.kwargs) -> Any:
        return await wrapper(*args, **kwargs)  # type: ignore[misc]  # R is awaitable

    return awaited  # type: ignore[return-value]  # as above


def _generated(fn: Callable[Args, R], wrapper: Callable[Args, Any]) -> Callable[Args, Any]:
    """The same for a generator, as pytest asks of a fixture."""

    @functools.wraps(fn)
    def generated(*args: Args.args, **kwargs: Args.kwargs) -> Any:
        return (yield from wrapper(*args, **kwargs))

    return generated


def fields_checked(cls: type[T], check: bool | None = True) -> type[T]:
    """The class, whose fields are checked each time that an object is made, if it is a dataclass or a Module."""
    made: object = cls  # a decorator below may have put anything in its place
    if not (isinstance(made, type) and dataclasses.is_dataclass(made)):
        return cls
    from haliax.checking.classes import with_checked_fields

    return with_checked_fields(cls, functools.partial(kinds_asked, check))


class _Contract:
    """What the annotations of a function ask, read on its first call, when all names in them are there."""

    def __init__(self, fn: Callable[..., Any], read: Contract | None = None) -> None:
        self._fn = fn
        self.read = read

    def now(self) -> Contract:
        if self.read is None:
            from haliax.checking.contract import Contract

            self.read = Contract.of(self._fn)
        return self.read

    def __reduce__(self) -> tuple[Any, ...]:
        return _Contract, (self._fn, self.now())  # the names in annotations do not go with the function
