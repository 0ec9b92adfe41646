"""Whether names fit the shape of an array, and whether that is checked where an array is made."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Final, TypeAlias

from haliax.printing import transform
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import Axis, AxisSelection, AxisSelector, entries, made, name_of, show, size_of
from haliax.pure.errors import Fault

Names: TypeAlias = tuple[str, ...]
Shape: TypeAlias = tuple[int, ...]
Signature: TypeAlias = tuple[Names, Shape]
"""What of an array decides what an operation does to its axes."""


@lru_cache(maxsize=1024)
def axes_of(names: tuple[str, ...], shape: tuple[int, ...]) -> Axes:
    """The axes of an array as rules see them.

    Raises:
        AxisError: If the names do not fit the shape, as after a transform that added or removed a dimension.
    """
    if len(names) != len(shape):
        added = len(shape) - len(names)
        raise errors.changed_rank(show(names), shape, added, transform(added)).within("NamedArray")
    check_shape(names, shape)
    return Axes(tuple(map(made, names, shape)))


def check_shape(axes: tuple[AxisSelector, ...], shape: tuple[int, ...]) -> None:
    """Axes must fit the shape of an array.

    Raises:
        AxisError: If they are more or less than it has dimensions, a size differs, or a name is repeated.
    """
    names = tuple(map(name_of, axes))
    if len(set(names)) < len(names):
        raise errors.repeated(max(names, key=names.count), show(axes)).within("NamedArray")
    if len(axes) != len(shape):
        raise errors.wrong_rank(show(axes), shape).within("NamedArray")
    for axis, size in zip(axes, shape, strict=True):
        wanted = size_of(axis)
        if wanted is not None and wanted != size:
            raise errors.array_size(name_of(axis), size, wanted).within("NamedArray")


def names_for(rule: Callable[[Any, AxisSelection], Axes], axes: AxisSelection, shape: Shape | None) -> Names:
    """The names that a rule gives an array of this shape; of any shape if that is None. They are remembered.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
        TypeError: If they are no selection of axes.
    """
    if type(axes) not in _KEYS:  # it might change, or have no hash
        axes = tuple(axes) if isinstance(axes, list) else entries(axes)
    try:
        return _names_for(rule, axes, shape)
    except Fault as error:
        __tracebackhide__ = True
        raise error.with_traceback(None) from None
    except TypeError:  # what is no axis, or the shape of a named array, may have no hash
        pass
    return _names_for.__wrapped__(rule, axes, shape)


_KEYS: Final = frozenset({tuple, str, Axis})


@lru_cache(maxsize=1024, typed=True)
def _names_for(rule: Callable[[Any, AxisSelection], Axes], axes: AxisSelection, shape: Shape | None) -> Names:
    if shape is not None:
        check_shape(entries(axes), shape)
    return rule(None, axes).names


_checking: ContextVar[bool] = ContextVar("shape_checks", default=True)


def are_shape_checks_enabled() -> bool:
    """Whether `NamedArray(array, axes)` checks that the axes fit the array. A new thread starts with the checks."""
    return _checking.get()


@contextmanager
def enable_shape_checks(enabled: bool) -> Generator[None, None, None]:
    """Switches the checks of `NamedArray(array, axes)` on or off within a `with` block, in this thread alone.

    Without them an array may hold anything, such as an object that only stands for values. Operations still refuse
    axes that do not fit.
    """
    token = _checking.set(enabled)
    try:
        yield
    finally:
        _checking.reset(token)
