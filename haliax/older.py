"""Functions of haliax 1.x that are others put together. mypy does not follow the axes through them."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, axes_of
from haliax.ops.scans import pad
from haliax.ops.shaping import broadcast_to, rename
from haliax.pure import errors
from haliax.pure.axes import SCALAR, Axes, broadcast, exactly, find, swap, union
from haliax.pure.axis import name_of


def broadcast_arrays(
    *arrays: NamedOrNumeric | None, require_subset: bool = True, ensure_order: bool = True
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
    given = [axes_of(array.axis_names, array.array.shape) for array in arrays if isinstance(array, NamedArray)]
    try:
        out = SCALAR if not given else broadcast(*given) if require_subset else union(*given)
    except errors.AxisError as error:
        raise error.within("broadcast_arrays") from None
    return tuple(None if array is None else _repeated(array, out, ensure_order) for array in arrays)


def _repeated(array: NamedOrNumeric, out: Axes, ensure_order: bool) -> NamedArray:
    if isinstance(array, NamedArray):
        return broadcast_to(array, out.head, ensure_order)
    values = jnp.asarray(array)
    if values.ndim:
        shape = values.shape
        raise errors.no_array(f"a plain array of shape {shape}").within("broadcast_arrays")
    return NamedArray(jnp.broadcast_to(values, tuple(axis.size for axis in out.head)), out.head)


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
    try:
        there = exactly(array.axes)
        added = new_axis.size - find(there, axis).size
        if added < 0:
            raise errors.shorter(name_of(axis), there.get(name_of(axis)).size, new_axis)
        swap(there, axis, [new_axis])
    except errors.AxisError as error:
        raise error.within("pad_left") from None
    longer: Any = pad(array, {name_of(axis): (added, 0)}, constant_values=value)
    return rename(longer, {name_of(axis): new_axis.name})
