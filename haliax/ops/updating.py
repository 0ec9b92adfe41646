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
from haliax.axis import AxisSelector, name_of
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops import _index
from haliax.ops._plan import Fused, Move, array_of, fused, move, moved, scalar, settled
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
        return Update(self.array, selectors("at", item))


class Update:
    """What `x.at[…]` gives: methods that return the array with the selected elements changed.

    All take these keywords, as in `jax.numpy.ndarray.at`: `mode` says what happens with positions outside the array
    (writes are dropped by default), `indices_are_sorted` and `unique_indices` are promises to the compiler.
    """

    __slots__ = ("array", "slices")

    def __init__(self, array: NamedArray, slices: Mapping[AxisSelector, Any]) -> None:
        self.array = array
        self.slices = slices

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
        call, _, arrays = self._planned()
        settings = tuple(options.items())
        return wrap(_applied(call, function, settings, self.array.array, *arrays), self.array.axis_names)

    def get(self, *, mode: GatherScatterMode = None, fill_value: Any = None, **options: Any) -> NamedArray:
        """The elements, as `x[…]` gives them.

        Args:
            mode: What positions outside the array give, as in `jax.numpy.ndarray.at`.
            fill_value: What they give in the mode "fill".
            **options: See the class.
        """
        plan, _, arrays = self._planned()
        if mode is None and plan.filled:
            mode, fill_value = "fill", 0 if fill_value is None else fill_value
        settings = (("mode", mode), ("fill_value", fill_value), *options.items())
        return wrap(plan.call(_got, settings)(self.array.array, *arrays), plan.out)

    def _planned(self) -> tuple[_index.Plan, Any, list[Any]]:
        values = array_of("at", self.array).array
        selection, arrays = _index.taken_apart("at", self.array, self.slices)
        return _index.plan("at", self.array.axis_names, values.shape, selection), selection, arrays

    def _apply(self, method: str, update: NamedOrNumeric, options: Mapping[str, Any]) -> NamedArray:
        plan, selection, arrays = self._planned()
        names: tuple[str, ...] = ()
        if isinstance(update, NamedArray):
            names = update.axis_names
            _check("at", self.array.axis_names, self.array.array.shape, selection, names, update.array.shape)
        call = plan.call(_written, method, names, tuple(options.items()))
        value = update.array if isinstance(update, NamedArray) else scalar("at", update)
        return wrap(call(self.array.array, value, *arrays), self.array.axis_names)


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
            to lie within the array. A named array of starts gives each position along its axes a part of its own.
        update: The new part. Its sizes say how long it is; it is repeated along axes that it lacks, except those of
            `start`, along which it is one position long.

    Raises:
        AxisError: If an axis is not there, or the update has others, or reaches outside the array.
    """
    values = array_of("updated_slice", array).array
    part = array_of("updated_slice", update)
    if any(isinstance(first, NamedArray) and first.axis_names for first in start.values()):
        sizes = {axis.name: axis.size for axis in part.axes}
        return Update(array, {a: _run(a, first, sizes.get(name_of(a), 1)) for a, first in start.items()}).set(part)
    known = tuple((axis, first if isinstance(first, int) else None) for axis, first in start.items())
    call = _slice_writer("updated_slice", array.axis_names, values.shape, known, part.axis_names, part.array.shape)
    traced = [_scalar(first) for first in start.values() if not isinstance(first, int)]
    return wrap(call(values, part.array, *traced), array.axis_names)


def _run(axis: AxisSelector, start: Any, length: int) -> NamedArray:
    """The positions from each start on, along an axis of the indexed axis's name."""
    first = start.array if isinstance(start, NamedArray) else jnp.asarray(start)
    names = start.axis_names if isinstance(start, NamedArray) else ()
    return wrap(first[..., None] + jnp.arange(length), (*names, name_of(axis)))


def _scalar(start: Any) -> Any:
    return start.scalar() if isinstance(start, NamedArray) else start


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
    for at, first in zip(order, traced, strict=True):
        begins[at] = first
    update = jnp.broadcast_to(moved(update, how), part).astype(array.dtype)
    return lax.dynamic_update_slice(array, update, begins)
