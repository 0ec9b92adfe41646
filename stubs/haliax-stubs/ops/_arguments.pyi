# Written by `python -m tools.stubs`. Do not edit.
"""What the arguments of an operation are, or what is wrong with them."""

from typing import Any, Final

from haliax.axis import Axis
from haliax.core import Shape, Signature
from haliax.pure.axes import Axes
from haliax.pure.operation import Operation

def parts_of(operation: Operation[Any], value: object) -> tuple[Any, Signature]:
    """The values of an array, and its names and shape.

    Raises:
        TypeError: If it is no NamedArray.
    """

def signature_of(value: object) -> Signature | None:
    """The names and the shape of an array; None for what has no names."""

def plain(value: Any) -> Any:
    """The values of an array; what has no names as it is."""

def known(signature: Signature | None) -> Axes:
    """The axes of a signature, as rules see them; none for a number.

    Raises:
        AxisError: If the names do not fit the shape.
    """

NUMBERS: Final = frozenset({bool, int, float, complex})
"""The numbers of Python, which have no axes."""

def number(operation: Operation[Any], value: Any) -> Any:
    """The value, which must be a number or an array without dimensions.

    Raises:
        TypeError: If it is a plain array with dimensions, or a list, whose axes have no names.
    """

def scalar(operation: Operation[Any], value: Any) -> Any:
    """The number, or the array without dimensions, that a value is or that it names no axes of.

    Raises:
        AxisError: If it is a NamedArray with axes.
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """

def whole(operation: Operation[Any], what: str, value: Any) -> Any:
    """The value, which must be a position, or an array of positions.

    Raises:
        TypeError: If it is no integer, nor an array of integers.
    """

def converted(op: str, value: Any, dtype: Any) -> Any:
    """A plain array or a number in the dtype of what it is written into.

    Raises:
        TypeError: If the dtype cannot hold all that the value may be. A number need only be one that it holds.
    """

def axis_of(operation: Operation[Any], value: object) -> Axis:
    """The value, which must be an axis with its size.

    Raises:
        AxisError: If it is a name alone.
        TypeError: If it is neither.
    """

def kind(value: object) -> str:
    """What a value is, for an error message: its type and shape, never what it holds."""

def shape_of(axes: Axes) -> Shape:
    """The sizes of the axes of a result, in order, all of which must have one by now.

    Raises:
        AxisError: If one was given by its name alone, or has a size below zero.
    """
