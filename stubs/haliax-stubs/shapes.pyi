# Written by `python -m tools.stubs`. Do not edit.
"""Whether names fit the shape of an array, and whether that is checked where an array is made."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeAlias

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelection, AxisSelector

Names: TypeAlias = tuple[str, ...]
Shape: TypeAlias = tuple[int, ...]
Signature: TypeAlias = tuple[Names, Shape]
"""What of an array decides what an operation does to its axes."""

def axes_of(names: tuple[str, ...], shape: tuple[int, ...]) -> Axes:
    """The axes of an array as rules see them.

    Raises:
        AxisError: If the names do not fit the shape, as after a transform that added or removed a dimension.
    """

def check_shape(axes: tuple[AxisSelector, ...], shape: tuple[int, ...]) -> None:
    """Axes must fit the shape of an array.

    Raises:
        AxisError: If they are more or less than it has dimensions, a size differs, or a name is repeated.
    """

def names_for(rule: Callable[[Any, AxisSelection], Axes], axes: AxisSelection, shape: Shape | None) -> Names:
    """The names that a rule gives an array of this shape; of any shape if that is None. They are remembered.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
        TypeError: If they are no selection of axes.
    """

def are_shape_checks_enabled() -> bool:
    """Whether `NamedArray(array, axes)` checks that the axes fit the array. A new thread starts with the checks."""

@contextmanager
def enable_shape_checks(enabled: bool) -> Generator[None, None, None]:
    """Switches the checks of `NamedArray(array, axes)` on or off within a `with` block, in this thread alone.

    Without them an array may hold anything, such as an object that only stands for values. Operations still refuse
    axes that do not fit.
    """
