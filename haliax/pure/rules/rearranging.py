"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from haliax.pure import errors
from haliax.pure.axes import ANY, Axes
from haliax.pure.axis import Axis, AxisSelector, of_size, show, size_of
from haliax.pure.matching import Bindings, Found, Taken, bound, concatenated, form_of, take_apart
from haliax.pure.operation import Family
from haliax.pure.order import reorder
from haliax.pure.pattern import Dots, Group, Item, Name, rearrangement
from haliax.pure.wants import Array, Order, Plain

declare = Family("haliax.ops.rearranging")


def _rearrange(array: Array, *args: Plain[Order | str], **kwargs: Plain[Order | AxisSelector | int]) -> Axes:
    order, bindings = form_of(args, kwargs)
    if not isinstance(order, str):
        return reorder(array, order)
    pattern = rearrangement(order)
    taken = take_apart(pattern, array, bindings)
    out = concatenated([_part(item, taken, bindings) for item in pattern.out.items])
    rest = taken.match.rest
    if rest.known and pattern.out.dots is None:
        raise errors.incomplete(rest.names, array)
    if not pattern.groups and len(out.names) < len(array.names):
        return replace(array, ordered=False)  # the order is lost, but all the axes are still there
    return out


rearrange = declare("rearrange", _rearrange, "rearrange")


def _part(item: Item, taken: Taken, bindings: Bindings) -> Axes:
    """The axes that one item of the right side stands for."""
    if isinstance(item, Dots):
        return taken.match.rest
    if isinstance(item, Name):
        axis = taken.captures[item.text]
        return ANY if axis is None else Axes((axis,))
    return Axes((_merged(item, taken, bindings),))


def _merged(group: Group, taken: Taken, bindings: Bindings) -> Axis:
    """The axis that a group of the right side merges into."""
    label = group.label.text if group.label else ""
    new = bound(label, bindings)
    wanted = None if label in taken.captures else size_of(new)
    parts: list[Found] = []
    for part in group.parts:
        if isinstance(part, Name):
            parts.append(taken.captures[part.text])
        else:
            rest = taken.match.rest
            parts += rest.known
            parts += [None] * rest.is_open
    sizes = [size_of(part) for part in parts if part is not None]
    known = [size for size in sizes if size is not None]
    if len(known) < len(parts):
        return of_size(new.name, wanted)
    if wanted is not None and wanted != prod(known):
        raise errors.product_conflict(show([p for p in parts if p]), prod(known), new.name, wanted)
    return of_size(new.name, prod(known))
