"""Selecting elements: `x["batch", 0]`, `index`, `slice`, and `updated_slice`.

See `haliax.rules.indexing` for what each kind of index does to the axes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.dynamic import dslice
from haliax.modes import are_values_watched
from haliax.ops._arguments import known, parts_of, shape_of
from haliax.ops._explicit import implements
from haliax.ops._index import At, Gather, IndexParts, Listed, Range, is_static, selectors, start_of, taken_apart
from haliax.ops._kernels import Kernel, compiled, dispatched
from haliax.ops._positions import Region, planned
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import Axes, find
from haliax.pure.axis import AxisKey, name_of
from haliax.pure.errors import Fault
from haliax.pure.operation import Operation
from haliax.pure.rules import indexing as rules
from haliax.watching import watch_index

NamedIndex: TypeAlias = int | slice | NamedArray | dslice | list[int] | np.ndarray[Any, Any] | jax.Array
SliceSpec: TypeAlias = Mapping[AxisKey, NamedIndex] | tuple[AxisSelector | NamedIndex, ...]

_slice = slice  # the function below has the name of the built-in


@implements(rules.getitem)
def getitem(array: NamedArray, item: Any) -> NamedArray:
    """The elements that `array[item]` means: `array["batch", 0, "embed", 1:3]` or `array[{"batch": 0}]`."""
    return array if item is ... else _indexed(rules.getitem, array, item)


@implements(rules.index)
def index(array: NamedArray, slices: Mapping[AxisKey, NamedIndex]) -> NamedArray:
    """Elements of the array, selected along some axes.

    Axes: `[batch, position, embed], {"batch": 0, "position": 2:5} -> [position=3, embed]`

    An integer takes its axis away. A slice, a `dslice`, or a list of positions keeps it, with another size. A named
    array puts its axes in the place of the axis; those that the array has too are matched. Positions of index arrays
    past the end behave as in `jax.numpy`, which clamps them; those of a `dslice`, and of index arrays next to one,
    give 0.

    Args:
        array: The values.
        slices: The index of each axis. Axes that are not named stay whole.

    Raises:
        AxisError: If an axis is not there, or has another size; if an integer is outside its axis; if a shared axis of
            index and array has two sizes.
        TypeError: If an index is of a wrong kind, or a slice has bounds that are traced.
    """
    return _indexed(rules.index, array, slices)


def _indexed(operation: Operation[Any], array: NamedArray, item: Any) -> NamedArray:
    axes = known(parts_of(operation, array)[1])
    is_plain = isinstance(item, dict) and all(isinstance(axis, str | Axis) for axis in item)
    try:
        given = item if is_plain else selectors(operation.told, item)
        parts = taken_apart(operation.told, axes, given)
        if parts.arrays and are_values_watched():
            _watch(operation.told, axes, parts)
        return selected(operation, array, parts)
    except Fault as error:
        raise error.with_traceback(None) from None


def _watch(op: str, axes: Axes, index: IndexParts) -> None:
    """Index arrays must lie within their axes. A `dslice` may reach beyond the end, where it gives a fill value."""
    dynamic = [(axis, static) for axis, static in index if not isinstance(static, At | Range)]
    for (axis, static), positions in zip(dynamic, index.arrays, strict=True):
        if isinstance(static, Gather | Listed):
            whole = find(axes, axis)
            watch_index(op, whole.name, whole.size, positions)


def selected(operation: Operation[Any], array: NamedArray, index: IndexParts) -> NamedArray:
    """Elements of the array, at an index that is taken apart."""
    values, signature = parts_of(operation, array)
    plan, starts = planned(operation, signature, index.selection)
    return wrap(plan.read(values, *starts, *index.arrays), plan.out)


@implements(rules.slice)
def slice(array: NamedArray, *args: Any, **kwargs: Any) -> NamedArray:
    """A contiguous part of the array along some axes.

    Axes: `[batch, position], position, Axis("window", 3), start=2 -> [batch, window=3]`

    Two forms:

    - `slice(array, axis, new_axis=None, start=0, length=None)`: along one axis, which `new_axis` takes the place of.
      The length is that of `new_axis` if it has a size, else `length`, else all that there is after a start that is an
      integer.
    - `slice(array, start={axis: start}, length={axis: length})`: along several. A length may be an `Axis`, which then
      takes the place of the old one.

    A start may be traced.

    Raises:
        AxisError: If an axis is not there, or the part does not lie within it, where that is known.
        TypeError: If the length is not given and the start is traced.
    """
    return _cut(array, rules.cuts(*args, **kwargs))


def _cut(array: NamedArray, cuts: Sequence[rules.Cut]) -> NamedArray:
    """The array cut along each axis, with a new name for it."""
    values, signature = parts_of(rules.slice, array)
    starts = [start_of("slice", part.axis, part.start) for part in cuts]
    for start, part in zip(starts, cuts, strict=True):
        if part.length is None and not is_static(start):
            raise TypeError(
                f"slice: the part of axis '{name_of(part.axis)}' needs a length, since its start is known only when "
                "the program runs"
            )
    static = tuple(
        part._replace(start=int(start) if is_static(start) else None) for part, start in zip(cuts, starts, strict=True)
    )
    call, out = _cutting(rules.slice, (signature,), static)
    return wrap(call(values, *starts), out)


@settled
def _cutting(operation: Operation[Any], signatures: Signatures, cuts: tuple[rules.Cut, ...]) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, cuts)
    sizes = shape_of(out)
    places = tuple(array.names.index(name_of(part.axis)) for part in cuts)
    region = Region(places, tuple(sizes[place] for place in places))
    plain = partial(_cut_at, places, sizes) if all(part.start is not None for part in cuts) else region.cut_from
    return dispatched(plain, compiled(operation.told, Region.cut_from, region)), out.names


def _cut_at(places: tuple[int, ...], sizes: Shape, array: Any, *starts: int) -> jax.Array:
    firsts = dict(zip(places, starts, strict=True))
    bounds = [(firsts.get(place, 0), size) for place, size in enumerate(sizes)]
    return jnp.asarray(array)[tuple(_slice(first, first + size) for first, size in bounds)]
