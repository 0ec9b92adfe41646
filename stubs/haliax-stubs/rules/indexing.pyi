# Written by `python -m tools.stubs`. Do not edit.
"""Selecting elements by index: which axes an index takes away, resizes or adds.

Each axis that is indexed goes by its index:

- an integer, or an integer array without axes, takes the axis away;
- a slice, a `dslice`, a list or a plain array of one dimension keeps it, with another size;
- a named array puts its own axes in its place. Those that the array has too are matched, position by position. Axes
  of several index arrays are matched with each other by name. The new ones stand where the first axis of the array that
  is indexed so was, in the order in which the index arrays have them, taken in the order of the axes they index.
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.algebra import Axes, Value
from haliax.axis import AxisSelector

@dataclass(frozen=True, slots=True)
class Positions:
    """An index that keeps its axis, with this many positions; None where the number is not known."""

    count: int | None

_Slice = builtins.slice
Index: TypeAlias = int | _Slice | Positions | Axes
"""An index as a rule sees it. A plain integer array without dimensions is an `Axes` without axes."""

Item: TypeAlias = Mapping[AxisSelector, Index] | tuple[AxisSelector | Index, ...]
"""What stands between the brackets of `x[…]`."""

def pairs(item: object) -> dict[AxisSelector, Any]:
    """What stands between the brackets of `x[...]`, as a dict from axes to indices.

    Raises:
        AxisError: If an axis is indexed twice.
        TypeError: If it is neither a dict nor pairs of an axis and an index.
    """

def getitem(array: Axes, item: Item) -> Axes: ...
def index(array: Axes, slices: Item) -> Axes: ...

def cut(array: Axes, cuts: Sequence[tuple[AxisSelector, str, int | None, int | None]]) -> Axes:
    """The axes after a contiguous part is cut out along some of them.

    Args:
        array: The axes.
        cuts: For each axis its new name, where the part starts, and its length; None where that is not known. A part
            without a length goes on to the end.
    """

Cut: TypeAlias = tuple[AxisSelector, str, Any, int | None]
"""An axis, its new name, where the part starts, and its length if that is given."""

def slice(array: Axes, *args: Value, **kwargs: Value) -> Axes: ...

def cuts(*args: Any, **kwargs: Any) -> list[Cut]:
    """The cuts that the arguments of `haliax.slice` after the array mean, in either of its forms.

    Raises:
        TypeError: If they are of neither form.
    """
