"""Mutable references to named arrays, on `jax.Ref`.

A view of a reference remembers indices for some axes; reading or writing gives the others. Views nest: an index of a
view is an index of the positions that the view selects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec, name_of, resolve_axis
from haliax.core import NamedArray, NamedOrNumeric, wrap
from haliax.dynamic import dslice
from haliax.ops import _index
from haliax.ops._plan import move, moved
from haliax.ops.indexing import SliceSpec, getitem, index, selectors
from haliax.ops.shaping import broadcast_to
from haliax.ops.updating import Update

Staged: TypeAlias = tuple[tuple[str, Any], ...]
"""The index of each axis of the reference that a view has one for."""


@dataclass(frozen=True)
class NamedRef:
    """A mutable array with named axes: `ref["layer", 0] = x` writes in place.

    Attributes:
        _ref: The reference of jax.
        _axes: Its axes.
        _prefix: The index of each axis that this view has one for.
    """

    _ref: Any
    _axes: tuple[Axis, ...]
    _prefix: Staged

    @property
    def dtype(self) -> Any:
        """The dtype of the values."""
        return self._ref.dtype

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that this view has."""
        return self._selected(self._prefix)

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
        return self._read(self._prefix)

    def unsliced(self) -> NamedRef:
        """The whole reference, without the indices of this view."""
        return NamedRef(self._ref, self._axes, ())

    def slice(self, selector: Mapping[AxisSelector, Any]) -> NamedRef:
        """A view with more indices, of the axes of this one.

        Raises:
            AxisError: If an axis is not there, or an integer is outside it.
        """
        return NamedRef(self._ref, self._axes, self._staged(selectors("slice", selector)))

    def unsafe_buffer_pointer(self) -> Any:
        """Where the values lie in memory. For debugging."""
        return self._ref.unsafe_buffer_pointer()

    def __getitem__(self, item: SliceSpec | EllipsisType) -> NamedArray:
        return self._read(self._staged(selectors("index", item)))

    def __setitem__(self, item: SliceSpec | EllipsisType, value: NamedOrNumeric) -> None:
        self._write(self._staged(selectors("index", item)), value)

    def _staged(self, new: Mapping[AxisSelector, Any]) -> Staged:
        """The indices of this view, followed by new ones of its axes."""
        view = _shape_only(self.axes)
        selection, _ = _index.taken_apart("index", view, new)
        _index.plan("index", view.axis_names, view.array.shape, selection)
        given = {name_of(axis): how for axis, how in new.items()}
        staged = {name: _followed(name, self._size(name), how, given) for name, how in self._prefix}
        fresh = {a.name: given[a.name] for a in self._axes if a.name in given and a.name not in staged}
        return (*staged.items(), *fresh.items())

    def _size(self, name: str) -> int:
        return next(axis.size for axis in self._axes if axis.name == name)

    def _planned(self, staged: Staged) -> tuple[_index.Plan, list[Any]]:
        whole = _shape_only(self._axes)
        selection, arrays = _index.taken_apart("index", whole, dict(staged))
        return _index.plan("index", whole.axis_names, whole.array.shape, selection), arrays

    def _selected(self, staged: Staged) -> tuple[Axis, ...]:
        whole = _shape_only(self._axes)
        selection, _ = _index.taken_apart("index", whole, dict(staged))
        return _index.selected(whole.axis_names, whole.array.shape, selection).head  # type: ignore[return-value]

    def _read(self, staged: Staged) -> NamedArray:
        plan, arrays = self._planned(staged)
        if plan.is_basic:
            return wrap(self._ref[plan.index(arrays)], plan.out)
        return index(wrap(self._ref[...], tuple(axis.name for axis in self._axes)), dict(staged))

    def _write(self, staged: Staged, value: NamedOrNumeric) -> None:
        plan, arrays = self._planned(staged)
        if not plan.is_basic:
            whole = wrap(self._ref[...], tuple(axis.name for axis in self._axes))
            self._ref[...] = Update(whole, dict(staged)).set(value).array
            return
        part = broadcast_to(value, self._selected(staged))
        update = moved(part.array, move(part.axis_names, plan.layout)).astype(self.dtype)
        self._ref[plan.index(arrays)] = update


def _shape_only(axes: tuple[Axis, ...]) -> NamedArray:
    """Axes without values, of which an index can be planned."""
    shape = np.broadcast_to(np.zeros(()), tuple(axis.size for axis in axes))  # takes no memory
    return wrap(shape, tuple(axis.name for axis in axes))


def _followed(name: str, size: int, staged: Any, new: Mapping[str, Any]) -> Any:
    """The index of an axis of the reference, where a view's index of it is followed by indices of the view's axes."""
    if isinstance(staged, NamedArray):
        mine: dict[AxisSelector, Any] = {axis: how for axis, how in new.items() if axis in staged.axis_names}
        return index(staged, mine) if mine else staged
    if name not in new or isinstance(staged, int):
        return staged
    how = new[name]
    if isinstance(staged, slice):
        positions = range(*staged.indices(size))
        if isinstance(how, int):
            return positions[how]
        if isinstance(how, slice):
            return _as_slice(positions[how])
        return getitem(wrap(jnp.asarray(positions), (name,)), (name, how))
    if isinstance(staged, dslice):
        inside = range(staged.size)
        if isinstance(how, int):
            return staged.start + inside[how]
        return getitem(wrap(staged.start + jnp.arange(staged.size), (name,)), (name, how))
    return getitem(wrap(jnp.asarray(staged), (name,)), (name, how))


def _as_slice(positions: range) -> slice:
    stop: int | None = positions.stop
    return slice(positions.start, None if stop is not None and stop < 0 else stop, positions.step)


def new_ref(value: NamedArray) -> NamedRef:
    """A mutable reference, with these values at first."""
    return NamedRef(jax.new_ref(value.array), value.axes, ())


def freeze(ref: NamedRef) -> NamedArray:
    """What a reference reads at the end. It cannot be used any more."""
    staged = ref._prefix
    whole = wrap(jax.freeze(ref._ref), tuple(axis.name for axis in ref._axes))
    return index(whole, dict(staged)) if staged else whole


def get(ref: NamedRef, idx: SliceSpec | EllipsisType = ...) -> NamedArray:
    """The elements at `idx`, as `ref[idx]` gives them."""
    return ref[idx]


def swap(ref: NamedRef, idx: SliceSpec | EllipsisType, value: NamedOrNumeric) -> NamedArray:
    """Writes `value` at `idx`.

    Returns:
        What was there before.

    Raises:
        AxisError: If an axis is not there, or `value` has others.
    """
    before = ref[idx]
    ref[idx] = value
    return before


jax.tree_util.register_pytree_node(
    NamedRef, lambda r: ((r._ref, r._prefix), r._axes), lambda axes, parts: NamedRef(parts[0], axes, parts[1])
)
