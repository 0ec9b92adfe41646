"""An index by name, taken apart into what is static, which settles the axes and is remembered, and the arrays in it."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, Shape
from haliax.dynamic import WIDE, dslice, widened
from haliax.errors import AxisError
from haliax.ops._arguments import kind
from haliax.pure import errors
from haliax.pure.axes import Axes, find
from haliax.pure.axis import name_of, show, size_of
from haliax.pure.rules import indexing as rules


@dataclass(frozen=True, slots=True)
class At:
    """A static position, which takes the axis away."""

    position: int


@dataclass(frozen=True, slots=True)
class Range:
    """A static slice."""

    start: int | None
    stop: int | None
    step: int | None

    @property
    def slice(self) -> slice:
        """The same as Python has it."""
        return slice(self.start, self.stop, self.step)


WHOLE = Range(None, None, None)


@dataclass(frozen=True, slots=True)
class Block:
    """This many positions from a start that is known only at run time."""

    size: int


@dataclass(frozen=True, slots=True)
class Listed:
    """This many positions, in an array without names."""

    size: int


@dataclass(frozen=True, slots=True)
class Gather:
    """Positions in an array with these axes; none for a single position."""

    names: Names
    shape: Shape


Static: TypeAlias = At | Range | Block | Listed | Gather
Statics: TypeAlias = tuple[tuple[AxisSelector, Static], ...]


@dataclass(frozen=True, slots=True)
class IndexParts:
    """An index by name, taken apart.

    Attributes:
        selection: What is static in it, which settles the axes.
        arrays: The arrays in it: one for each part that is neither an `At` nor a `Range`, in their order.
    """

    selection: Statics
    arrays: tuple[Any, ...]

    def along(self, names: Names) -> IndexParts:
        """The part of it that indexes axes of these names."""
        queue = iter(self.arrays)
        parts = [(axis, static, () if isinstance(static, At | Range) else (next(queue),)) for axis, static in self]
        kept = [part for part in parts if name_of(part[0]) in names]
        return IndexParts(
            tuple((axis, static) for axis, static, _ in kept), tuple(array for *_, own in kept for array in own)
        )

    def __iter__(self) -> Iterator[tuple[AxisSelector, Static]]:
        return iter(self.selection)


def selectors(op: str, item: Any) -> dict[AxisSelector, Any]:
    """What stands between the brackets of an index, as a dict from axes to indices."""
    try:
        return {} if item is ... else rules.pairs(item)
    except errors.Fault as error:
        raise error.within(op) from None


def taken_apart(op: str, axes: Axes, slices: Mapping[Any, Any]) -> IndexParts:
    """An index of an array with these axes, taken apart."""
    selection: list[tuple[AxisSelector, Static]] = []
    arrays: list[Any] = []
    for axis, value in slices.items():
        try:
            static, dynamic = _static(op, axes, axis, value)
        except AxisError as error:
            raise error.within(op) from None
        selection.append((axis, static))
        arrays.extend(dynamic)
    return IndexParts(tuple(selection), tuple(arrays))


def _static(op: str, axes: Axes, axis: AxisSelector, value: Any) -> tuple[Static, list[Any]]:
    """One index, as its static part and at most one array."""
    if isinstance(value, slice):
        return _range(op, axis, value), []
    if isinstance(value, dslice):
        return Block(value.size), [signed(start_of(op, axis, value.start))]
    if isinstance(value, NamedArray):
        if value.dtype == jnp.bool_:
            return _mask(op, find(axes, axis), value.array, value.axis_names, f"along {show(value.axes)}")
        return Gather(value.axis_names, value.array.shape), [_integers(op, axis, value.array)]
    if isinstance(value, int | np.integer) and not isinstance(value, bool | np.bool_):
        return At(int(value)), []
    return _plain(op, axes, axis, value)


def start_of(op: str, axis: AxisSelector, start: Any) -> Any:
    """Where a part of an axis starts, as a number or an array without dimensions.

    Raises:
        AxisError: If it is a named array with axes.
        TypeError: If it is no integer.
    """
    if isinstance(start, NamedArray):
        if start.ndim:
            raise errors.not_scalar(show(start.axes)).within(op)
        start = start.array
    if isinstance(start, int) and not isinstance(start, bool):
        return start
    if getattr(start, "shape", None) == () and jnp.issubdtype(start.dtype, jnp.integer):
        return start
    what = start.dtype if getattr(start, "shape", None) == () else kind(start)
    raise TypeError(f"{op}: a part of axis '{name_of(axis)}' starts at {what}; it starts at an integer")


def _range(op: str, axis: AxisSelector, value: slice) -> Range:
    try:
        return Range(*(None if bound is None else operator.index(bound) for bound in _bounds(value)))
    except (TypeError, jax.errors.TracerIntegerConversionError):
        raise TypeError(
            f"{op}: the bounds of a slice of axis '{name_of(axis)}' must be integers known before the program runs; "
            f"use haliax.dslice(start, length) for a start that is computed"
        ) from None


def _bounds(value: slice) -> tuple[Any, Any, Any]:
    return value.start, value.stop, value.step


def is_static(start: Any) -> bool:
    """Whether a start is known before the program runs."""
    return isinstance(start, int | np.integer)


def _plain(op: str, axes: Axes, axis: AxisSelector, value: Any) -> tuple[Static, list[Any]]:
    """A list or an array without names."""
    if isinstance(value, list | tuple):
        try:
            value = _array(value)
        except TypeError as error:
            raise TypeError(f"{op}: axis '{name_of(axis)}' is indexed by {error}") from None
    if not isinstance(value, jax.Array | np.ndarray | np.generic):
        raise errors.no_index(name_of(axis), kind(value)).within(op)
    if value.dtype == np.bool_ and value.ndim == 1:
        return _mask(op, find(axes, axis), value, (name_of(axis),), f"of shape {value.shape}")
    if value.ndim > 1:
        raise TypeError(
            f"{op}: axis '{name_of(axis)}' is indexed by {kind(value)}, whose axes have no names; name them first"
        )
    value = _integers(op, axis, value)
    return (Gather((), ()) if value.ndim == 0 else Listed(value.shape[0])), [value]


def _array(values: Sequence[Any]) -> Any:
    """A list of positions, which may hold traced ones, as an array."""
    if any(isinstance(value, jax.core.Tracer) for value in values):
        return jnp.asarray(values)
    found = np.asarray(values) if len(values) else np.zeros(0, int)
    if found.dtype != np.bool_ and any(isinstance(value, bool | np.bool_) for value in values):
        raise TypeError("a list of both bools and integers; a mask has only bools")
    return found


def _integers(op: str, axis: AxisSelector, value: Any) -> Any:
    if not jnp.issubdtype(value.dtype, jnp.integer):
        wanted = "indices are integers or bools" if value.ndim else "a single index is an integer"
        raise TypeError(f"{op}: axis '{name_of(axis)}' is indexed by {value.dtype}; {wanted}")
    return widened(value)


def signed(position: Any) -> Any:
    """A position, or an array of them, in a dtype that has distances between positions too.

    What is beyond any axis stays so: the highest unsigned integers would be negative ones.
    """
    position = widened(position)
    if not jnp.issubdtype(getattr(position, "dtype", WIDE), jnp.unsignedinteger):
        return position
    dtype = np.dtype(jax.dtypes.canonicalize_dtype(np.int64))
    return jnp.minimum(position, np.iinfo(dtype).max).astype(dtype)


def alike(starts: Sequence[Any]) -> list[Any]:
    """Starts of one dtype, as jax wants them of the axes of one array; integers stay static."""
    computed = [signed(start) for start in starts if not isinstance(start, int)]
    if not computed:
        return list(starts)
    dtype = np.dtype(jnp.result_type(WIDE, *computed))
    queue = iter(computed)
    return [dtype.type(start) if isinstance(start, int) else jnp.asarray(next(queue), dtype) for start in starts]


def _mask(op: str, axis: AxisSelector, mask: Any, names: Names, shown: str) -> tuple[Static, list[Any]]:
    """A boolean mask of one axis, as the positions where it holds."""
    name, size = name_of(axis), size_of(axis)
    if names != (name,) or mask.shape != (size,):
        raise errors.wrong_mask(name, size, shown)
    if isinstance(mask, jax.core.Tracer):
        raise TypeError(
            f"{op}: how many elements a mask selects is not known under jit; use haliax.where to blank out the others, "
            f"or haliax.nonzero with a size"
        )
    (positions,) = np.nonzero(np.asarray(mask))
    return Listed(len(positions)), [positions]
