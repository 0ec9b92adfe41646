# Written by `python -m tools.stubs`. Do not edit.
"""An index by name, taken apart into what is static, which settles the axes and is remembered, and the arrays in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.axis import AxisSelector
from haliax.core import Names, Shape
from haliax.pure.axes import Axes

@dataclass(frozen=True, slots=True)
class At:
    """A static position, which takes the axis away."""

    position: int

@dataclass(frozen=True, slots=True)
class Range:
    """A static slice."""

    start: int | None
    stop: int | None
    step: int | None

    @property
    def slice(self) -> slice:
        """The same as Python has it."""

WHOLE: Range

@dataclass(frozen=True, slots=True)
class Block:
    """This many positions from a start that is known only at run time."""

    size: int

@dataclass(frozen=True, slots=True)
class Listed:
    """This many positions, in an array without names."""

    size: int

@dataclass(frozen=True, slots=True)
class Gather:
    """Positions in an array with these axes; none for a single position."""

    names: Names
    shape: Shape

Static: TypeAlias = At | Range | Block | Listed | Gather
Statics: TypeAlias = tuple[tuple[AxisSelector, Static], ...]

@dataclass(frozen=True, slots=True)
class IndexParts:
    """An index by name, taken apart.

    Attributes:
        selection: What is static in it, which settles the axes.
        arrays: The arrays in it: one for each part that is neither an `At` nor a `Range`, in their order.
    """

    selection: Statics
    arrays: tuple[Any, ...]

    def along(self, names: Names) -> IndexParts:
        """The part of it that indexes axes of these names."""

    def __iter__(self) -> Iterator[tuple[AxisSelector, Static]]: ...

def selectors(op: str, item: Any) -> dict[AxisSelector, Any]:
    """What stands between the brackets of an index, as a dict from axes to indices."""

def taken_apart(op: str, axes: Axes, slices: Mapping[Any, Any]) -> IndexParts:
    """An index of an array with these axes, taken apart."""

def start_of(op: str, axis: AxisSelector, start: Any) -> Any:
    """Where a part of an axis starts, as a number or an array without dimensions.

    Raises:
        AxisError: If it is a named array with axes.
        TypeError: If it is no integer.
    """

def is_static(start: Any) -> bool:
    """Whether a start is known before the program runs."""

def signed(position: Any) -> Any:
    """A position, or an array of them, in a dtype that has distances between positions too.

    What is beyond any axis stays so: the highest unsigned integers would be negative ones.
    """

def alike(starts: Sequence[Any]) -> list[Any]:
    """Starts of one dtype, as jax wants them of the axes of one array; integers stay static."""
