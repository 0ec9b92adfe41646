# Written by `python -m tools.stubs`. Do not edit.
"""Selecting elements by index: which axes an index takes away, resizes or adds.

Each axis that is indexed goes by its index:

- an integer, or an integer array without axes, takes the axis away;
- a slice, a `dslice`, a list or a plain array of one dimension keeps it, with another size;
- a named array puts its own axes in its place. Those that the array has too are matched, position by position. Axes
  of several index arrays are matched with each other by name. The new ones stand where the first axis of the array that
  is indexed so was, in the order in which the index arrays have them, taken in the order of the axes they index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector
from haliax.pure.operation import Family, Operation
from haliax.pure.wants import Array, Index

declare: Family

@dataclass(frozen=True, slots=True)
class Positions:
    """An index that keeps its axis, with this many positions; None where the number is not known."""

    count: int | None

@dataclass(frozen=True, slots=True)
class NoIndex:
    """Something that is no index, of which no more is known than what it is."""

    kind: str

class Unsure(Enum):
    """An index of which nothing is known."""

    INDEX = 1

def pairs(item: object) -> dict[AxisSelector, Any]:
    """What stands between the brackets of `x[...]`, as a dict from axes to indices.

    Raises:
        AxisError: If an axis is indexed twice.
        Misuse: If it is neither a dict nor pairs of an axis and an index.
    """

getitem: Operation[Any]

def selected(array: Array, slices: Index) -> Axes:
    """The axes of the elements at an index.

    An index of an axis is an integer, a slice, `Positions`, or the `Axes` of an array, which are none for a plain one
    without dimensions. A checker may not know what it is.
    """

index: Operation[Any]

class Cut(NamedTuple):
    """A contiguous part of an axis.

    Attributes:
        axis: The axis.
        name: The name of the axis of the part.
        start: Where it starts, as far as that is known.
        length: How long it is; None where it goes on to the end, or that is not known.
        is_vague: Whether it has a length that a checker does not know.
    """

    axis: AxisSelector
    name: str
    start: Any
    length: int | None
    is_vague: bool = ...

slice: Operation[Any]

def cut(array: Axes, cuts: Sequence[Cut]) -> Axes:
    """The axes after a contiguous part is cut out along some of them."""

def cuts(*args: Any, **kwargs: Any) -> list[Cut]:
    """The cuts that the arguments of `haliax.slice` after the array mean, in either of its forms, or as cuts already.

    Raises:
        Misuse: If they are of neither form.
    """
