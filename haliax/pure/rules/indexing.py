"""Selecting elements by index: which axes an index takes away, resizes or adds.

Each axis that is indexed goes by its index:

- an integer, or an integer array without axes, takes the axis away;
- a slice, a `dslice`, a list or a plain array of one dimension keeps it, with another size;
- a named array puts its own axes in its place. Those that the array has too are matched, position by position. Axes
  of several index arrays are matched with each other by name. The new ones stand where the first axis of the array that
  is indexed so was, in the order in which the index arrays have them, taken in the order of the axes they index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from inspect import signature
from numbers import Integral
from typing import Any, NamedTuple

from haliax.pure import errors
from haliax.pure.axes import ANY, SCALAR, Axes, find, rename, resize, select, union, with_sizes, without
from haliax.pure.axis import Axis, AxisSelector, as_axis, is_size_said, name_of, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Index, Loose

declare = Family("haliax.ops.indexing")


@dataclass(frozen=True, slots=True)
class Positions:
    """An index that keeps its axis, with this many positions; None where the number is not known."""

    count: int | None


@dataclass(frozen=True, slots=True)
class NoIndex:
    """Something that is no index, of which no more is known than what it is."""

    kind: str


class Unsure(Enum):
    """An index of which nothing is known."""

    INDEX = auto()


_Slice = slice  # the operation below has the name of the built-in


def pairs(item: object) -> dict[AxisSelector, Any]:
    """What stands between the brackets of `x[...]`, as a dict from axes to indices.

    Raises:
        AxisError: If an axis is indexed twice.
        Misuse: If it is neither a dict nor pairs of an axis and an index.
    """
    if isinstance(item, Mapping):
        given = list(item.items())
    elif isinstance(item, tuple) and len(item) % 2 == 0:
        given = list(zip(item[::2], item[1::2], strict=True))
    else:
        given = [(None, None)]
    for axis, _ in given:
        if not isinstance(axis, str | Axis):
            raise errors.not_pairs(_shown(item))
    names = [name_of(axis) for axis, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise errors.repeated(name, f"[{', '.join(names)}]")
    return dict(given)


def _shown(item: object) -> str:
    items = item if isinstance(item, tuple) else (item,)
    return ", ".join(map(_shown_part, items))


def _shown_part(part: object) -> str:
    """A part of an index, as a program may have written it."""
    if isinstance(part, str):
        return f'"{part}"'
    if isinstance(part, NoIndex):
        return part.kind
    if isinstance(part, _Slice):
        return ":"
    if part is ... or isinstance(part, Mapping):
        return "..." if part is ... else "{...}"
    return repr(part) if isinstance(part, int | Axis | None) else type(part).__name__


def _getitem(array: Array, item: Index) -> Axes:
    return selected(array, item)


getitem = declare("getitem", _getitem, "__getitem__", told="index")


def selected(array: Array, slices: Index) -> Axes:
    """The axes of the elements at an index.

    An index of an axis is an integer, a slice, `Positions`, or the `Axes` of an array, which are none for a plain one
    without dimensions. A checker may not know what it is.
    """
    gathered: list[tuple[str, Axes]] = []
    unsure: list[str] = []
    out = array
    for axis, how in pairs(slices).items():
        name, size = name_of(axis), size_of(find(array, axis))
        if how == SCALAR:
            out = without(out, [name])
        elif isinstance(how, Unsure) or how == ANY:
            unsure.append(name)
        elif isinstance(how, Axes):
            gathered.append((name, how))
        elif isinstance(how, int) and not isinstance(how, bool):
            if size is not None and not -size <= how < size:
                raise errors.out_of_range(name, how, size)
            out = without(out, [name])
        elif isinstance(how, _Slice | Positions):
            out = resize(out, name, how.count if isinstance(how, Positions) else _length(how, size))
        else:
            raise errors.no_index(name, how.kind if isinstance(how, NoIndex) else type(how).__name__)
    out = _gathered(array, out, gathered) if gathered else out
    return _unsure(out, unsure, moves=bool(gathered)) if unsure else out


index = declare("index", selected)


def _length(part: _Slice, size: int | None) -> int | None:
    """How many positions a slice takes of an axis; None if that cannot be told."""
    bounds = (part.start, part.stop, part.step)
    if size is None or part.step == 0 or not all(bound is None or isinstance(bound, int) for bound in bounds):
        return None
    return len(range(*part.indices(size)))


def _gathered(array: Axes, rest: Axes, gathered: Sequence[tuple[str, Axes]]) -> Axes:
    """The axes after named arrays index those in `gathered`, of `rest`, which has the other indices settled."""
    if array.is_exact:
        gathered = sorted(gathered, key=lambda pair: array.names.index(pair[0]))
    indices = union(*(how for _, how in gathered))
    names = [name for name, _ in gathered]
    kept = without(rest, names)
    for name in indices.names:
        ours, theirs = kept.size(name), indices.size(name)
        if kept.has(name) and ours is not None and theirs is not None and ours != theirs:
            raise errors.operand_sizes(name, [kept, indices])
    kept = with_sizes(kept, indices.sizes())
    new = tuple(axis for axis in indices.known if not kept.has(axis.name))
    if not (array.is_exact and indices.is_exact):
        return Axes(kept.known + new, "" if kept.is_open or indices.is_open else None, ordered=False)
    before = rest.names[: rest.names.index(names[0])]
    at = sum(axis.name in before for axis in kept.head)
    return Axes((*kept.head[:at], *new, *kept.head[at:]))


def _unsure(axes: Axes, names: Sequence[str], *, moves: bool) -> Axes:
    """The axes, of which each of these names may be gone, or have others in its place.

    Args:
        axes: The axes.
        names: Those that are indexed by something of which nothing is known.
        moves: Whether that may move other axes, as an index array does.
    """
    places: list[str | None] = [a.name for a in axes.head] + [None] * axes.is_open + [a.name for a in axes.tail]
    touched = [at for at, name in enumerate(places) if name is None or name in names]
    rest = without(axes, names)
    if moves or not axes.ordered or touched != list(range(touched[0], touched[-1] + 1)):
        return Axes(rest.known, "", ordered=False)
    return Axes(axes.known[: touched[0]], "", axes.known[len(axes.known) - (len(places) - 1 - touched[-1]) :])


class Cut(NamedTuple):
    """A contiguous part of an axis.

    Attributes:
        axis: The axis.
        name: The name of the axis of the part.
        start: Where it starts, as far as that is known.
        length: How long it is; None where it goes on to the end, or that is not known.
        is_vague: Whether it has a length that a checker does not know.
    """

    axis: AxisSelector
    name: str
    start: Any
    length: int | None
    is_vague: bool = False


def _slice(array: Array, *args: Loose[Any], **kwargs: Loose[Any]) -> Axes:
    return cut(array, cuts(*args, **kwargs))


slice = declare("slice", _slice, "slice")


def cut(array: Axes, cuts: Sequence[Cut]) -> Axes:
    """The axes after a contiguous part is cut out along some of them."""
    select(array, tuple(part.axis for part in cuts))
    out, renames = array, dict[AxisSelector, AxisSelector]()
    for axis, new, start, length, is_vague in cuts:
        name, size = name_of(axis), size_of(find(array, axis))
        # A part that is as long as an axis of unknown size may start anywhere.
        first = start if isinstance(start, int) and not is_vague else None
        if length is None and first is not None and size is not None:
            length = size - first
        if first is not None and length is not None and size is not None and not 0 <= first <= first + length <= size:
            raise errors.outside(name, first, length, size)
        out = resize(out, name, length)
        if new != name:
            renames[name] = new
    return rename(out, renames)


def cuts(*args: Any, **kwargs: Any) -> list[Cut]:
    """The cuts that the arguments of `haliax.slice` after the array mean, in either of its forms, or as cuts already.

    Raises:
        Misuse: If they are of neither form.
    """
    if args and isinstance(args[0], tuple) and all(isinstance(part, Cut) for part in args[0]):
        return list(args[0])
    form = _several if isinstance(kwargs.get("start", args[0] if args else None), Mapping) else _single
    try:
        found = _PARAMETERS[form].bind(*args, **kwargs)
    except TypeError as error:
        forms = "(axis, new_axis=None, start=0, length=None) or ({axis: start, ...}, {axis: length, ...})"
        raise errors.Misuse(f"{error}; expected {forms} after the array").within("slice") from None
    return form(*found.args, **found.kwargs)


def _single(axis: AxisSelector, new_axis: AxisSelector | None = None, start: Any = 0, length: Any = None) -> list[Cut]:
    if new_axis is None:
        return [_of_length(axis, name_of(axis), start, length)]
    if is_size_said(new_axis):
        return [_as_long(axis, as_axis(new_axis), start)]
    return [_of_length(axis, name_of(new_axis), start, length)]


def _of_length(axis: AxisSelector, name: str, start: Any, length: Any) -> Cut:
    """A part of this length, which a checker may not know."""
    known = length is None or isinstance(length, Integral)
    return Cut(axis, name, start, length if known else None, is_vague=not known)


def _as_long(axis: AxisSelector, new: Axis, start: Any) -> Cut:
    """A part that is as long as another axis, whose name it gets."""
    size = size_of(new)
    return Cut(axis, new.name, start, size, is_vague=size is None)


def _several(start: Mapping[AxisSelector, Any], length: Mapping[AxisSelector, Any] | None = None) -> list[Cut]:
    if not isinstance(length, Mapping | None):
        raise errors.Misuse(f"expected lengths as {{axis: length, ...}}, got {length!r}").within("slice")
    lengths = {name_of(axis): value for axis, value in (length or {}).items()}
    unknown = lengths.keys() - set(map(name_of, start))
    if unknown:
        raise errors.Misuse(f"a length is given for axis '{min(unknown)}', but no start").within("slice")
    found: list[Cut] = []
    for axis, first in start.items():
        wanted = lengths.get(name_of(axis))
        if isinstance(wanted, Axis):
            found.append(_as_long(axis, wanted, first))
        else:
            found.append(_of_length(axis, name_of(axis), first, wanted))
    return found


_PARAMETERS = {form: signature(form) for form in (_single, _several)}
