"""The positional index that does what an index by name does.

numpy's rules say where the axes of index arrays are left; the rule of indexing says where they are to be. Two forms of
an index are made:

- as a person would write it, with all that is known in its place, for use under a trace;
- for eager use, where compiling it for each position of a loop would be slow: first a region is cut out which holds all
  the positions, and starts where the arguments say; then the same index is taken, relative to the region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import jax.numpy as jnp
import numpy as np
from jax import lax

from haliax.core import Names, Shape, axes_of
from haliax.ops._arguments import known
from haliax.ops._index import WHOLE, At, Block, Gather, Listed, Range, Selection, Static, alike
from haliax.ops._kernels import Kernel, compiled, dispatched
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import Axes
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules.indexing import Positions


@dataclass(frozen=True, slots=True)
class Listing:
    """An index array for one dimension.

    Attributes:
        how: How the positions are brought to the axes of all index arrays.
        source: Which of the arrays gives the positions, or where they start if there are distances.
        distances: Static positions, or the distances from a start.
    """

    how: Move
    source: int | None
    distances: tuple[int, ...] | None

    def of(self, arrays: Sequence[Any]) -> Any:
        """The positions, with a dimension for each axis of index arrays."""
        positions: Any = None if self.source is None else jnp.asarray(arrays[self.source])
        if self.distances is not None:
            distances = np.asarray(self.distances, np.int32)
            positions = distances if positions is None else positions + distances
        return moved(jnp.asarray(positions), self.how)


@dataclass(frozen=True, slots=True)
class Positional:
    """A positional index with holes for arrays.

    Attributes:
        parts: For each dimension an `At`, a `Range` or a `Listing`; without those at the end that are taken whole,
            which cost jax time.
        back: From the order in which numpy leaves the axes to the one that the rule wants.
        filled: Whether positions past the end give a fill value, as those of a `dslice` do.
    """

    parts: tuple[At | Range | Listing, ...]
    back: Move
    filled: bool

    def index(self, arrays: Sequence[Any]) -> tuple[Any, ...]:
        """The positional index, with the arrays in place."""
        return tuple([_part(part, arrays) for part in self.parts])


def _part(part: At | Range | Listing, arrays: Sequence[Any]) -> Any:
    if isinstance(part, Listing):
        return part.of(arrays)
    return part.slice if isinstance(part, Range) else part.position


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
        computed = iter(alike([start for start in starts if not isinstance(start, int)]))
        for place, start in zip(self.places, starts, strict=True):
            every[place] = start if isinstance(start, int) else next(computed)
        return every


OnIndex: TypeAlias = Callable[..., Any]
"""A function of a positional index, static arguments, an array, other arguments, and the arrays of the index."""


@dataclass(frozen=True)
class Plan:
    """How an index is carried out.

    Attributes:
        name: What jax calls the kernels.
        positional: The index as a person would write it.
        region: What holds all the positions that are known.
        starts: Where it starts.
        relative: The index, relative to the region.
        layout: The axes in the order in which numpy leaves them.
        selected: The axes that are left, as the rule says.
    """

    name: str
    positional: Positional
    region: Region
    starts: tuple[int, ...]
    relative: Positional
    layout: Names
    selected: Axes

    @property
    def out(self) -> Names:
        """The axes that are left, in the order in which the rule wants them."""
        return self.selected.names

    def reader(self, read: OnIndex, *statics: Any) -> Kernel:
        """`read`, ready for an array, the starts and the arrays of the index."""
        plain = partial(_plainly, read, self.positional, statics, len(self.starts), 0)
        return dispatched(plain, compiled(self.name, _in_region, read, self.region, self.relative, statics))

    def writer(self, write: OnIndex, *statics: Any) -> Kernel:
        """`write`, ready for an array, an update, the starts and the arrays of the index."""
        plain = partial(_plainly, write, self.positional, statics, len(self.starts), 1)
        return dispatched(plain, compiled(self.name, _into_region, write, self.region, self.relative, statics))


def _plainly(
    compute: OnIndex, positional: Positional, statics: Any, starts: int, others: int, array: Any, *rest: Any
) -> Any:
    """The function on the index as a person would write it, which has the starts in it already."""
    return compute(positional, *statics, array, *rest[:others], *rest[others + starts :])


def _in_region(read: OnIndex, region: Region, relative: Positional, statics: Any, array: Any, *rest: Any) -> Any:
    count = len(region.places)
    return read(relative, *statics, region.cut(array, rest[:count]), *rest[count:])


def _into_region(
    write: OnIndex, region: Region, relative: Positional, statics: Any, array: Any, update: Any, *rest: Any
) -> Any:
    count = len(region.places)
    written = write(relative, *statics, region.cut(array, rest[:count]), update, *rest[count:])
    return region.put_back(array, written, rest[:count])


@settled
def plan(operation: Operation[Any], signatures: Signatures, selection: Selection) -> Plan:
    """The plan of an index on an array."""
    array = known(signatures[0])
    out = operation.rule(array, {axis: _for_rule(static) for axis, static in selection})
    chosen = {name_of(axis): static for axis, static in selection}
    assert signatures[0] is not None
    names, shape = signatures[0]
    positional, layout = _positional(names, shape, chosen, out.names)
    cuts = {
        place: _cut(size, chosen[name])
        for place, (name, size) in enumerate(zip(names, shape, strict=True))
        if isinstance(chosen.get(name), At | Range) and chosen[name] != WHOLE
    }
    region = Region(tuple(cuts), tuple(extent for _, extent, _ in cuts.values()))
    narrowed = tuple(cuts[place][1] if place in cuts else size for place, size in enumerate(shape))
    relative, _ = _positional(
        names, narrowed, chosen | {names[place]: cut[2] for place, cut in cuts.items()}, out.names
    )
    starts = tuple(start for start, *_ in cuts.values())
    return Plan(operation.told, positional, region, starts, relative, layout, out)


def _cut(size: int, static: Static) -> tuple[int, int, Static]:
    """Where the positions of a dimension start, how far they reach, and the index relative to the start."""
    if isinstance(static, At):
        return static.position % size, 1, At(0)
    assert isinstance(static, Range)
    positions = range(*static.slice.indices(size))
    if not positions:
        return 0, 0, WHOLE
    return min(positions), max(positions) - min(positions) + 1, Range(None, None, static.step)


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
        return Listing(alone, None, tuple(range(*part.slice.indices(size))))
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
