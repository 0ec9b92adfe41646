"""Mutable references to named arrays, on `jax.Ref`.

A view of a reference remembers indices; reading it or writing to it goes through them. Views nest: an index of a view
is an index of what the view reads. So for any view, `view[index]` reads what `view.value()[index]` is, and writes to
just those elements. Only an integer that is traced, and outside, is taken by jax as the last one inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import jax
import jax.numpy as jnp

from haliax.axis import Axis, AxisSelection, AxisSpec, resolve_axis
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.errors import AxisError
from haliax.ops._arguments import converted, kind, number, shape_of
from haliax.ops._index import At, Gather, IndexParts, Range, Static, Statics, selectors, taken_apart
from haliax.ops._positions import Plan, planned
from haliax.ops.indexing import selected
from haliax.ops.shaping import broadcast_to
from haliax.ops.updating import Update
from haliax.pure.axes import Axes
from haliax.pure.axis import AxisKey, name_of, show, size_of
from haliax.pure.rules import indexing as rules
from haliax.pure.rules.updating import check_update
from haliax.pure.spec import NamedArrayAxesSpec, read_spec


@dataclass(frozen=True, repr=False)
class NamedRef:
    """A mutable array with named axes: `ref["layer", 0] = x` writes in place."""

    # The reference of jax, and its axes.
    _ref: Any
    _axes: tuple[Axis, ...]
    # The indices of this view, each one of what those before it leave. No two neighbours are direct.
    _prefix: tuple[IndexParts, ...]

    def __class_getitem__(cls, spec: NamedArrayAxesSpec) -> Any:
        """An annotation, `NamedRef["batch embed"]`: a reference to an array with these axes."""
        return Annotated[cls, read_spec(spec)]

    def __repr__(self) -> str:
        return f"NamedRef({self.dtype}{show(self.axes)})"

    @property
    def dtype(self) -> Any:
        """The dtype of the values."""
        return self._ref.dtype

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that this view has."""
        return _left(self._axes, self._prefix).head

    @property
    def shape(self) -> Mapping[str, int]:
        """The size of each axis of this view, by name, in order."""
        return {axis.name: axis.size for axis in self.axes}

    @property
    def named_shape(self) -> Mapping[str, int]:
        """The same as `shape`."""
        return self.shape

    @property
    def ndim(self) -> int:
        """The number of axes of this view."""
        return len(self.axes)

    def resolve_axis(self, axis: AxisSelection) -> AxisSpec:
        """The axes of this view that a selection means, in the form of the selection.

        Raises:
            AxisError: If one is not there, or there with another size.
        """
        return resolve_axis(self.axes, axis)

    def value(self) -> NamedArray:
        """What this view reads now."""
        return self[...]

    def unsliced(self) -> NamedRef:
        """The whole reference, without the indices of this view."""
        return NamedRef(self._ref, self._axes, ())

    def slice(self, selector: Mapping[AxisKey, Any]) -> NamedRef:
        """A view with more indices, of the axes of this one.

        Raises:
            AxisError: If an axis is not there, or an integer is outside it.
        """
        return NamedRef(self._ref, self._axes, self._followed_by("slice", selector))

    def unsafe_buffer_pointer(self) -> Any:
        """Where the values lie in memory. For debugging."""
        return self._ref.unsafe_buffer_pointer()

    def __getitem__(self, item: Any) -> NamedArray:
        how, where, rest = self._direct(self._followed_by("index", item))
        found = wrap(self._ref[where], how.out)
        for index in rest:
            found = selected(rules.index, found, index)
        return found

    def __setitem__(self, item: Any, value: NamedOrNumeric) -> None:
        how, where, rest = self._direct(self._followed_by("index", item))
        if rest:
            part = wrap(self._ref[where], how.out)
            self._ref[where] = _written(part, rest, _fitting(value, self.dtype)).array
        else:
            swap(self, item, value)

    def _followed_by(self, op: str, item: Any) -> tuple[IndexParts, ...]:
        """The indices of this view, followed by a new one."""
        axes = _left(self._axes, self._prefix)
        new = taken_apart(op, axes, selectors(op, item))
        try:
            _plan(axes, new)
        except AxisError as error:
            error.op = op
            raise
        if not new.selection:
            return self._prefix
        if self._prefix and _is_direct(new) and _is_direct(self._prefix[-1]):
            *before, last = self._prefix
            return (*before, _merged(_left(self._axes, before), last, new))
        return (*self._prefix, new)

    def _direct(self, indices: tuple[IndexParts, ...]) -> tuple[Plan, tuple[Any, ...], tuple[IndexParts, ...]]:
        """What the reference itself can carry out of some indices, as a plan and its positions, and the others."""
        # A part without elements may begin at the end, where jax lets none begin.
        can = bool(indices) and _is_direct(indices[0]) and 0 not in shape_of(_left(self._axes, indices[:1]))
        first, rest = (indices[0], indices[1:]) if can else (IndexParts((), ()), indices)
        axes = Axes(self._axes)
        how, starts = _plan(axes, first)
        # Whole axes at the end are left out.
        where = zip(how.positional.index(first.arrays, starts), shape_of(axes), strict=False)
        return how, tuple(_known(position, size) for position, size in where), rest


def _known(position: Any, size: int) -> Any:
    """A position along an axis of this size, as a number if it is known: of arrays jax asks that they be traced."""
    if not hasattr(position, "shape") or isinstance(position, jax.core.Tracer):
        return position
    found = int(position)
    return min(max(found + size if found < 0 else found, 0), size - 1)


def _left(axes: Sequence[Axis], indices: Sequence[IndexParts]) -> Axes:
    """The axes that are left after some indices, one after the other."""
    left = Axes(tuple(axes))
    for index in indices:
        left = _plan(left, index)[0].selected
    return left


def _plan(axes: Axes, index: IndexParts) -> tuple[Plan, tuple[int, ...]]:
    """The plan of an index on an array with these axes, and where it starts."""
    return planned(rules.index, (axes.names, shape_of(axes)), index.selection)


def _is_direct(index: IndexParts) -> bool:
    """Whether a reference of jax can carry it out: it is made of integers, traced or not, and slices that rise."""
    return all(
        isinstance(part, At) or part == _SCALAR or (isinstance(part, Range) and (part.step or 1) > 0)
        for _, part in index.selection
    )


_SCALAR = Gather((), ())


def _merged(axes: Axes, first: IndexParts, second: IndexParts) -> IndexParts:
    """One direct index for two, of which the second is of what the first leaves of these axes."""
    before, after = _parts(first), _parts(second)
    parts: list[tuple[str, Static]] = []
    arrays: list[Any] = []
    for axis in axes.head:
        name = name_of(axis)
        how, array = before.get(name) or after.get(name) or (None, None)
        if how is None:
            continue
        if name in before and name in after:  # the first is a slice, since it leaves the axis
            how, array = _followed(how, size_of(axis), *after[name])  # type: ignore[arg-type]
        parts.append((name, how))
        arrays.extend(() if array is None else (array,))
    return IndexParts(tuple(parts), tuple(arrays))


def _parts(index: IndexParts) -> dict[str, tuple[Static, Any]]:
    """The index of each axis, and the array that belongs to it, if one does."""
    queue = iter(index.arrays)
    return {name_of(axis): (how, next(queue) if how == _SCALAR else None) for axis, how in index.selection}


def _followed(first: Range, size: int, second: Static, array: Any) -> tuple[Static, Any]:
    """One index of an axis of this size for two, of which the first is a slice."""
    positions = range(*first.slice.indices(size))
    if isinstance(second, At):
        return At(positions[second.position]), None
    if isinstance(second, Range):
        part = positions[second.slice]
        return Range(part.start, part.stop, part.step), None
    inside = jnp.where(array < 0, array + len(positions), array)
    return second, positions.start + positions.step * jnp.clip(inside, 0, max(len(positions) - 1, 0))


def _written(part: NamedArray, indices: tuple[IndexParts, ...], value: NamedOrNumeric) -> NamedArray:
    """The array with what some indices select set, one index being of what the one before it leaves."""
    if len(indices) == 1:
        return Update(part, indices[0]).set(value)
    axes = axes_of(part.axis_names, part.array.shape)
    positions = {name: where for name in axes.names if (where := _positions(axes, name, indices)) is not None}
    return Update(part, taken_apart("index", axes, positions)).set(value)


def _positions(axes: Axes, name: str, indices: tuple[IndexParts, ...]) -> NamedArray | None:
    """Which positions along an axis some indices select; None if they leave it whole.

    A position outside what the indices before it leave becomes one outside the axis, where nothing is written.
    """
    size = axes.sizes()[name]
    where, untouched = wrap(jnp.arange(size), (name,)), True
    for index in indices:
        own = index.along(where.axis_names)
        if own.selection:
            where, untouched = Update(where, own).get(mode="fill", fill_value=size), False
    return None if untouched else where


def _fitting(value: NamedOrNumeric, dtype: Any) -> NamedArray:
    """A value to be written, in the dtype of what it is written into."""
    if isinstance(value, NamedArray):
        return wrap(converted("index", value.array, dtype), value.axis_names)
    return wrap(jnp.asarray(converted("index", number(rules.index, value), dtype), dtype), ())


def _fitted(value: NamedOrNumeric, axes: Axes, dtype: Any) -> jax.Array:
    """A value to be written, with exactly these axes."""
    try:
        if isinstance(value, NamedArray):
            check_update(axes, axes_of(value.axis_names, value.array.shape))
        return broadcast_to(_fitting(value, dtype), axes.head).array
    except AxisError as error:
        error.op = "index"
        raise


def new_ref(value: NamedArray) -> NamedRef:
    """A mutable reference, with these values at first."""
    if not isinstance(value, NamedArray):
        raise TypeError(f"new_ref: expected a NamedArray, got {kind(value)}; name its axes with haliax.named")
    return NamedRef(jax.new_ref(value.array), value.axes, ())


def freeze(ref: NamedRef) -> NamedArray:
    """What a reference reads at the end. It cannot be used any more."""
    found = wrap(jax.freeze(ref._ref), tuple(axis.name for axis in ref._axes))
    for index in ref._prefix:
        found = selected(rules.index, found, index)
    return found


def get(ref: NamedRef, idx: Any = ...) -> NamedArray:
    """The elements at `idx`, as `ref[idx]` gives them."""
    return ref[idx]


def swap(ref: NamedRef, idx: Any, value: NamedOrNumeric) -> NamedArray:
    """Writes `value` at `idx`.

    Returns:
        What was there before.

    Raises:
        AxisError: If an axis is not there, or `value` has others.
        TypeError: If the dtype of the reference cannot hold what `value` has.
    """
    indices = ref._followed_by("index", idx)
    how, where, rest = ref._direct(indices)
    if rest:
        before = ref[idx]
        ref[idx] = value
        return before
    update = _fitted(value, _left(ref._axes, indices), ref.dtype)
    return wrap(jax.ref.swap(ref._ref, where, update), how.out)


def _unflatten(static: tuple[tuple[Axis, ...], tuple[Statics, ...]], children: Any) -> NamedRef:
    axes, selections = static
    ref, arrays = children
    return NamedRef(ref, axes, tuple(map(IndexParts, selections, arrays)))


jax.tree_util.register_pytree_node(
    NamedRef,
    lambda r: ((r._ref, tuple(i.arrays for i in r._prefix)), (r._axes, tuple(i.selection for i in r._prefix))),
    _unflatten,
)
