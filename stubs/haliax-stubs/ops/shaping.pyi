# Written by `python -m tools.stubs`. Do not edit.
"""Operations that rename, add, merge and split axes, or take along one."""

from collections.abc import Mapping
from typing import Any

import jax

from haliax.axis import AxisSelector, AxisSpec
from haliax.core import NamedArray, NamedOrNumeric
from haliax.pure.axis import AxisKey

def rename(array: NamedArray, renames: Mapping[AxisKey, AxisSelector]) -> NamedArray:
    """The array with other names for some axes, all changed at once.

    Axes: `[batch, embed], {"embed": "mlp"} -> [batch, mlp]`

    Raises:
        AxisError: If an axis is not there, a new one has another size, or a name comes out twice.
    """

def broadcast_to(
    a: NamedOrNumeric,
    axes: AxisSpec,
    ensure_order: bool = True,
    enforce_no_extra_axes: bool = True,
) -> NamedArray:
    """The array, repeated along those of `axes` that it lacks.

    Axes: `[embed], (batch, embed) -> [batch, embed]`

    Args:
        a: An array or a number.
        axes: The axes of the result, in order.
        ensure_order: Whether the result has them in this order. If not, the array's own axes keep their order and new
            ones come first.
        enforce_no_extra_axes: Whether an axis of the array that `axes` lacks is an error. If not, such axes come last.

    Raises:
        AxisError: If the array has an axis that `axes` lacks, or has with another size.
    """

def broadcast_axis(a: NamedOrNumeric, axis: AxisSpec) -> NamedArray:
    """The array with all of `axis`, repeated along those that it lacks. They come first, its other axes after them.

    Axes: `[embed], batch -> [batch, embed]`

    Raises:
        AxisError: If the array has one of them with another size.
    """

def flatten_axes(*args: Any, **kwargs: Any) -> Any:
    """Merges several axes into one, of an array or of a list of axes.

    Axes: `[batch, height, width], (height, width), pixel -> [batch, pixel]`

    Three forms, as their arguments tell:

    - `flatten_axes(array, old_axes, new_axis)`: the array with the axes merged, in the order of `old_axes`, where the
      first of them was.
    - `flatten_axes(axes, old_axes, new_axis)`: the same for a list of axes.
    - `flatten_axes(axes, new_axis)`: the one axis that all of `axes` merge into.

    Raises:
        AxisError: If an old axis is not there, the new name is taken, or the sizes do not multiply to the new size.
    """

def unflatten_axis(array: NamedArray, axis: AxisSelector, new_axes: AxisSpec) -> NamedArray:
    """The array with one axis split into several, in its place.

    Axes: `[batch, pixel], pixel, (height, width) -> [batch, height, width]`

    Raises:
        AxisError: If the axis is not there, a new name is taken, or the new sizes do not multiply to its size.
    """

def ravel(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The array with all its axes merged into one, in the order in which it stores them.

    Axes: `[batch, embed], flat -> [flat]`

    Raises:
        AxisError: If the new axis has a size, and another than the number of elements.
    """

def flatten(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The same as `ravel`."""

def take(array: NamedArray, axis: AxisSelector, index: int | jax.Array | NamedArray) -> NamedArray:
    """The elements at `index` along an axis.

    Axes: `[batch, vocab], axis=vocab, index=[position] -> [batch, position]`

    The axes of the index take the place of `axis`. Those that the array has too are matched: `take(logits, "vocab",
    targets)`, where both have `batch`, takes one logit in each batch.

    Args:
        array: The values.
        axis: The axis to take along, which the result lacks.
        index: A position, or an array of them. Positions outside the axis give NaN, or the smallest integer, as in
            `jax.numpy.take`; a Python integer outside it is an error.

    Raises:
        AxisError: If the axis is not there, a Python integer is outside it, or a shared axis has two sizes.
        TypeError: If the index is no integer, nor an array of integers.
    """
