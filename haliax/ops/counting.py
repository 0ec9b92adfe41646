"""Counting elements, and finding those that count."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import Axis
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import array_of, axis_of, settled
from haliax.rules import counting as rules

Names = tuple[str, ...]


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
        x: Integers that are not negative, along one axis. Those outside the axis of counts are left out.
        Counts: The axis of the counts.
        weights: How much each element counts, 1 by default. A named array must have the axis of `x`.
        minlength: As in `jax.numpy.bincount`. The axis of counts says how many there are, so it may only be less.

    Raises:
        AxisError: If `x` has another number of axes than one, or `weights` has other axes.
        ValueError: If `minlength` is greater than the size of the axis of counts.
    """
    values, length = array_of("bincount", x).array, axis_of("bincount", Counts).size
    if minlength > length:
        raise ValueError(f"bincount: minlength {minlength} is greater than the axis of counts, {Counts}")
    given = (weights.axis_names, weights.array.shape) if isinstance(weights, NamedArray) else None
    out = _counted("bincount", x.axis_names, values.shape, Counts, given)
    mass = weights.array if isinstance(weights, NamedArray) else weights
    return wrap(jnp.bincount(values, mass, length=length), out)


@settled
def _counted(op: str, names: Names, shape: tuple[int, ...], counts: Axis, weights: Any) -> Names:
    mass = None if weights is None else axes_of(*weights)
    return rules.bincount(axes_of(names, shape), counts, weights=mass).names


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
    return positions_of("nonzero", array, size, fill_value)


def positions_of(op: str, array: object, size: Axis, fill_value: int) -> tuple[NamedArray, ...]:
    """What `nonzero` gives, for an operation of another name."""
    mask = array_of(op, array)
    values = mask.array
    _checked(op, mask.axis_names, values.shape, axis_of(op, size))
    found = jnp.nonzero(values, size=size.size, fill_value=fill_value)
    return tuple(wrap(positions, (size.name,)) for positions in found)


@settled
def _checked(op: str, names: Names, shape: tuple[int, ...], size: Axis) -> None:
    rules.nonzero(axes_of(names, shape), size=size)
