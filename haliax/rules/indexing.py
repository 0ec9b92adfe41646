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
from inspect import signature
from typing import Any, TypeAlias

from haliax import errors
from haliax.algebra import SCALAR, Axes, Value, find, rename, select, sized, swap, union, without
from haliax.axis import Axis, AxisSelector, Unsized, name_of, size_of


@dataclass(frozen=True, slots=True)
class Positions:
    """An index that keeps its axis, with this many positions; None where the number is not known."""

    count: int | None


_Slice = slice  # the rule below has the name of the built-in

Index: TypeAlias = int | _Slice | Positions | Axes
"""An index as a rule sees it. A plain integer array without dimensions is an `Axes` without axes."""


Item: TypeAlias = Mapping[AxisSelector, Index] | tuple[AxisSelector | Index, ...]
"""What stands between the brackets of `x[…]`."""


def pairs(item: object) -> dict[AxisSelector, Any]:
    """What stands between the brackets of `x[...]`, as a dict from axes to indices.

    Raises:
        AxisError: If an axis is indexed twice.
        TypeError: If it is neither a dict nor pairs of an axis and an index.
    """
    if isinstance(item, Mapping):
        given = list(item.items())
    elif isinstance(item, tuple) and len(item) % 2 == 0:
        given = list(zip(item[::2], item[1::2], strict=True))
    else:
        given = [(None, None)]
    for axis, _ in given:
        if not isinstance(axis, str | Axis):
            raise TypeError(f'expected x["axis", index, ...] or x[{{"axis": index}}], got x[{_shown(item)}]')
    names = [name_of(axis) for axis, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise errors.repeated(name, f"[{', '.join(names)}]")
    return dict(given)


def _shown(item: object) -> str:
    items = item if isinstance(item, tuple) else (item,)
    return ", ".join(repr(i) if isinstance(i, str | int | Axis) else type(i).__name__ for i in items)


def getitem(array: Axes, item: Item) -> Axes:
    return index(array, pairs(item))


def index(array: Axes, slices: Item) -> Axes:
    gathered: list[tuple[str, Axes]] = []
    out = array
    for axis, how in pairs(slices).items():
        name, size = name_of(axis), size_of(find(array, axis))
        if how == SCALAR:
            out = without(out, [name])
        elif isinstance(how, Axes):
            gathered.append((name, how))
        elif isinstance(how, int):
            if size is not None and not -size <= how < size:
                raise errors.out_of_range(name, how, size)
            out = without(out, [name])
        elif isinstance(how, _Slice | Positions):
            out = swap(out, name, [_resized(name, size, how)])
        else:
            raise TypeError(f"axis '{name}' cannot be indexed by {type(how).__name__}")
    return _gathered(array, out, gathered) if gathered else out


def _resized(name: str, size: int | None, how: _Slice | Positions) -> AxisSelector:
    count = how.count if isinstance(how, Positions) else _length(how, size)
    return name if count is None else Axis(name, count)


def _length(part: _Slice, size: int | None) -> int | None:
    """How many positions a slice takes of an axis; None if that cannot be told."""
    bounds = (part.start, part.stop, part.step)
    if size is None or not all(bound is None or isinstance(bound, int) for bound in bounds):
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
        ours, theirs = size_of(kept.get(name)), size_of(indices.get(name))
        if kept.has(name) and ours is not None and theirs is not None and ours != theirs:
            raise errors.operand_sizes(name, [kept, indices])
    kept = sized(kept, indices.sizes())
    new = tuple(axis for axis in indices.known if not kept.has(name_of(axis)))
    if not (array.is_exact and indices.is_exact):
        return Axes(kept.known + new, "" if kept.is_open or indices.is_open else None, ordered=False)
    before = rest.names[: rest.names.index(names[0])]
    at = sum(name_of(axis) in before for axis in kept.head)
    return Axes((*kept.head[:at], *new, *kept.head[at:]))


def cut(array: Axes, cuts: Sequence[tuple[AxisSelector, str, int | None, int | None]]) -> Axes:
    """The axes after a contiguous part is cut out along some of them.

    Args:
        array: The axes.
        cuts: For each axis its new name, where the part starts, and its length; None where that is not known. A part
            without a length goes on to the end.
    """
    select(array, tuple(axis for axis, *_ in cuts))
    out, renames = array, dict[str, AxisSelector]()
    for axis, new, start, length in cuts:
        name, size = name_of(axis), size_of(find(array, axis))
        if length is None and start is not None and size is not None:
            length = size - start
        if start is not None and length is not None and size is not None and not 0 <= start <= start + length <= size:
            raise errors.outside(name, start, length, size)
        out = swap(out, name, [name if length is None else Axis(name, length)])
        if new != name:
            renames[name] = str(new)
    return rename(out, renames)


Cut: TypeAlias = tuple[AxisSelector, str, Any, int | None]
"""An axis, its new name, where the part starts, and its length if that is given."""


def slice(array: Axes, *args: Value, **kwargs: Value) -> Axes:
    known = [
        # A part that is as long as an axis of unknown size may start anywhere.
        (axis, new, start if isinstance(start, int) and not isinstance(new, Unsized) else None, length)
        for axis, new, start, length in cuts(*args, **kwargs)
    ]
    return cut(array, known)


def cuts(*args: Any, **kwargs: Any) -> list[Cut]:
    """The cuts that the arguments of `haliax.slice` after the array mean, in either of its forms.

    Raises:
        TypeError: If they are of neither form.
    """
    form = _several if isinstance(kwargs.get("start", args[0] if args else None), Mapping) else _single
    try:
        found = _PARAMETERS[form].bind(*args, **kwargs)
    except TypeError as error:
        forms = "(axis, new_axis=None, start=0, length=None) or ({axis: start, ...}, {axis: length, ...})"
        raise TypeError(f"slice: {error}; expected {forms} after the array") from None
    return form(*found.args, **found.kwargs)


def _single(axis: AxisSelector, new_axis: AxisSelector | None = None, start: Any = 0, length: Any = None) -> list[Cut]:
    if new_axis is None:
        return [(axis, str(name_of(axis)), start, length)]
    size = size_of(new_axis)
    if isinstance(new_axis, Unsized):
        length = None
    return [(axis, name_of(new_axis), start, length if size is None else size)]


def _several(start: Mapping[AxisSelector, Any], length: Mapping[AxisSelector, Any] | None = None) -> list[Cut]:
    lengths = {name_of(axis): value for axis, value in (length or {}).items()}
    unknown = lengths.keys() - set(map(name_of, start))
    if unknown:
        raise TypeError(f"slice: a length is given for axis '{min(unknown)}', but no start")
    found: list[Cut] = []
    for axis, first in start.items():
        wanted = lengths.get(name_of(axis))
        if isinstance(wanted, Axis):
            found.append((axis, wanted.name, first, wanted.size))
        else:
            found.append((axis, name_of(axis), first, wanted))
    return found


_PARAMETERS = {form: signature(form) for form in (_single, _several)}
