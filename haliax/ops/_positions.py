"""The positional index that does what an index by name does.

numpy's rules say where the axes of index arrays are left; the rule of indexing says where they are to be. What is
settled holds for all positions: where static ones start is taken out of an index first, and given to its kernel. Under
a trace the index is put together as a person would write it. Eagerly, where compiling it for each position of a loop
would be slow, first a region is cut out which holds all the positions and starts where the arguments say; then the same
index is taken, relative to the region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from haliax.core import Names, Shape, Signature, axes_of
from haliax.ops._arguments import known
from haliax.ops._index import WHOLE, At, Block, Gather, Listed, Range, Static, Statics, alike
from haliax.ops._kernels import Kernel, compiled, dispatched
from haliax.ops._matched import Matched, matched
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import Axes
from haliax.pure.axis import name_of
from haliax.pure.errors import Fault
from haliax.pure.operation import Operation
from haliax.pure.rules.indexing import Positions


@dataclass(frozen=True, slots=True)
class Listing:
    """An index array for one dimension.

    Attributes:
        how: How the positions are brought to the axes of all index arrays.
        source: Which of the arrays gives the positions, or where they start if there are distances.
        distances: Static positions, or the distances from a start.
        is_cut: Whether the static positions start where an argument says.
    """

    how: Move
    source: int | None
    distances: tuple[int, ...] | None
    is_cut: bool = False

    def of(self, arrays: Sequence[Any], start: int) -> Any:
        """The positions, with a dimension for each axis of index arrays."""
        positions: Any = None if self.source is None else jnp.asarray(arrays[self.source])
        if self.distances is not None:
            distances = np.asarray(self.distances, np.int32) + np.int32(start)
            positions = distances if positions is None else positions + distances
        return moved(jnp.asarray(positions), self.how)


@dataclass(frozen=True, slots=True)
class Positional:
    """A positional index with holes for arrays, and for where static positions start.

    Attributes:
        parts: For each dimension an `At`, a `Range` or a `Listing`; without those at the end that are taken whole,
            which cost jax time.
        back: From the order in which numpy leaves the axes to the one that the rule wants.
        filled: Whether positions past the end give a fill value, as those of a `dslice` do.
    """

    parts: tuple[At | Range | Listing, ...]
    back: Move
    filled: bool

    def index(self, arrays: Sequence[Any], starts: Sequence[int] = ()) -> tuple[Any, ...]:
        """The positional index, with the arrays in place. By default it is relative to where static positions start."""
        queue = iter(starts)
        return tuple([_part(part, arrays, next(queue, 0) if is_cut(part) else 0) for part in self.parts])


def is_cut(part: Static | Listing | None) -> bool:
    """Whether positions are static, and not all there are."""
    return part.is_cut if isinstance(part, Listing) else isinstance(part, At | Range) and part != WHOLE


def _part(part: At | Range | Listing, arrays: Sequence[Any], start: int) -> Any:
    if isinstance(part, Listing):
        return part.of(arrays, start)
    if isinstance(part, At):
        return part.position + start
    if part == WHOLE:
        return part.slice
    first, last, step = part.start or 0, part.stop, part.step
    stop = None if last is None and start == 0 else (last if last is not None else -1) + start
    return slice(first + start, stop, step)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an array, of known extent, that starts where the arguments of a kernel say.

    Attributes:
        places: The dimensions along which it is cut out.
        extents: How long it is along these.
    """

    places: tuple[int, ...]
    extents: tuple[int, ...]

    def cut(self, array: Any, starts: Sequence[Any]) -> Any:
        """The region of an array."""
        if not self.places:
            return array
        sizes = list(array.shape)
        for place, extent in zip(self.places, self.extents, strict=True):
            sizes[place] = extent
        return lax.dynamic_slice(array, self.starts(array, starts), sizes)

    def cut_from(self, array: Any, *starts: Any) -> Any:
        """The same, as a kernel."""
        return self.cut(array, starts)

    def put_back(self, array: Any, region: Any, starts: Sequence[Any]) -> Any:
        """The array with its region replaced."""
        return lax.dynamic_update_slice(array, region, self.starts(array, starts)) if self.places else region

    def starts(self, array: Any, starts: Sequence[Any]) -> list[Any]:
        """Where it starts along each dimension."""
        every: list[Any] = [0] * array.ndim
        for place, start in zip(self.places, starts, strict=True):
            every[place] = start
        return alike(every)


OnIndex: TypeAlias = Callable[..., Any]
"""A function of an index, what it was made of, static arguments, an array, and perhaps an update."""


def read(index: tuple[Any, ...], positional: Positional, array: Any) -> jax.Array:
    """The elements at an index."""
    array = array if isinstance(array, jax.Array) else jnp.asarray(array)
    found = array.at[index].get(mode="fill", fill_value=0) if positional.filled else array[index]
    return moved(found, positional.back)  # type: ignore[no-any-return]  # a move gives an array


@dataclass(frozen=True, eq=False)
class Plan:
    """How an index is carried out, wherever its static positions start.

    Attributes:
        name: What jax calls the kernels.
        signature: The names and the shape of the array.
        chosen: The index, by names.
        region: What holds all the static positions.
        selected: The axes that are left, as the rule says.
        matched: The index, if it is one array that shares axes with the one that it indexes. Then only few methods need
            it by positions, which take sizes that are numbers.
    """

    name: str
    signature: Signature
    chosen: Mapping[str, Static]
    region: Region
    selected: Axes
    matched: Matched | None

    @cached_property
    def _laid(self) -> tuple[Positional, Names]:
        return _positional(*self.signature, self.chosen, self.out)

    @property
    def positional(self) -> Positional:
        """The index."""
        return self._laid[0]

    @property
    def layout(self) -> Names:
        """The axes in the order in which numpy leaves them."""
        return self._laid[1]

    @cached_property
    def relative(self) -> Positional:
        """The index, relative to the region."""
        names, shape = self.signature
        extents = dict(zip(self.region.places, self.region.extents, strict=True))
        return _positional(names, tuple(extents.get(i, size) for i, size in enumerate(shape)), self.chosen, self.out)[0]

    @property
    def out(self) -> Names:
        """The axes that are left, in the order in which the rule wants them."""
        return self.selected.names

    @cached_property
    def read(self) -> Kernel:
        """Reads the elements of an array, given the starts and the arrays of the index."""
        return self.reader(read) if self.matched is None else self.matched.reader(self.name)

    def reader(self, compute: OnIndex, *statics: Any) -> Kernel:
        """`compute`, ready for an array, the starts and the arrays of the index."""
        plain = partial(_plainly, compute, self.positional, len(self.region.places), 0, statics)
        return dispatched(plain, compiled(self.name, _in_region, compute, self.region, self.relative, statics))

    def writer(self, compute: OnIndex, *statics: Any) -> Kernel:
        """`compute`, ready for an array, an update, the starts and the arrays of the index."""
        plain = partial(_plainly, compute, self.positional, len(self.region.places), 1, statics)
        return dispatched(plain, compiled(self.name, _into_region, compute, self.region, self.relative, statics))


def _plainly(
    compute: OnIndex, positional: Positional, count: int, others: int, statics: Any, array: Any, *rest: Any
) -> Any:
    """The function on the index as a person would write it. After `others` stand the starts, then the arrays."""
    starts, arrays = rest[others : others + count], rest[others + count :]
    return compute(positional.index(arrays, starts), positional, *statics, array, *rest[:others])


def _in_region(compute: OnIndex, region: Region, relative: Positional, statics: Any, array: Any, *rest: Any) -> Any:
    count = len(region.places)
    return compute(relative.index(rest[count:]), relative, *statics, region.cut(array, rest[:count]))


def _into_region(
    compute: OnIndex, region: Region, relative: Positional, statics: Any, array: Any, update: Any, *rest: Any
) -> Any:
    count = len(region.places)
    part = region.cut(array, rest[:count])
    written = compute(relative.index(rest[count:]), relative, *statics, part, update)
    return region.put_back(array, written, rest[:count])


def planned(operation: Operation[Any], signature: Signature, selection: Statics) -> tuple[Plan, tuple[int, ...]]:
    """The plan of an index on an array, and where its static positions start."""
    names, shape = signature
    starts: dict[int, int] = {}
    parts: list[Any] = []
    for axis, static in selection:
        name = name_of(axis)
        if is_cut(static) and name in names:
            place = names.index(name)
            static, starts[place] = _from_start(static, shape[place])
        parts += (axis, static)
    try:
        plan = _plan(operation, (signature,), *parts)
    except Fault as error:
        __tracebackhide__ = True
        raise error.with_traceback(None) from None
    return plan, tuple([starts[place] for place in plan.region.places])


def _from_start(static: Static, size: int) -> tuple[Static, int]:
    """The same positions counted from where they start, and that start. Outside of the axis the rule refuses them."""
    if isinstance(static, At):
        return (At(0), static.position % size) if -size <= static.position < size else (static, 0)
    assert isinstance(static, Range)
    positions = range(*static.slice.indices(size))
    if not positions:
        return Range(0, 0, None), 0
    start, reach = min(positions), max(positions) - min(positions)
    step = positions.step if reach else 1
    return (Range(None, reach + 1, step) if step > 0 else Range(reach, None, step)), start


@settled
def _plan(operation: Operation[Any], signatures: Signatures, *parts: Any) -> Plan:
    selection = dict(zip(parts[::2], parts[1::2], strict=True))
    out = operation.rule(known(signatures[0]), {axis: _for_rule(static) for axis, static in selection.items()})
    chosen = {name_of(axis): static for axis, static in selection.items()}
    assert signatures[0] is not None
    names, shape = signatures[0]
    extents = {place: _extent(chosen[name]) for place, name in enumerate(names) if is_cut(chosen.get(name))}
    region = Region(tuple(extents), tuple(extents.values()))
    return Plan(operation.told, signatures[0], chosen, region, out, matched(names, shape, chosen, out.names))


def _extent(static: Static) -> int:
    """How far positions reach that are counted from where they start."""
    if isinstance(static, At):
        return 1
    assert isinstance(static, Range)
    return static.stop if static.stop is not None else (static.start or 0) + 1


def _for_rule(static: Static) -> Any:
    if isinstance(static, At):
        return static.position
    if isinstance(static, Range):
        return static.slice
    if isinstance(static, Gather):
        return axes_of(static.names, static.shape)
    return Positions(static.size)


def _positional(names: Names, shape: Shape, chosen: Mapping[str, Static], out: Names) -> tuple[Positional, Names]:
    """The index of an array of this shape, and the axes in the order in which numpy leaves them."""
    space = _space(names, chosen)
    filled = any(isinstance(static, Block) for static in chosen.values())
    if not space and not any(isinstance(static, Gather) for static in chosen.values()):
        parts = [_basic(chosen.get(name)) for name in names]
        return Positional(_without_end(parts), move(out, out), filled=False), out
    holders = [name for name, static in chosen.items() if not isinstance(static, At | Range)]
    listed = [
        _indexed(name, size, chosen.get(name), space, holders.index(name) if name in holders else None)
        for name, size in zip(names, shape, strict=True)
    ]
    layout = _layout(names, listed, space)
    return Positional(_without_end(listed), move(layout, out), filled), layout


def _without_end(parts: Sequence[Any]) -> tuple[Any, ...]:
    length = max((i + 1 for i, part in enumerate(parts) if part != WHOLE), default=0)
    return tuple(parts[:length])


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


def _basic(static: Static | None) -> At | Range:
    return static if isinstance(static, At | Range) else WHOLE


def _indexed(name: str, size: int, static: Static | None, space: Names, source: int | None) -> At | Range | Listing:
    """The index of one dimension, where there are index arrays."""
    if isinstance(static, At):
        return static
    if isinstance(static, Gather):
        return Listing(move(static.names, space), source, None)
    alone = move((name,), space)
    if isinstance(static, Listed):
        return Listing(alone, source, None)
    if isinstance(static, Block):
        return Listing(alone, source, tuple(range(static.size)))
    part = static if isinstance(static, Range) else WHOLE
    if name in space:  # an index array has this axis too: they are matched, position by position
        return Listing(alone, None, tuple(range(*part.slice.indices(size))), is_cut(part))
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
