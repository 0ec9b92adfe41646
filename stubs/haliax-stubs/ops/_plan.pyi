# Written by `python -m tools.stubs`. Do not edit.
"""How an operation runs: its rule settles the axes once, then a kernel computes on positions.

What a rule settles depends on names, shapes and static arguments only, so it is cached under those: the eager cost of
an operation on axes seen before is one look-up.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeAlias

from typing_extensions import TypeVar

from haliax.algebra import Axes
from haliax.axis import Axis
from haliax.core import NamedArray

P = ParamSpec("P")
R = TypeVar("R")

def settled(settle: Callable[P, R]) -> Callable[P, R]:
    """Caches `settle(op, ...)`, and names the operation `op` in its errors."""

class Move(NamedTuple):
    """How one array is brought to other axes: transposed, then given new dimensions of size 1."""

    order: tuple[int, ...] | None
    new: tuple[int, ...]

def move(have: tuple[str, ...], want: tuple[str, ...]) -> Move:
    """The move from the axes `have` to `want`, which has them all. Axes that are new come out with size 1."""

def moved(array: Any, how: Move) -> Any:
    """The array after a move."""

def spread(how: Move, shape: tuple[int, ...], array: Any) -> Any:
    """The array after a move, repeated along its new dimensions to this shape."""

Fused: TypeAlias = Callable[..., Any]
"""A kernel with its static arguments settled, ready for arrays."""

def fused(op: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Fused:
    """`function` of arrays, with static arguments settled, as the kernel of `op`.

    It is one dispatch when called eagerly. Under a trace its equations go in line: it leaves no
    trace of itself, and is itself traced only once for arguments of one kind.
    """

def fitting(op: str, value: object) -> NamedArray:
    """The value, which must be a NamedArray with a name for each dimension. For operations that settle nothing else.

    Raises:
        AxisError: If its names do not fit its shape.
        TypeError: If it is none.
    """

def array_of(op: str, value: object) -> NamedArray:
    """The value, which must be a NamedArray.

    Raises:
        TypeError: If it is not.
    """

def axis_of(op: str, value: object) -> Axis:
    """The value, which must be an axis with its size.

    Raises:
        AxisError: If it is a name alone.
        TypeError: If it is neither.
    """

def scalar(op: str, value: Any) -> Any:
    """The value, which must be a number or an array without dimensions.

    Raises:
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """

def number_of(op: str, value: Any) -> Any:
    """The number, or the array without dimensions, that a value is or that it names no axes of.

    Raises:
        AxisError: If it is a NamedArray with axes.
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """

def kind(value: object) -> str:
    """What a value is, for an error message: its type and shape, never what it holds."""

def sized(axes: Axes) -> Axes:
    """The axes of a result, all of which must have sizes by now.

    Raises:
        AxisError: If one was given by its name alone, or has a size below zero.
    """

def shape_of(axes: Axes) -> tuple[int, ...]:
    """The sizes of axes that all have one, in order."""
