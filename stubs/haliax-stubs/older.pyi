# Written by `python -m tools.stubs`. Do not edit.
"""Functions of haliax 1.x that are others put together. mypy does not follow the axes through them."""

from jax.typing import ArrayLike

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric

def broadcast_arrays(
    *arrays: NamedOrNumeric | None,
    require_subset: bool = True,
    ensure_order: bool = True,
) -> tuple[NamedArray | None, ...]:
    """The arrays with the same axes, each repeated along those that it lacks.

    Axes: `[embed], [batch, embed] -> [batch, embed], [batch, embed]`

    Args:
        *arrays: Arrays and numbers; None stays None.
        require_subset: Whether one array must have all axes of the others. If not, the axes are those of all arrays, in
            the order in which they first appear.
        ensure_order: Whether all come out with their axes in the same order, that of the first array which has all. If
            not, each keeps the order of the axes that it has, after those that it lacks.

    Raises:
        AxisError: If no array has all the axes, or two give one name different sizes.
        TypeError: If a plain array has dimensions, whose axes have no names.
    """

def pad_left(array: NamedArray, axis: AxisSelector, new_axis: Axis, value: ArrayLike = 0) -> NamedArray:
    """The array with more elements in front along an axis, which `new_axis` takes the place of.

    Axes: `[batch, position=3], position, Axis("position", 5) -> [batch, position=5]`

    Args:
        array: The array.
        axis: The axis.
        new_axis: The axis of the result in its place, at least as long.
        value: The value of the new elements.

    Raises:
        AxisError: If the axis is not there, is there with another size, is longer than the new one, or the new name is
            taken.
    """
