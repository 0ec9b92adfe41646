# Written by `python -m tools.stubs`. Do not edit.
"""Repeating what lies along axes: the axes stay, and grow."""

from collections.abc import Mapping

from haliax.axis import AxisSelector
from haliax.core import NamedArray
from haliax.pure.axis import AxisKey

def tile(array: NamedArray, reps: Mapping[AxisKey, int]) -> NamedArray:
    """The array several times over along some axes, one copy after the other.

    Axes: `[batch, position=5], {"position": 2} -> [batch, position=10]`

    Args:
        array: The values.
        reps: For each axis how many copies. Other axes stay as they are.

    Raises:
        AxisError: If an axis is not there, is there with another size, or a number is below 0.
        TypeError: If a number is not an integer known before the program runs.
    """

def repeat(array: NamedArray, axis: AxisSelector, repeats: int) -> NamedArray:
    """The array with each element along an axis several times in a row.

    Axes: `[batch, position=5], position, 2 -> [batch, position=10]`

    Args:
        array: The values.
        axis: The axis, which grows by that factor.
        repeats: How many times.

    Raises:
        AxisError: If the axis is not there, is there with another size, or `repeats` is below 0.
        TypeError: If `repeats` is not an integer known before the program runs.
    """
