# Written by `python -m tools.stubs`. Do not edit.
"""One axis: its name, and its size as far as that is known."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

from haliax.axis import Axis as Axis

class NoSize(Enum):
    """What stands in the place of a size that is no number."""

    UNSAID = "unsaid"
    UNKNOWN = "unknown"

def made(name: str, size: Any) -> Axis:
    """An axis of parts that are known to be right, or of no size."""

def unsized(name: str) -> Axis:
    """The axis of this name, given by its name alone."""

def of_size(name: str, size: int | None) -> Axis:
    """The axis of this name, and of this size; of any size if that is None."""

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

def size_of(axis: AxisSelector) -> int | None:
    """The size of one axis, None where it is not known.

    Raises:
        WrongKind: If it is neither an axis nor a name.
    """

def is_size_said(axis: AxisSelector) -> bool:
    """Whether an axis was given with a size, known or not."""

def as_axis(axis: AxisSelector) -> Axis:
    """A selector as an axis.

    Raises:
        WrongKind: If it is neither an axis nor a name.
    """

def entries(selection: AxisSelection) -> tuple[Axis, ...]:
    """A selection in any of its forms as a tuple of single axes.

    Raises:
        WrongKind: If it is not a selection of axes.
    """

def show(axes: Iterable[AxisSelector]) -> str:
    """Axes as error messages print them: `[batch=2, embed]`."""
