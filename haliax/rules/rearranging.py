"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from types import EllipsisType

from haliax import errors
from haliax.algebra import UNKNOWN, Axes
from haliax.axis import Axis, AxisSelector, name_of, show, size_of
from haliax.matching import Bindings, Found, Taken, bound, form_of, laid_out, take_apart
from haliax.order import reorder
from haliax.pattern import Dots, Group, Item, Name, rearrangement


def rearrange(
    array: Axes,
    *args: Sequence[AxisSelector | EllipsisType] | str,
    **kwargs: AxisSelector | int,
) -> Axes:
    order, bindings = form_of(args, kwargs)
    if not isinstance(order, str):
        return reorder(array, order)
    pattern = rearrangement(order)
    taken = take_apart(pattern, array, bindings)
    out = laid_out([_part(item, taken, bindings) for item in pattern.out.items])
    rest = taken.match.rest
    if rest.known and pattern.out.dots is None:
        raise errors.incomplete(rest.names, array)
    if not pattern.groups and len(out.names) < len(array.names):
        return replace(array, ordered=False)  # the order is lost, but all the axes are still there
    return out


def _part(item: Item, taken: Taken, bindings: Bindings) -> Axes:
    """The axes that one item of the right side stands for."""
    if isinstance(item, Dots):
        return taken.match.rest
    if isinstance(item, Name):
        axis = taken.captures[item.text]
        return UNKNOWN if axis is None else Axes((axis,))
    return Axes((_merged(item, taken, bindings),))


def _merged(group: Group, taken: Taken, bindings: Bindings) -> AxisSelector:
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
    known = [part.size for part in parts if isinstance(part, Axis)]
    if len(known) < len(parts):
        return name_of(new) if wanted is None else Axis(name_of(new), wanted)
    if wanted is not None and wanted != prod(known):
        raise errors.product_conflict(show([p for p in parts if p]), prod(known), name_of(new), wanted)
    return Axis(name_of(new), prod(known))
