"""Whether names fit the shape of an array, and whether that is checked where an array is made."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TypeAlias

from haliax.printing import transform
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector, made, name_of, show, size_of

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
