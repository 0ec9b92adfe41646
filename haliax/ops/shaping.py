"""Operations that rename, add, merge and split axes, or take along one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.algebra import Axes
from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec, entries, name_of
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops._plan import Fused, Move, array_of, fused, move, moved, scalar, settled, shape_of, sized, spread
from haliax.rules import shaping as rules

Names = tuple[str, ...]
Shape = tuple[int, ...]


def rename(array: NamedArray, renames: Mapping[AxisSelector, AxisSelector]) -> NamedArray:
    """The array with other names for some axes, all changed at once.

    Axes: `[batch, embed], {"embed": "mlp"} -> [batch, mlp]`

    Raises:
        AxisError: If an axis is not there, a new one has another size, or a name comes out twice.
    """
    values = array_of("rename", array).array
    return wrap(values, _renamed("rename", array.axis_names, values.shape, tuple(renames.items())))


@settled
def _renamed(op: str, names: Names, shape: Shape, renames: tuple[tuple[AxisSelector, AxisSelector], ...]) -> Names:
    return rules.rename(axes_of(names, shape), dict(renames)).names


def broadcast_to(
    a: NamedOrNumeric, axes: AxisSpec, ensure_order: bool = True, enforce_no_extra_axes: bool = True
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
    return _broadcast("broadcast_to", a, axes, ensure_order, enforce_no_extra_axes)


def broadcast_axis(a: NamedArray, axis: AxisSpec) -> NamedArray:
    """The array with all of `axis`, repeated along those that it lacks. They come first, its other axes after them.

    Axes: `[embed], batch -> [batch, embed]`

    Raises:
        AxisError: If the array has one of them with another size.
    """
    return _broadcast("broadcast_axis", a, axis, True, False)


def _broadcast(op: str, a: NamedOrNumeric, axes: AxisSpec, ensure_order: bool, no_extra: bool) -> NamedArray:
    names, values = (a.axis_names, a.array) if isinstance(a, NamedArray) else ((), jnp.asarray(scalar(op, a)))
    call, out = _broadcasting(op, names, values.shape, axes, ensure_order, no_extra)
    return wrap(values if call is None else call(values), out)


@settled
def _broadcasting(
    op: str, names: Names, shape: Shape, axes: AxisSpec, ensure_order: bool, no_extra: bool
) -> tuple[Fused | None, Names]:
    old = axes_of(names, shape)
    out = sized(rules.broadcast_to(old, axes, ensure_order, no_extra))
    if out.names == names:
        return None, names
    return fused(op, spread, move(names, out.names), shape_of(out)), out.names


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
    given = _merging_arguments(*args, **kwargs)
    subject, old, new = given
    if not isinstance(subject, NamedArray):
        return _merged_spec(subject, old, new)
    call, out = _merging("flatten_axes", subject.axis_names, subject.array.shape, old, new)
    return wrap(call(subject.array), out)


def _merging_arguments(first: Any = None, *rest: Any, **named: Any) -> tuple[Any, Any, Any]:
    """Subject, old axes and new axis, in any form of the call to `flatten_axes`."""
    subject = next((named.pop(n) for n in ("array", "axes", "axis") if n in named), None) if first is None else first
    values = list(rest)
    two = len(values) + ("new_axis" in named) == 2
    old = named.pop("old_axes") if "old_axes" in named else (values.pop(0) if two else None)
    new = named.pop("new_axis") if "new_axis" in named else (values.pop(0) if values else None)
    if subject is None or new is None or values or named:
        raise TypeError("flatten_axes: expected (array, old_axes, new_axis), or axes in the place of the array")
    return subject, old, new


def _merged_spec(axes: AxisSpec, old: AxisSelection | None, new: AxisSelector) -> Any:
    out = _merged_axes("flatten_axes", entries(axes), None if old is None else entries(old), new)
    if old is None or isinstance(axes, Axis):
        return out[0]
    return {axis.name: axis.size for axis in out} if isinstance(axes, Mapping) else out


@settled
def _merged_axes(op: str, axes: Any, old: Any, new: AxisSelector) -> Any:
    subject = Axes(axes)
    return (rules.ravel(subject, new) if old is None else rules.flatten_axes(subject, old, new)).head


@settled
def _merging(op: str, names: Names, shape: Shape, old: AxisSelection, new: AxisSelector) -> tuple[Fused, Names]:
    out = rules.flatten_axes(axes_of(names, shape), old, new)
    inner = tuple(name_of(a) for a in entries(old))
    order = tuple(n for name in out.names for n in (inner if name == name_of(new) else (name,)))
    return fused(op, _reshaped, move(names, order), shape_of(out)), out.names


def _reshaped(how: Move, shape: Shape, array: Any) -> jax.Array:
    array = moved(array, how)
    return array if array.shape == shape else lax.reshape(array, shape)


def unflatten_axis(array: NamedArray, axis: AxisSelector, new_axes: AxisSpec) -> NamedArray:
    """The array with one axis split into several, in its place.

    Axes: `[batch, pixel], pixel, (height, width) -> [batch, height, width]`

    Raises:
        AxisError: If the axis is not there, a new name is taken, or the new sizes do not multiply to its size.
    """
    values = array_of("unflatten_axis", array).array
    call, out = _splitting("unflatten_axis", array.axis_names, values.shape, axis, new_axes)
    return wrap(call(values), out)


@settled
def _splitting(op: str, names: Names, shape: Shape, axis: AxisSelector, new_axes: AxisSpec) -> tuple[Fused, Names]:
    out = sized(rules.unflatten_axis(axes_of(names, shape), axis, new_axes))
    return fused(op, _reshaped, Move(None, ()), shape_of(out)), out.names


def ravel(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The array with all its axes merged into one, in the order in which it stores them.

    Axes: `[batch, embed], flat -> [flat]`

    Raises:
        AxisError: If the new axis has a size, and another than the number of elements.
    """
    return _ravel("ravel", array, new_axis_name)


def flatten(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The same as `ravel`."""
    return _ravel("flatten", array, new_axis_name)


def _ravel(op: str, array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    values = array_of(op, array).array
    call, out = _raveling(op, array.axis_names, values.shape, new_axis_name)
    return wrap(call(values), out)


@settled
def _raveling(op: str, names: Names, shape: Shape, new: AxisSelector) -> tuple[Fused, Names]:
    out = rules.ravel(axes_of(names, shape), new)
    return fused(op, _reshaped, Move(None, ()), shape_of(out)), out.names


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
    """
    values = array_of("take", array).array
    if isinstance(index, NamedArray):
        call, out = _taking("take", array.axis_names, values.shape, axis, index.axis_names, index.array.shape)
        return wrap(call(values, index.array), out)
    if isinstance(index, int):
        at, out = _picking("take", array.axis_names, values.shape, axis, index)
        return wrap(jnp.asarray(values)[(slice(None),) * at + (index,)], out)
    position = scalar("take", index)
    call, out = _taking("take", array.axis_names, values.shape, axis, (), ())
    return wrap(call(values, position), out)


@settled
def _picking(op: str, names: Names, shape: Shape, axis: AxisSelector, index: int) -> tuple[int, Names]:
    out = rules.take(axes_of(names, shape), axis, index).names
    return names.index(name_of(axis)), out


@settled
def _taking(
    op: str, names: Names, shape: Shape, axis: AxisSelector, index_names: Names, index_shape: Shape
) -> tuple[Fused, Names]:
    index = axes_of(index_names, index_shape)
    out = rules.take(axes_of(names, shape), axis, index).names
    at = names.index(name_of(axis))
    shared = tuple(n for n in index_names if n in names and n != name_of(axis))
    if not shared:
        return fused(op, _taken, at), out
    return fused(op, _matched, names, index_names, at, out, shape), out


def _taken(at: int, array: Any, index: Any) -> jax.Array:
    return jnp.take(array, index, axis=at)


def _matched(names: Names, index_names: Names, at: int, out: Names, shape: Shape, array: Any, index: Any) -> jax.Array:
    """Takes along dimension `at`, where the index has other axes of the array too."""
    shared = [n for n in index_names if n in names and n != names[at]]
    new = [n for n in index_names if n not in shared]
    # Batched dimensions first: the shared axes, in the array and in the index.
    kept = [n for n in names if n not in shared and n != names[at]]
    array = lax.transpose(array, [names.index(n) for n in (*shared, names[at], *kept)])
    index = lax.transpose(index, [index_names.index(n) for n in (*shared, *new)])
    take: Callable[..., Any] = partial(jnp.take, axis=0)
    for _ in shared:
        take = jax.vmap(take)
    taken: jax.Array = moved(take(array, index), move((*shared, *new, *kept), out))
    return taken
