"""The distinct elements of an array, along a new axis whose size says how many are found."""

from __future__ import annotations

from typing import Any, overload

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, Shape, wrap
from haliax.ops._arguments import axis_of, known, parts_of, scalar, shape_of
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import Axes
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import distinct as rules

_PARTS = ("return_index", "return_inverse", "return_counts")


@overload
def unique(
    array: NamedArray, Unique: Axis, *, axis: AxisSelector | None = ..., fill_value: ArrayLike | None = ...
) -> NamedArray: ...
@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_counts: bool,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...
@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_inverse: bool,
    return_counts: bool = ...,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...
@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_index: bool,
    return_inverse: bool = ...,
    return_counts: bool = ...,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...
@implements(rules.unique)
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: AxisSelector | None = None,
    fill_value: ArrayLike | None = None,
) -> NamedArray | tuple[NamedArray, ...]:
    """The distinct elements, in rising order.

    Axes: `[batch, embed], Unique -> [Unique]`

    Axes: `[batch, embed], Unique, axis=batch -> [Unique, embed]`

    Args:
        array: The values.
        Unique: The axis of the distinct elements, which says how many to find. The least come first; more are left out.
        return_index: Whether to return where each first occurs too: `[Unique]`. It is a position in the flattened
            array, which depends on the order in which its axes are stored, or along `axis`.
        return_inverse: Whether to return which of them each element is too, with the axes of the array, or `[axis]`.
        return_counts: Whether to return how often each occurs too: `[Unique]`.
        axis: If given, the distinct slices along this axis are found, and `Unique` takes its place.
        fill_value: Fills the values when there are fewer. By default the least of them.

    Returns:
        The distinct elements, or a tuple of them and what else was asked for, in the order of the arguments.

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
    flags = (return_index, return_inverse, return_counts)
    out = _found(rules.unique, array, Unique, axis, fill_value, flags)
    return out if any(flags) else out[0]


@implements(rules.unique_values)
def unique_values(
    array: NamedArray, Unique: Axis, *, axis: AxisSelector | None = None, fill_value: ArrayLike | None = None
) -> NamedArray:
    """The distinct elements, as `unique` gives them.

    Axes: `[batch, embed], Unique -> [Unique]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
    return _found(rules.unique_values, array, Unique, axis, fill_value)[0]


@implements(rules.unique_counts)
def unique_counts(
    array: NamedArray, Unique: Axis, *, axis: AxisSelector | None = None, fill_value: ArrayLike | None = None
) -> tuple[NamedArray, NamedArray]:
    """The distinct elements, and how often each occurs. See `unique`.

    Axes: `[batch, embed], Unique -> [Unique], [Unique]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
    values, counts = _found(rules.unique_counts, array, Unique, axis, fill_value, (False, False, True))
    return values, counts


@implements(rules.unique_inverse)
def unique_inverse(
    array: NamedArray, Unique: Axis, *, axis: AxisSelector | None = None, fill_value: ArrayLike | None = None
) -> tuple[NamedArray, NamedArray]:
    """The distinct elements, and which of them each element of the array is. See `unique`.

    Axes: `[batch, embed], Unique -> [Unique], [batch, embed]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
    values, inverse = _found(rules.unique_inverse, array, Unique, axis, fill_value, (False, True, False))
    return values, inverse


@implements(rules.unique_all)
def unique_all(
    array: NamedArray, Unique: Axis, *, axis: AxisSelector | None = None, fill_value: ArrayLike | None = None
) -> tuple[NamedArray, NamedArray, NamedArray, NamedArray]:
    """The distinct elements, where each first occurs, which of them each element is, and how often each occurs.

    Axes: `[batch, embed], Unique -> [Unique], [Unique], [batch, embed], [Unique]`

    See `unique`.

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
    values, index, inverse, counts = _found(rules.unique_all, array, Unique, axis, fill_value, (True, True, True))
    return values, index, inverse, counts


def _found(
    operation: Operation[Any],
    array: NamedArray,
    new: Axis,
    axis: AxisSelector | None,
    fill_value: ArrayLike | None,
    flags: tuple[bool, bool, bool] = (False, False, False),
) -> tuple[NamedArray, ...]:
    """The distinct elements, and what else is asked for."""
    values, signature = parts_of(operation, array)
    size = axis_of(operation, new).size
    place, outs = _places(operation, (signature,), new, axis, flags)
    fill = None if fill_value is None else scalar(operation, fill_value)
    found = jnp.unique(values, *flags, axis=place, size=size, fill_value=fill)
    parts: tuple[jax.Array, ...] = found if isinstance(found, tuple) else (found,)
    return tuple(wrap(_fitted(part, shape_of(out)), out.names) for part, out in zip(parts, outs, strict=True))


def _fitted(part: jax.Array, shape: Shape) -> jax.Array:
    """A part of what jax found. Of an array without elements jax finds one slice, however many are asked for."""
    if part.shape == shape:
        return part
    cut = part[tuple(map(slice, shape))]
    return jnp.pad(cut, [(0, wanted - given) for wanted, given in zip(shape, cut.shape, strict=True)])


@settled
def _places(
    operation: Operation[Any],
    signatures: Signatures,
    new: Axis,
    axis: AxisSelector | None,
    flags: tuple[bool, bool, bool],
) -> tuple[int | None, tuple[Axes, ...]]:
    array = known(signatures[0])
    wanted = {parameter.name for parameter in operation.parameters}
    asked = {name: flag for name, flag in zip(_PARTS, flags, strict=True) if name in wanted}
    out = operation.rule(array, new, axis=axis, **asked)
    outs = out if isinstance(out, tuple) else (out,)
    return None if axis is None else array.names.index(name_of(axis)), outs
