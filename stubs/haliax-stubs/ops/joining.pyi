# Written by `python -m tools.stubs`. Do not edit.
"""Joining arrays along an axis, and taking them apart."""

from collections.abc import Iterable, Sequence

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray

def concatenate(axis: AxisSelector, arrays: Iterable[NamedArray]) -> NamedArray:
    """The arrays one after the other along an axis that they all have.

    Axes: `axis, [batch=2, axis=3], [axis=5, batch=2] -> [batch=2, axis=8]`

    The result has the axes of the first array, in its order.

    Args:
        axis: The axis to join along. A size, if given, must be that of the result or of one of the arrays.
        arrays: At least one array. Other axes must agree.

    Raises:
        AxisError: If an array lacks the axis, or the arrays have different other axes.
    """

def stack(axis: AxisSelector, arrays: Iterable[NamedArray]) -> NamedArray:
    """The arrays beside each other along a new first axis.

    Axes: `layer, [batch, embed], [embed, batch] -> [layer=2, batch, embed]`

    Args:
        axis: The new axis. A size, if given, must be the number of arrays.
        arrays: At least one array. All must have the same axes, in any order.

    Raises:
        AxisError: If the axis is there already, or the arrays have different axes.
    """

def split(a: NamedArray, axis: AxisSelector, new_axes: Sequence[Axis]) -> Sequence[NamedArray]:
    """The array cut along an axis into pieces, each with an axis of its own in its place.

    Axes: `[batch, qkv=9], qkv, (q=3, kv=6) -> [batch, q=3], [batch, kv=6]`

    Args:
        a: The array to cut.
        axis: The axis to cut along.
        new_axes: The axis of each piece. Their sizes must add up to that of `axis`.

    Returns:
        A tuple of arrays, one for each of `new_axes`.

    Raises:
        AxisError: If the axis is not there, a new name is taken, or the sizes do not add up.
    """

def unbind(array: NamedArray, axis: AxisSelector) -> list[NamedArray]:
    """The slices of the array along an axis, which they lack.

    Axes: `[layer=2, batch], layer -> [batch], [batch]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
