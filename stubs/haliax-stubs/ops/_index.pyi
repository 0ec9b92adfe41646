# Written by `python -m tools.stubs`. Do not edit.
"""How indices by name become one positional index of `jax.numpy`.

Each index is taken apart into what is static, which settles the axes and is cached, and the arrays in it. The plan then
says how to put the positional index together again, and which axes numpy's rules leave where.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from haliax.algebra import Axes
from haliax.axis import AxisSelector
from haliax.ops._plan import Fused

Names = tuple[str, ...]

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
    shape: tuple[int, ...]

Static: TypeAlias = At | Range | Block | Listed | Gather
Selection: TypeAlias = tuple[tuple[AxisSelector, Static], ...]

@dataclass(frozen=True, slots=True)
class Index:
    """An index by name, taken apart.

    Attributes:
        selection: What is static in it, which settles the axes.
        arrays: The arrays in it: one for each part that is neither an `At` nor a `Range`, in their order.
    """

    selection: Selection
    arrays: tuple[Any, ...]

    def along(self, names: Names) -> Index:
        """The part of it that indexes axes of these names."""

    def __iter__(self) -> Iterator[tuple[AxisSelector, Static]]: ...

def taken_apart(op: str, axes: Axes, slices: Mapping[Any, Any]) -> Index:
    """An index of an array with these axes, taken apart."""

def start_of(op: str, axis: AxisSelector, start: Any) -> Any:
    """Where a part of an axis starts, as a number or an array without dimensions.

    Raises:
        AxisError: If it is a named array with axes.
        TypeError: If it is no integer.
    """

def is_static(start: Any) -> bool:
    """Whether a start is known before the program runs."""

def alike(starts: Sequence[Any]) -> list[Any]:
    """Starts of one dtype, as jax wants them of the axes of one array."""

@dataclass(frozen=True)
class Plan:
    """A positional index with holes for arrays.

    Attributes:
        parts: For each dimension a `Range`, an int, or how to make an index array.
        layout: The axes in the order in which numpy leaves them.
        out: The axes in the order in which the rule wants them.
        filled: Whether positions past the end give a fill value, as those of a `dslice` do.
    """

    parts: tuple[Any, ...]
    layout: Names
    out: Names
    filled: bool

    @cached_property
    def length(self) -> int:
        """The number of dimensions without those at the end that are taken whole, which cost jax time."""

    @cached_property
    def is_fixed(self) -> bool:
        """Whether it has positions that the next call may well replace by others, as in a loop."""

    @property
    def is_basic(self) -> bool:
        """Whether it is made of integers, known or not, and slices only."""

    def call(self, kernel: Callable[..., Any], *args: Any) -> Fused:
        """The kernel of this plan and other arguments, ready for arrays.

        Compiling it for fixed positions would compile it for each position of a loop.
        """

    def index(self, arrays: Sequence[Any]) -> tuple[Any, ...]:
        """The positional index, with the arrays in place, up to the last dimension that is not taken whole."""

def plan(op: str, names: Names, shape: tuple[int, ...], selection: Selection) -> Plan:
    """The plan of an index on an array of these axes."""

def selected(names: Names, shape: tuple[int, ...], selection: Selection) -> Axes:
    """The axes of the selected elements."""
