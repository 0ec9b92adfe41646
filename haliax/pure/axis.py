"""One axis: its name, and its size as far as that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from numbers import Integral
from typing import Annotated, Any, TypeAlias

from haliax.pure.errors import WrongKind

_settle = object.__setattr__


class NoSize(Enum):
    """What stands in the place of a size that is no number."""

    UNSAID = "unsaid"
    """The axis was given by its name alone, as in `x.sum("batch")`."""
    UNKNOWN = "unknown"
    """The axis has a size, of which a checker knows nothing."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A named dimension: `Axis("batch", 32)`.

    Attributes:
        name: The name, by which operations find the axis.
        size: The number of positions along it.

    Raises:
        TypeError: If the name is no string, or the size no integer.
    """

    name: str
    size: int

    def __post_init__(self) -> None:
        if type(self.size) is not int:
            _settle(self, "size", _integer(self.name, self.size))
        if not isinstance(self.name, str):
            raise TypeError(f"Axis: a name is a string, got {self.name!r}")

    def alias(self, new_name: str) -> Axis:
        """The axis under another name, with the same size."""
        return made(new_name, self.size)

    def resize(self, size: int) -> Axis:
        """The axis with another size, under the same name."""
        return Axis(self.name, size)

    def __class_getitem__(cls, parameters: object) -> Any:
        """An annotation, `Axis["embed"]` or `Axis["embed", 512]`: the axis of this name, and perhaps of this size."""
        return Annotated[cls, parameters]

    def __str__(self) -> str:
        return self.name if isinstance(self.size, NoSize) else f"{self.name}={self.size}"


Axis.__module__ = "haliax.axis"  # where users find it


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _integer(name: str, size: Any) -> int:
    if isinstance(size, Integral) and not _is_bool(size):
        return int(size)
    if hasattr(size, "shape"):
        given = (
            "an array; a size must be known before the program runs, as x.axis_size(...) is, or int(size) of a number"
        )
    else:
        given = f"{size!r}, of type {type(size).__name__}"
    raise TypeError(f"Axis: the size of axis '{name}' is an integer, got {given}")


def made(name: str, size: Any) -> Axis:
    """An axis of parts that are known to be right, or of no size."""
    axis = object.__new__(Axis)
    _settle(axis, "name", name)
    _settle(axis, "size", size)
    return axis


def unsized(name: str) -> Axis:
    """The axis of this name, given by its name alone."""
    return made(name, NoSize.UNSAID)


def of_size(name: str, size: int | None) -> Axis:
    """The axis of this name, and of this size; of any size if that is None."""
    return made(name, NoSize.UNKNOWN if size is None else size)


AxisSelector: TypeAlias = Axis | str
"""One axis of an array: an `Axis` or its name."""

AxisKey: TypeAlias = Any
"""An `Axis` or a name as the key of a mapping: a `dict[str, V]` is no `Mapping[Axis | str, V]` to type checkers."""

ShapeDict: TypeAlias = Mapping[str, int]
PartialShapeDict: TypeAlias = Mapping[str, int | None]

AxisSpec: TypeAlias = Axis | Sequence[Axis] | ShapeDict
"""Axes with their sizes, as needed to create or reshape an array."""

AxisSelection: TypeAlias = AxisSelector | Sequence[AxisSelector] | PartialShapeDict
"""Some axes of an array; a size of None means any size."""


def name_of(axis: AxisSelector) -> str:
    """The name of one axis.

    Raises:
        WrongKind: If it is neither an axis nor a name.
    """
    return axis if isinstance(axis, str) else as_axis(axis).name


def size_of(axis: AxisSelector) -> int | None:
    """The size of one axis, None where it is not known.

    Raises:
        WrongKind: If it is neither an axis nor a name.
    """
    if isinstance(axis, str):
        return None
    size = as_axis(axis).size
    return None if isinstance(size, NoSize) else size


def is_size_said(axis: AxisSelector) -> bool:
    """Whether an axis was given with a size, known or not."""
    said: object = axis.size if isinstance(axis, Axis) else NoSize.UNSAID
    return said is not NoSize.UNSAID


def as_axis(axis: AxisSelector) -> Axis:
    """A selector as an axis.

    Raises:
        WrongKind: If it is neither an axis nor a name.
    """
    if isinstance(axis, Axis):
        return axis
    if isinstance(axis, str):
        return unsized(axis)
    raise WrongKind(f"expected an axis or its name, got {_given(axis)}")


def entries(selection: AxisSelection) -> tuple[Axis, ...]:
    """A selection in any of its forms as a tuple of single axes.

    Raises:
        WrongKind: If it is not a selection of axes.
    """
    if isinstance(selection, str | Axis):
        return (as_axis(selection),)
    if isinstance(selection, Mapping):
        return tuple(_entry(name, size) for name, size in selection.items())
    if isinstance(selection, Sequence):
        return tuple(map(as_axis, selection))
    raise WrongKind(f"expected an axis, its name, or a sequence or dict of them, got {_given(selection)}")


def _given(value: object) -> str:
    """A wrong argument as error messages print it: an array without its values."""
    return type(value).__name__ if hasattr(value, "shape") else repr(value)


def _entry(axis: AxisSelector, size: int | None) -> Axis:
    name = name_of(axis)
    if size is None:
        return unsized(name)
    return made(name, size) if isinstance(size, NoSize) else Axis(name, size)


def show(axes: Iterable[AxisSelector]) -> str:
    """Axes as error messages print them: `[batch=2, embed]`."""
    return f"[{', '.join(map(str, axes))}]"
