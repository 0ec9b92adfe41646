"""`x.at[…]`: arrays with some elements changed.

The update broadcasts by name to the axes that `x[…]` would have, so it may lack some of them but have no others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, Shape, axes_of, wrap
from haliax.ops._arguments import converted, kind, known, number, parts_of, plain, signature_of, whole
from haliax.ops._explicit import by_names, implements
from haliax.ops._index import IndexParts, is_static, selectors, signed, start_of, taken_apart
from haliax.ops._kernels import Kernel, kernel_of_known
from haliax.ops._moves import Move, move, moved
from haliax.ops._positions import Plan, Positional, Region, planned
from haliax.ops._settle import Signatures, settled
from haliax.pure import errors
from haliax.pure.axes import Axes, without
from haliax.pure.axis import AxisKey, name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import updating as rules
from haliax.types import GatherScatterMode

Settings = tuple[tuple[str, Any], ...]


@implements(rules.at)
def at(array: NamedArray, item: Any = None) -> Any:
    """`array.at`, or `array.at[item]` if an item is given. See `Updater`."""
    updater = Updater(array)
    return updater if item is None else updater[item]


class Updater:
    """What `x.at` gives: takes an index in brackets, as `x[…]` does."""

    __slots__ = ("array",)

    def __init__(self, array: NamedArray) -> None:
        self.array = array

    def __getitem__(self, item: Any) -> Update:
        axes = axes_of(self.array.axis_names, self.array.array.shape)
        return Update(self.array, taken_apart("at", axes, selectors("at", item)))


@jax.tree_util.register_pytree_node_class
class Update:
    """What `x.at[…]` gives: methods that return the array with the selected elements changed.

    All take these keywords, as in `jax.numpy.ndarray.at`: `mode` says what happens with positions outside the array
    (writes are dropped by default), `indices_are_sorted` and `unique_indices` are promises to the compiler.
    """

    __slots__ = ("array", "index")

    def __init__(self, array: NamedArray, index: IndexParts) -> None:
        self.array = array
        self.index = index

    def tree_flatten(self) -> tuple[tuple[Any, ...], Any]:
        """The array and those in the index; the rest is static."""
        return (self.array, *self.index.arrays), self.index.selection

    @classmethod
    def tree_unflatten(cls, selection: Any, arrays: tuple[Any, ...]) -> Update:
        """The inverse of `tree_flatten`."""
        return cls(arrays[0], IndexParts(selection, arrays[1:]))

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

    @by_names
    def apply(self, function: Callable[[Any], Any], **options: Any) -> NamedArray:
        """The array with a function of jax arrays applied to the elements."""
        plan, starts = self._planned()
        # Compiled for this function it would keep it alive, with all that it refers to.
        where = plan.positional.index(self.index.arrays, starts)
        values = jnp.asarray(self.array.array).at[where].apply(function, **dict(_known(options)))
        return wrap(values, self.array.axis_names)

    @by_names
    def get(self, *, mode: GatherScatterMode = None, fill_value: Any = None, **options: Any) -> NamedArray:
        """The elements, as `x[…]` gives them.

        Args:
            mode: What positions outside the array give, as in `jax.numpy.ndarray.at`.
            fill_value: What they give in the mode "fill".
            **options: See the class.
        """
        plan, starts = self._planned()
        if mode is None and plan.matched is None and plan.positional.filled:
            mode, fill_value = "fill", 0 if fill_value is None else fill_value
        settings = (("mode", mode), ("fill_value", fill_value), *_known(options))
        if plan.matched is not None and "out_sharding" not in options:
            call = plan.matched.reader(plan.name, settings)
        else:
            call = plan.reader(_got, settings)
        return wrap(call(self.array.array, *starts, *self.index.arrays), plan.out)

    def _planned(self) -> tuple[Plan, tuple[int, ...]]:
        return planned(rules.at, parts_of(rules.at, self.array)[1], self.index.selection)

    @by_names
    def _apply(self, method: str, update: NamedOrNumeric, options: Mapping[str, Any]) -> NamedArray:
        plan, starts = planned(rules.at, parts_of(rules.at, self.array)[1], self.index.selection)
        names = None
        if isinstance(update, NamedArray):
            _check(rules.at, (signature_of(update),), *plan.selected.known)
            names = update.axis_names
        value = number(rules.at, update) if names is None else plain(update)
        settings, call = _known(options), None
        if plan.matched is not None and "out_sharding" not in options:
            call = plan.matched.writer(plan.name, method, names, settings)
        if call is None:
            call = plan.writer(_written, method, None if names is None else move(names, plan.layout), settings)
        return wrap(call(self.array.array, value, *starts, *self.index.arrays), self.array.axis_names)


_OPTIONS = ("mode", "indices_are_sorted", "unique_indices", "wrap_negative_indices", "out_sharding")


def _known(options: Mapping[str, Any]) -> Settings:
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f"at: unexpected keyword argument '{name}'; expected one of {', '.join(_OPTIONS)}")
    return tuple(options.items())


@settled
def _check(operation: Operation[Any], signatures: Signatures, *selected: Axis) -> None:
    """The update may have no axes that the selected elements lack."""
    rules.check_update(Axes(selected), known(signatures[0]))


def _got(index: tuple[Any, ...], positional: Positional, options: Settings, array: Any) -> jax.Array:
    found = jnp.asarray(array).at[index].get(**dict(options))
    return moved(found, positional.back)  # type: ignore[no-any-return]  # a move gives an array


def _written(
    index: tuple[Any, ...],
    positional: Positional,
    method: str,
    placed: Move | None,
    options: Settings,
    array: Any,
    update: Any,
) -> jax.Array:
    update = update if placed is None else moved(update, placed)
    writer: Callable[..., jax.Array] = getattr(jnp.asarray(array).at[index], method)
    return writer(update, **dict(options))


@implements(rules.updated_slice)
def updated_slice(array: NamedArray, start: Mapping[AxisKey, Any], update: NamedArray) -> NamedArray:
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
        TypeError: If the dtype of the array cannot hold what the update has.
    """
    values, signature = parts_of(rules.updated_slice, array)
    part, part_signature = parts_of(rules.updated_slice, update)
    if not isinstance(start, Mapping):
        raise TypeError(f"updated_slice: expected a dict from axes to starts, got {kind(start)}")
    part = converted("updated_slice", part, values.dtype)
    fixed = tuple((axis, int(first) if is_static(first) else None) for axis, first in start.items())
    call = _slice_writer(rules.updated_slice, (signature, part_signature), fixed)
    if any(isinstance(first, NamedArray) and first.ndim for first in start.values()):
        return _parts_written(array, start, wrap(part, update.axis_names))
    starts = [start_of("updated_slice", axis, first) for axis, first in start.items()]
    return wrap(call(values, part, *starts), array.axis_names)


def _parts_written(array: NamedArray, start: Mapping[AxisKey, Any], part: NamedArray) -> NamedArray:
    """The array with a part of its own replaced at each position along the axes of the starts."""
    axes, sizes = axes_of(array.axis_names, array.array.shape), part.shape
    others = without(axes, [name_of(axis) for axis in start])
    positions: dict[AxisSelector, NamedArray] = {}
    for axis, first in start.items():
        named = first if isinstance(first, NamedArray) else wrap(jnp.asarray(first), ())
        given = axes_of(named.axis_names, named.array.shape)
        extra = [name for name in given.names if not others.has(name)]
        if extra:
            raise errors.update_axes(extra, given, others).within("updated_slice")
        name = name_of(axis)
        whole(rules.updated_slice, f"starts along axis '{name}'", named)
        positions[axis] = wrap(_run(named.array, sizes.get(name, 1), array.shape[name]), (*named.axis_names, name))
    return Update(array, taken_apart("updated_slice", axes, positions)).set(part)


def _run(start: jax.Array, length: int, size: int) -> jax.Array:
    """This many positions from each start on, moved back as far as they need to lie within the size."""
    start = signed(start)
    first = jnp.clip(jnp.where(start < 0, start + size, start), 0, size - length)
    return lax.expand_dims(first, (start.ndim,)) + lax.broadcasted_iota(first.dtype, (*start.shape, length), start.ndim)


@settled
def _slice_writer(
    operation: Operation[Any], signatures: Signatures, start: tuple[tuple[AxisSelector, int | None], ...]
) -> Kernel:
    array, update = map(known, signatures)
    operation.rule(array, dict(start), update)
    begun = [name_of(axis) for axis, _ in start]
    sizes = update.sizes()
    part = tuple(sizes.get(axis.name, 1 if axis.name in begun else axis.size) for axis in array.known)
    places = tuple(map(array.names.index, begun))
    how = move(update.names, array.names), part, Region(places, tuple(part[place] for place in places))
    return kernel_of_known(operation.told, _slice_written, *how)


def _slice_written(how: Move, part: Shape, region: Region, array: Any, update: Any, *starts: Any) -> jax.Array:
    update = jnp.broadcast_to(moved(update, how), part)
    return lax.dynamic_update_slice(array, update, region.starts(array, starts))
