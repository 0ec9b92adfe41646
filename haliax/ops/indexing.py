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

from haliax.axis import AxisSelector, name_of
from haliax.core import NamedArray, axes_of, wrap
from haliax.dynamic import dslice
from haliax.errors import AxisError
from haliax.ops import _index
from haliax.ops._plan import Fused, array_of, fused, move, moved, settled, shape_of
from haliax.rules import indexing as rules

NamedIndex: TypeAlias = int | slice | NamedArray | dslice | list[int] | np.ndarray[Any, Any] | jax.Array
SliceSpec: TypeAlias = Mapping[AxisSelector, NamedIndex] | tuple[AxisSelector | NamedIndex, ...]

_slice = slice  # the function below has the name of the built-in


def getitem(array: NamedArray, item: Any) -> NamedArray:
    """The elements that `array[item]` means: `array["batch", 0, "embed", 1:3]` or `array[{"batch": 0}]`."""
    return array if item is ... else index(array, selectors("index", item))


def selectors(op: str, item: Any) -> dict[AxisSelector, Any]:
    """What stands between the brackets of an index, as a dict from axes to indices."""
    try:
        return {} if item is ... else rules.pairs(item)
    except AxisError as error:
        raise error.within(op) from None


def index(array: NamedArray, slices: Mapping[AxisSelector, NamedIndex]) -> NamedArray:
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
    axes = axes_of(array_of("index", array).axis_names, array.array.shape)
    given = slices if isinstance(slices, dict) else selectors("index", slices)
    return selected("index", array, _index.taken_apart("index", axes, given))


def selected(op: str, array: NamedArray, index: _index.Index) -> NamedArray:
    """Elements of the array, at an index that is taken apart."""
    plan = _index.plan(op, array.axis_names, array.array.shape, index.selection)
    return wrap(plan.call(_selected)(array.array, *index.arrays), plan.out)


def _selected(plan: _index.Plan, array: Any, *arrays: Any) -> jax.Array:
    positions = plan.index(arrays)
    array = array if isinstance(array, jax.Array) else jnp.asarray(array)
    found = array.at[positions].get(mode="fill", fill_value=0) if plan.filled else array[positions]
    return moved(found, move(plan.layout, plan.out))  # type: ignore[no-any-return]  # a move gives an array


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
    values = array_of("slice", array).array
    starts = [_index.start_of("slice", axis, start) for axis, _, start, _ in cuts]
    for start, (axis, *_, length) in zip(starts, cuts, strict=True):
        if length is None and not _index.is_static(start):
            raise TypeError(
                f"slice: the part of axis '{name_of(axis)}' needs a length, since its start is known only when the "
                f"program runs"
            )
    static = tuple(
        (axis, new, int(start) if _index.is_static(start) else None, length)
        for (axis, new, _, length), start in zip(cuts, starts, strict=True)
    )
    call, out = _cutting("slice", array.axis_names, values.shape, static)
    return wrap(call(values, *(start for start in starts if not _index.is_static(start))), out)


@settled
def _cutting(
    op: str, names: tuple[str, ...], shape: tuple[int, ...], cuts: tuple[tuple[AxisSelector, str, Any, Any], ...]
) -> tuple[Fused, tuple[str, ...]]:
    out = rules.cut(axes_of(names, shape), cuts)
    places = tuple(names.index(name_of(axis)) for axis, *_ in cuts)
    starts = tuple(start for _, _, start, _ in cuts)
    sizes = shape_of(out)
    if None not in starts:  # not compiled, since in a loop each start would be
        begins = dict(zip(places, starts, strict=True))
        return partial(_cut_at, tuple(begins.get(i, 0) for i in range(len(names))), sizes), out.names
    return fused(op, _cut_out, places, starts, sizes), out.names


def _cut_at(firsts: tuple[int, ...], sizes: tuple[int, ...], array: Any) -> jax.Array:
    return jnp.asarray(array)[tuple(_slice(first, first + size) for first, size in zip(firsts, sizes, strict=True))]


def _cut_out(
    places: tuple[int, ...], starts: tuple[int | None, ...], sizes: tuple[int, ...], array: Any, *traced: Any
) -> Any:
    queue = iter(_index.alike(traced))
    firsts: list[Any] = [0] * array.ndim
    for place, start in zip(places, starts, strict=True):
        firsts[place] = next(queue) if start is None else start
    return jax.lax.dynamic_slice(array, firsts, sizes)
