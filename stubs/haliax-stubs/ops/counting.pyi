# Written by `python -m tools.stubs`. Do not edit.
"""Counting elements, and finding those that count."""

from typing import Any

from jax.typing import ArrayLike

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.pure.operation import Operation

def bincount(
    x: NamedArray,
    Counts: Axis,
    *,
    weights: NamedArray | ArrayLike | None = None,
    minlength: int = 0,
) -> NamedArray:
    """How often each of the integers 0, 1, … occurs.

    Axes: `[batch], Counts -> [Counts]`

    Args:
        x: Integers along one axis. Those outside the axis of counts, negative ones among them, are left out.
        Counts: The axis of the counts.
        weights: How much each element counts, 1 by default. A named array must have the axis of `x`.
        minlength: As in `jax.numpy.bincount`. The axis of counts says how many there are, so it may only be less.

    Raises:
        AxisError: If `x` has another number of axes than one, or `weights` has other axes.
        TypeError: If `x` has no integers.
        ValueError: If `minlength` is greater than the size of the axis of counts.
    """

def nonzero(array: NamedArray, *, size: Axis, fill_value: int = 0) -> tuple[NamedArray, ...]:
    """Where the elements are not zero: for each axis of the array, their positions along it.

    Axes: `[row, column], size=hit -> [hit], [hit]`

    Args:
        array: The values.
        size: The axis of the positions, which says how many to find.
        fill_value: Fills the positions when there are fewer.

    Returns:
        An array with the axis `size` for each axis of `array`, in its order.
    """

def positions_of(operation: Operation[Any], array: object, size: Axis, fill_value: int) -> tuple[NamedArray, ...]:
    """What `nonzero` gives, for an operation whose rule says the same."""
