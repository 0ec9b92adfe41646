"""`x.at[…]`: arrays with some elements changed.

The update broadcasts by name to the axes that `x[…]` would have, so it may lack some of them but have no others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax import errors
from haliax.algebra import without
from haliax.axis import AxisSelector, name_of
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops import _index
from haliax.ops._plan import Fused, Move, array_of, fused, kind, move, moved, scalar, settled
from haliax.ops.indexing import selectors
from haliax.rules import updating as rules
from haliax.types import GatherScatterMode

Options = tuple[tuple[str, Any], ...]


class Updater:
    """What `x.at` gives: takes an index in brackets, as `x[…]` does."""

    __slots__ = ("array",)

    def __init__(self, array: NamedArray) -> None:
        self.array = array

    def __getitem__(self, item: Any) -> Update:
        axes = axes_of(self.array.axis_names, self.array.array.shape)
        return Update(self.array, _index.taken_apart("at", axes, selectors("at", item)))


class Update:
    """What `x.at[…]` gives: methods that return the array with the selected elements changed.

    All take these keywords, as in `jax.numpy.ndarray.at`: `mode` says what happens with positions outside the array
    (writes are dropped by default), `indices_are_sorted` and `unique_indices` are promises to the compiler.
    """

    __slots__ = ("array", "index")

    def __init__(self, array: NamedArray, index: _index.Index) -> None:
        self.array = array
        self.index = index

    def set(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with the elements set to `update`."""
        return self._apply("set", update, options)

    def add(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with `update` added to the elements. An element selected twice is added to twice."""
        return self._apply("add", update, options)

    def subtract(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with `update` subtracted from the elements."""
        return self._apply("subtract", update, options)

    def multiply(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with the elements multiplied by `update`."""
        return self._apply("multiply", update, options)

    mul = multiply

    def divide(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with the elements divided by `update`."""
        return self._apply("divide", update, options)

    def power(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with the elements raised to the power `update`."""
        return self._apply("power", update, options)

    def min(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with each element replaced by `update` where that is smaller."""
        return self._apply("min", update, options)

    def max(self, update: NamedOrNumeric, **options: Any) -> NamedArray:
        """The array with each element replaced by `update` where that is larger."""
        return self._apply("max", update, options)

    def apply(self, function: Callable[[Any], Any], **options: Any) -> NamedArray:
        """The array with a function of jax arrays applied to the elements."""
        plan = self._plan()
        # Compiled for this function it would keep it alive, with all that it refers to.
        values = _applied(plan, function, _known(options), self.array.array, *self.index.arrays)
        return wrap(values, self.array.axis_names)

    def get(self, *, mode: GatherScatterMode = None, fill_value: Any = None, **options: Any) -> NamedArray:
        """The elements, as `x[…]` gives them.

        Args:
            mode: What positions outside the array give, as in `jax.numpy.ndarray.at`.
            fill_value: What they give in the mode "fill".
            **options: See the class.
        """
        plan = self._plan()
        if mode is None and plan.filled:
            mode, fill_value = "fill", 0 if fill_value is None else fill_value
        settings = (("mode", mode), ("fill_value", fill_value), *_known(options))
        return wrap(plan.call(_got, settings)(self.array.array, *self.index.arrays), plan.out)

    def _plan(self) -> _index.Plan:
        return _index.plan("at", self.array.axis_names, self.array.array.shape, self.index.selection)

    def _apply(self, method: str, update: NamedOrNumeric, options: Mapping[str, Any]) -> NamedArray:
        plan = self._plan()
        names: tuple[str, ...] = ()
        if isinstance(update, NamedArray):
            names, shape = update.axis_names, update.array.shape
            _check("at", self.array.axis_names, self.array.array.shape, self.index.selection, names, shape)
        call = plan.call(_written, method, names, _known(options))
        value = update.array if isinstance(update, NamedArray) else scalar("at", update)
        return wrap(call(self.array.array, value, *self.index.arrays), self.array.axis_names)


_OPTIONS = ("mode", "indices_are_sorted", "unique_indices", "wrap_negative_indices", "out_sharding")


def _known(options: Mapping[str, Any]) -> Options:
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f"at: unexpected keyword argument '{name}'; expected one of {', '.join(_OPTIONS)}")
    return tuple(options.items())


@settled
def _check(op: str, names: Any, shape: Any, selection: Any, update: tuple[str, ...], update_shape: Any) -> None:
    """The update may have no axes that the selected elements lack."""
    out = _index.selected(names, shape, selection)
    given = axes_of(update, update_shape)
    extra = [name for name in given.names if not out.has(name)]
    if extra:
        raise errors.extra_axes(extra, given, out)
    for axis in given.known:
        if axis not in out.known:
            raise errors.operand_sizes(name_of(axis), [out, given])


def _got(plan: _index.Plan, options: Options, array: Any, *arrays: Any) -> jax.Array:
    found = jnp.asarray(array).at[plan.index(arrays)].get(**dict(options))
    return moved(found, move(plan.layout, plan.out))  # type: ignore[no-any-return]  # a move gives an array


def _written(
    plan: _index.Plan, method: str, names: tuple[str, ...], options: Options, array: Any, update: Any, *arrays: Any
) -> jax.Array:
    update = moved(update, move(names, plan.layout)) if names else update
    writer: Callable[..., jax.Array] = getattr(jnp.asarray(array).at[plan.index(arrays)], method)
    return writer(update, **dict(options))


def _applied(plan: _index.Plan, function: Callable[[Any], Any], options: Options, array: Any, *arrays: Any) -> Any:
    return jnp.asarray(array).at[plan.index(arrays)].apply(function, **dict(options))


def updated_slice(array: NamedArray, start: Mapping[AxisSelector, Any], update: NamedArray) -> NamedArray:
    """The array with a contiguous part replaced.

    Axes: `[batch, position=7], {"position": 2}, [position=3] -> [batch, position=7]`

    Args:
        array: The values.
        start: Where the part begins along some axes. It may be traced; then it is moved back as far as the part needs
            to lie within the array. A named array of starts gives each position along its axes, which the array must
            have too, a part of its own.
        update: The new part. Its sizes say how long it is; it is repeated along axes that it lacks, except those of
            `start`, along which it is one position long.

    Raises:
        AxisError: If an axis is not there, or the update has others, or reaches outside the array.
    """
    values = array_of("updated_slice", array).array
    part = array_of("updated_slice", update)
    if not isinstance(start, Mapping):
        raise TypeError(f"updated_slice: expected a dict from axes to starts, got {kind(start)}")
    known = tuple((axis, int(first) if _index.is_static(first) else None) for axis, first in start.items())
    call = _slice_writer("updated_slice", array.axis_names, values.shape, known, part.axis_names, part.array.shape)
    if any(isinstance(first, NamedArray) and first.ndim for first in start.values()):
        return _parts_written(array, start, part)
    traced = [_index.start_of("updated_slice", a, first) for a, first in start.items() if not _index.is_static(first)]
    return wrap(call(values, part.array, *traced), array.axis_names)


def _parts_written(array: NamedArray, start: Mapping[AxisSelector, Any], part: NamedArray) -> NamedArray:
    """The array with a part of its own replaced at each position along the axes of the starts."""
    axes, sizes = axes_of(array.axis_names, array.array.shape), part.shape
    others = without(axes, [name_of(axis) for axis in start])
    positions: dict[AxisSelector, NamedArray] = {}
    for axis, first in start.items():
        named = first if isinstance(first, NamedArray) else wrap(jnp.asarray(first), ())
        given = axes_of(named.axis_names, named.array.shape)
        extra = [name for name in given.names if not others.has(name)]
        if extra:
            raise errors.extra_axes(extra, given, others).within("updated_slice")
        name = name_of(axis)
        positions[axis] = wrap(_run(named.array, sizes.get(name, 1), array.shape[name]), (*named.axis_names, name))
    return Update(array, _index.taken_apart("updated_slice", axes, positions)).set(part)


def _run(start: jax.Array, length: int, size: int) -> jax.Array:
    """This many positions from each start on, moved back as far as they need to lie within the size."""
    first = jnp.clip(jnp.where(start < 0, start + size, start), 0, size - length)
    return lax.expand_dims(first, (start.ndim,)) + lax.broadcasted_iota(first.dtype, (*start.shape, length), start.ndim)


@settled
def _slice_writer(
    op: str,
    names: tuple[str, ...],
    shape: tuple[int, ...],
    start: tuple[tuple[AxisSelector, int | None], ...],
    update: tuple[str, ...],
    update_shape: tuple[int, ...],
) -> Fused:
    rules.updated_slice(axes_of(names, shape), dict(start), axes_of(update, update_shape))
    begins = {name_of(axis): first for axis, first in start}
    sizes = dict(zip(update, update_shape, strict=True))
    part = tuple(sizes.get(n, 1 if n in begins else size) for n, size in zip(names, shape, strict=True))
    order = tuple(names.index(name_of(axis)) for axis, first in start if first is None)
    firsts = tuple(begins.get(name, 0) or 0 for name in names)
    args = move(update, names), part, order, firsts
    # Where all starts are fixed it is not compiled, since in a loop it would be for each start.
    return fused(op, _slice_written, *args) if order else partial(_slice_written, *args)


def _slice_written(
    how: Move,
    part: tuple[int, ...],
    order: tuple[int, ...],
    firsts: tuple[int, ...],
    array: Any,
    update: Any,
    *traced: Any,
) -> jax.Array:
    begins: list[Any] = list(firsts)
    for at, first in zip(order, _index.alike(traced), strict=True):
        begins[at] = first
    update = jnp.broadcast_to(moved(update, how), part).astype(array.dtype)
    return lax.dynamic_update_slice(array, update, begins)
