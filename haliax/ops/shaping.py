"""Operations that rename, add, merge and split axes, or take along one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec
from haliax.core import NamedArray, NamedOrNumeric, Names, Shape, wrap
from haliax.modes import are_values_watched, mode_now
from haliax.ops._arguments import known, number, parts_of, shape_of, signature_of, whole
from haliax.ops._declare import applied
from haliax.ops._explicit import by_names, implements
from haliax.ops._kernels import Kernel, at_position, compiled, kernel
from haliax.ops._moves import STAY, Move, move, moved, spread
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import Axes
from haliax.pure.axis import AxisKey, entries, name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import shaping as rules
from haliax.watching import watch_index

_new = object.__new__


@implements(rules.rename)
def rename(array: NamedArray, renames: Mapping[AxisKey, AxisSelector]) -> NamedArray:
    """The array with other names for some axes, all changed at once.

    Axes: `[batch, embed], {"embed": "mlp"} -> [batch, mlp]`

    Raises:
        AxisError: If an axis is not there, a new one has another size, or a name comes out twice.
    """
    values, signature = parts_of(rules.rename, array)
    return wrap(values, _renamed(rules.rename, (signature,), *renames, *renames.values()))


@settled
def _renamed(operation: Operation[Any], signatures: Signatures, *old_and_new: Any) -> Names:
    count = len(old_and_new) // 2
    renames = dict(zip(old_and_new[:count], old_and_new[count:], strict=True))
    return operation.rule(known(signatures[0]), renames).names  # type: ignore[no-any-return]  # rules give Axes


@implements(rules.broadcast_to)
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
    return _broadcast(rules.broadcast_to, a, axes, ensure_order, enforce_no_extra_axes)


@implements(rules.broadcast_axis)
def broadcast_axis(a: NamedOrNumeric, axis: AxisSpec) -> NamedArray:
    """The array with all of `axis`, repeated along those that it lacks. They come first, its other axes after them.

    Axes: `[embed], batch -> [batch, embed]`

    Raises:
        AxisError: If the array has one of them with another size.
    """
    return _broadcast(rules.broadcast_axis, a, axis)


def _broadcast(operation: Operation[Any], a: NamedOrNumeric, axes: AxisSpec, *how: bool) -> NamedArray:
    signature = signature_of(a)
    call, out = _broadcasting(operation, (signature,), axes, *how)
    values = a.array if isinstance(a, NamedArray) else jnp.asarray(number(operation, a))
    return wrap(values if call is None else call(values), out)


@settled
def _broadcasting(
    operation: Operation[Any], signatures: Signatures, axes: AxisSpec, *how: bool
) -> tuple[Kernel | None, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axes, *how)
    shape = shape_of(out)
    if out.names == array.names:
        return None, out.names
    return kernel(operation.told, spread, move(array.names, out.names), shape), out.names


@implements(rules.flatten_axes, is_placed=True)
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
    return applied(rules.flatten_axes, _merging, subject, old, new)


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
    out = _merged_axes(rules.flatten_axes, (), entries(axes), None if old is None else entries(old), new)
    if old is None or isinstance(axes, Axis):
        return out[0]
    return {axis.name: axis.size for axis in out} if isinstance(axes, Mapping) else out


@settled
def _merged_axes(operation: Operation[Any], signatures: Signatures, axes: Any, old: Any, new: AxisSelector) -> Any:
    return operation.rule(Axes(axes), axes if old is None else old, new).head


@settled
def _merging(
    operation: Operation[Any], signatures: Signatures, old: AxisSelection, new: AxisSelector
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, old, new)
    inner = tuple(a.name for a in entries(old))
    order = tuple(n for name in out.names for n in (inner if name == name_of(new) else (name,)))
    return kernel(operation.told, _reshaped, move(array.names, order), shape_of(out)), out.names


def _reshaped(how: Move, shape: Shape, array: Any) -> jax.Array:
    array = moved(array, how)
    return array if array.shape == shape else lax.reshape(array, shape)


@implements(rules.unflatten_axis, is_placed=True)
def unflatten_axis(array: NamedArray, axis: AxisSelector, new_axes: AxisSpec) -> NamedArray:
    """The array with one axis split into several, in its place.

    Axes: `[batch, pixel], pixel, (height, width) -> [batch, height, width]`

    Raises:
        AxisError: If the axis is not there, a new name is taken, or the new sizes do not multiply to its size.
    """
    return applied(rules.unflatten_axis, _reshaping, array, axis, new_axes)


@settled
def _reshaping(operation: Operation[Any], signatures: Signatures, *statics: Any) -> tuple[Kernel, Names]:
    """For a rule that puts axes into the place of others, in the order in which the array stores them."""
    out = operation.rule(known(signatures[0]), *statics)
    return kernel(operation.told, _reshaped, STAY, shape_of(out)), out.names


@implements(rules.ravel, is_placed=True)
def ravel(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The array with all its axes merged into one, in the order in which it stores them.

    Axes: `[batch, embed], flat -> [flat]`

    Raises:
        AxisError: If the new axis has a size, and another than the number of elements.
    """
    return applied(rules.ravel, _reshaping, array, new_axis_name)


@implements(rules.flatten, is_placed=True)
def flatten(array: NamedArray, new_axis_name: AxisSelector) -> NamedArray:
    """The same as `ravel`."""
    return applied(rules.flatten, _reshaping, array, new_axis_name)


@implements(rules.take, is_placed=True)
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
    if isinstance(index, NamedArray) and not mode_now().enabled:
        try:
            values, where = array._array, index._array
            kind, names, shape = where.aval, array._axis_names, values.aval.shape
            if kind.dtype.kind in "iu":
                rule = rules.take.rule
                call, names = _taking.of_two(rules.take, rule, names, shape, index._axis_names, kind.shape, axis)
                out = _new(NamedArray)  # `wrap`, written out
                out._array = call(values, where)
                out._axis_names = names
                return out
        except Exception:  # of which `_take` tells, or to which it knows another way
            pass
    return _take(array, axis, index)


@by_names
def _take(array: NamedArray, axis: AxisSelector, index: int | jax.Array | NamedArray) -> NamedArray:
    """The same for an index of any kind."""
    values, signature = parts_of(rules.take, array)
    whole(rules.take, "index", index._array if isinstance(index, NamedArray) else index)
    if isinstance(index, int):
        call, out = _picking(rules.take, (signature,), axis, index)
        return wrap(call(values, index), out)
    where = index._array if isinstance(index, NamedArray) else number(rules.take, index)
    call, out = _taking(rules.take, (signature, signature_of(index)), axis)
    if are_values_watched():
        watch_index(rules.take.told, name_of(axis), array.shape[name_of(axis)], where)
    return wrap(call(values, where), out)


@settled
def _picking(operation: Operation[Any], signatures: Signatures, axis: AxisSelector, index: int) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis, index).names
    at = array.names.index(name_of(axis))
    program = compiled(operation.told, _picked_at_run_time, at, array.known[at].size)
    return at_position(partial(_picked, at), program), out


def _picked(at: int, array: Any, index: int) -> jax.Array:
    """The elements at a position that is known."""
    return lax.index_in_dim(jnp.asarray(array), index, at, keepdims=False)


def _picked_at_run_time(at: int, size: int, array: Any, index: Any) -> jax.Array:
    """The same in one program for all positions."""
    inside = lax.select(index < 0, index + size, index)
    found: jax.Array = lax.dynamic_index_in_dim(array, inside, at, keepdims=False)
    return found


@settled
def _taking(operation: Operation[Any], signatures: Signatures, axis: AxisSelector) -> tuple[Kernel, Names]:
    array, index = map(known, signatures)
    out = operation.rule(array, axis, index).names
    at = name_of(axis)
    shared = tuple(n for n in index.names if n in array.names and n != at)
    if not shared:
        return kernel(operation.told, _taken, array.names.index(at)), out
    new = tuple(n for n in index.names if n not in shared)
    kept = tuple(n for n in array.names if n not in shared and n != at)
    # Batched dimensions first: the shared axes, in the array and in the index.
    moves = move(array.names, (*shared, at, *kept)), move(index.names, (*shared, *new))
    return kernel(operation.told, _matched, *moves, move((*shared, *new, *kept), out), len(shared)), out


def _taken(at: int, array: Any, index: Any) -> jax.Array:
    return jnp.take(array, index, axis=at)


def _taken_first(array: Any, index: Any) -> jax.Array:
    """`jnp.take` along the first dimension, without a function of its own in a trace."""
    return array.at[index].get(mode="fill")  # type: ignore[no-any-return]  # an array


def _matched(first: Move, second: Move, last: Move, batched: int, array: Any, index: Any) -> jax.Array:
    """Takes along a dimension, where the index has other axes of the array too."""
    take: Callable[..., Any] = _taken_first
    for _ in range(batched):
        take = jax.vmap(take)
    return moved(take(moved(array, first), moved(index, second)), last)  # type: ignore[no-any-return]  # a move gives an array
