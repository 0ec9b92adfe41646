"""How indices by name become one positional index of `jax.numpy`.

Each index is taken apart into what is static, which settles the axes and is cached, and the arrays in it. The plan then
says how to put the positional index together again, and which axes numpy's rules leave where.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax import errors
from haliax.algebra import Axes, find
from haliax.axis import AxisSelector, name_of, show, size_of
from haliax.core import NamedArray, axes_of
from haliax.dynamic import dslice
from haliax.errors import AxisError
from haliax.ops._plan import Fused, fused, kind, move, moved, settled
from haliax.rules import indexing as rules

Names = tuple[str, ...]


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
    shape: tuple[int, ...]


Static: TypeAlias = At | Range | Block | Listed | Gather
Selection: TypeAlias = tuple[tuple[AxisSelector, Static], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index by name, taken apart.

    Attributes:
        selection: What is static in it, which settles the axes.
        arrays: The arrays in it: one for each part that is neither an `At` nor a `Range`, in their order.
    """

    selection: Selection
    arrays: tuple[Any, ...]

    def along(self, names: Names) -> Index:
        """The part of it that indexes axes of these names."""
        queue = iter(self.arrays)
        parts = [(axis, static, () if isinstance(static, At | Range) else (next(queue),)) for axis, static in self]
        kept = [part for part in parts if name_of(part[0]) in names]
        return Index(
            tuple((axis, static) for axis, static, _ in kept), tuple(array for *_, own in kept for array in own)
        )

    def __iter__(self) -> Iterator[tuple[AxisSelector, Static]]:
        return iter(self.selection)


def taken_apart(op: str, axes: Axes, slices: Mapping[Any, Any]) -> Index:
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
    return Index(tuple(selection), tuple(arrays))


def _static(op: str, axes: Axes, axis: AxisSelector, value: Any) -> tuple[Static, list[Any]]:
    """One index, as its static part and at most one array."""
    if isinstance(value, slice):
        return _range(op, axis, value), []
    if isinstance(value, dslice):
        return Block(value.size), [start_of(op, axis, value.start)]
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
        value = _array(value)
    if not isinstance(value, jax.Array | np.ndarray):
        raise TypeError(f"{op}: axis '{name_of(axis)}' cannot be indexed by {kind(value)}")
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
    return np.asarray(values) if len(values) else np.zeros(0, int)


def _integers(op: str, axis: AxisSelector, value: Any) -> Any:
    if not jnp.issubdtype(value.dtype, jnp.integer):
        raise TypeError(f"{op}: axis '{name_of(axis)}' is indexed by {value.dtype}; indices are integers or bools")
    return value if value.dtype.itemsize >= _WIDE.itemsize else value.astype(_WIDE)


_WIDE = np.dtype(np.int32)  # holds the size of any axis, which jax asks of positions


def alike(starts: Sequence[Any]) -> list[Any]:
    """Starts of one dtype, as jax wants them of the axes of one array."""
    dtype = jnp.result_type(_WIDE, *starts)
    return [jnp.asarray(start).astype(dtype) for start in starts]


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


@dataclass(frozen=True)
class Plan:
    """A positional index with holes for arrays.

    Attributes:
        parts: For each dimension a `Range`, an int, or how to make an index array.
        layout: The axes in the order in which numpy leaves them.
        out: The axes in the order in which the rule wants them.
        filled: Whether positions past the end give a fill value, as those of a `dslice` do.
    """

    parts: tuple[Any, ...]
    layout: Names
    out: Names
    filled: bool

    @cached_property
    def length(self) -> int:
        """The number of dimensions without those at the end that are taken whole, which cost jax time."""
        return max((i + 1 for i, part in enumerate(self.parts) if part != WHOLE), default=0)

    @cached_property
    def is_fixed(self) -> bool:
        """Whether it has positions that the next call may well replace by others, as in a loop."""
        return any(isinstance(part, int | Range) and part != WHOLE for part in self.parts)

    @property
    def is_basic(self) -> bool:
        """Whether it is made of integers, known or not, and slices only."""
        return not any(isinstance(part, _Part) and part.space for part in self.parts)

    def call(self, kernel: Callable[..., Any], *args: Any) -> Fused:
        """The kernel of this plan and other arguments, ready for arrays.

        Compiling it for fixed positions would compile it for each position of a loop.
        """
        if not self.is_fixed:
            try:
                return _compiled(kernel, self, *args)
            except TypeError:  # an argument cannot be hashed, as a fill value that is an array
                pass
        return partial(kernel, self, *args)

    def index(self, arrays: Sequence[Any]) -> tuple[Any, ...]:
        """The positional index, with the arrays in place, up to the last dimension that is not taken whole."""
        return tuple([_filled(part, arrays) for part in self.parts[: self.length]])


@lru_cache(maxsize=4096)
def _compiled(kernel: Callable[..., Any], *args: Any) -> Fused:
    return fused("index", kernel, *args)


def _filled(part: Any, arrays: Sequence[Any]) -> Any:
    if isinstance(part, _Part):
        return part.of(arrays)
    return part.slice if isinstance(part, Range) else part


@dataclass(frozen=True)
class _Part:
    """An index array for one dimension.

    Attributes:
        names: The axes of the positions.
        space: All axes of index arrays, to which this one is brought.
        source: Which of the arrays gives the positions, or where they start if there is a range.
        range: Static positions, or the distances from a start.
    """

    names: Names
    space: Names
    source: int | None
    range: tuple[int, ...] | None

    def of(self, arrays: Sequence[Any]) -> Any:
        """The positions, with a dimension for each axis of the space."""
        positions: Any
        if self.range is None:
            positions = jnp.asarray(arrays[self.source])  # type: ignore[index]  # one of the two is there
        else:
            positions = np.asarray(self.range, np.int32)
            if self.source is not None:
                positions = jnp.asarray(arrays[self.source]) + positions
        return moved(jnp.asarray(positions), move(self.names, self.space))


@settled
def plan(op: str, names: Names, shape: tuple[int, ...], selection: Selection) -> Plan:
    """The plan of an index on an array of these axes."""
    out = selected(names, shape, selection).names
    chosen = {name_of(axis): static for axis, static in selection}
    space = _space(names, chosen)
    if not space and not any(isinstance(s, Gather) for s in chosen.values()):
        parts: list[Any] = [_basic(chosen.get(name)) for name in names]
        return Plan(tuple(parts), out, out, filled=False)
    sources = {
        name_of(axis): i
        for i, (axis, _) in enumerate(pair for pair in selection if not isinstance(pair[1], At | Range))
    }
    parts = [
        _part(name, size, chosen.get(name), space, sources.get(name)) for name, size in zip(names, shape, strict=True)
    ]
    return Plan(
        tuple(parts), _layout(names, parts, space), out, filled=any(isinstance(s, Block) for s in chosen.values())
    )


def selected(names: Names, shape: tuple[int, ...], selection: Selection) -> Axes:
    """The axes of the selected elements."""
    return rules.index(axes_of(names, shape), {axis: _for_rule(static) for axis, static in selection})


def _for_rule(static: Static) -> Any:
    if isinstance(static, At):
        return static.position
    if isinstance(static, Range):
        return static.slice
    if isinstance(static, Gather):
        return axes_of(static.names, static.shape)
    return rules.Positions(static.size)


def _space(names: Names, chosen: Mapping[str, Static]) -> Names:
    """The axes of all index arrays, in the order of the axes that they index."""
    found: dict[str, None] = {}
    for name in names:
        static = chosen.get(name)
        if isinstance(static, Gather):
            found.update(dict.fromkeys(static.names))
        elif isinstance(static, Block | Listed):
            found[name] = None
    return tuple(found)


def _basic(static: Static | None) -> Any:
    if isinstance(static, At):
        return static.position
    return static if isinstance(static, Range) else WHOLE


def _part(name: str, size: int, static: Static | None, space: Names, source: int | None) -> Any:
    """The index of one dimension, where there are index arrays."""
    if isinstance(static, At):
        return static.position
    if isinstance(static, Gather):
        return _Part(static.names, space, source, None)
    if isinstance(static, Listed):
        return _Part((name,), space, source, None)
    if isinstance(static, Block):
        return _Part((name,), space, source, tuple(range(static.size)))
    part = static if isinstance(static, Range) else WHOLE
    if name in space:  # an index array has this axis too: they are matched, position by position
        return _Part((name,), space, None, tuple(range(*part.slice.indices(size))))
    return part


def _layout(names: Names, parts: Sequence[Any], space: Names) -> Names:
    """Where numpy leaves the axes.

    Those of index arrays take the place of the indexed dimensions if these are next to each other, and come first if
    not. An integer counts as an index array.
    """
    indexed = [i for i, part in enumerate(parts) if not isinstance(part, Range)]
    kept = [name for name, part in zip(names, parts, strict=True) if isinstance(part, Range)]
    adjacent = indexed[-1] - indexed[0] + 1 == len(indexed)
    at = indexed[0] if adjacent else 0
    return (*kept[:at], *space, *kept[at:])
