"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from types import EllipsisType

from haliax import errors
from haliax.algebra import UNKNOWN, Axes
from haliax.axis import Axis, AxisSelector, name_of, show, size_of
from haliax.order import arrange
from haliax.pattern import Dots, Group, Item, Name, Pattern, rearrangement
from haliax.rules._matching import (
    Bindings,
    Found,
    Match,
    bound,
    check_bindings,
    laid_out,
    match,
)


def rearrange(
    array: Axes,
    axes_or_expression: Sequence[AxisSelector | EllipsisType] | str,
    /,
    **bindings: AxisSelector | int,
) -> Axes:
    if not isinstance(axes_or_expression, str):
        return arrange(array, axes_or_expression)
    pattern = rearrangement(axes_or_expression)
    taken = take_apart(pattern, array, bindings)
    out = laid_out([_part(item, taken, bindings) for item in pattern.out.items])
    rest = taken.match.rest
    if rest.known and pattern.out.dots is None:
        raise errors.incomplete(rest.names, array)
    if not pattern.groups and len(out.names) < len(array.names):
        return replace(array, ordered=False)  # the order is lost, but all the axes are still there
    return out


@dataclass(frozen=True, slots=True)
class Taken:
    """An array's axes, taken apart by the left side of a pattern.

    Attributes:
        match: The axis of each item, and the rest.
        captures: The axis of each identifier, those that others are split into included.
    """

    match: Match
    captures: dict[str, Found]


def take_apart(pattern: Pattern, array: Axes, bindings: Bindings) -> Taken:
    """Finds the axes of a pattern's left side, and splits those that it splits.

    Raises:
        AxisError: If the axes or the bindings do not fit the pattern.
    """
    check_bindings(pattern, bindings)
    side = pattern.operands[0]
    matched = match(pattern, side, array, bindings)
    captures: dict[str, Found] = {}
    for item, axis in zip(side.axes, matched.axes, strict=True):
        if isinstance(item, Name):
            captures[item.text] = axis
        else:
            names = [part for part in item.parts if isinstance(part, Name)]
            split = _split(pattern, names, axis, bindings)
            captures |= {name.text: part for name, part in zip(names, split, strict=True)}
    return Taken(matched, captures)


def _split(pattern: Pattern, names: list[Name], axis: Found, bindings: Bindings) -> list[AxisSelector]:
    """The axes that one is split into; the size of one of them may be left to be inferred."""
    free = [name for name in names if name.text not in bindings]
    if len(free) > 1:
        sizes = ", ".join(f"{name.text}=…" for name in free[1:])
        raise pattern.fault(f"the sizes of {len(free)} parts are unknown; give all but one, as in {sizes}", free[1].at)
    parts = [bound(name.text, bindings) for name in names]
    total = None if axis is None else size_of(axis)
    unknown = [i for i, part in enumerate(parts) if size_of(part) is None]
    if axis is None or total is None or len(unknown) > 1:
        return parts
    given = prod(part.size for part in parts if isinstance(part, Axis))
    if not unknown and given != total:
        raise errors.product_conflict(show(parts), given, name_of(axis), total)
    if unknown:
        if given == 0 or total % given:
            raise errors.indivisible(name_of(axis), total, show(parts))
        parts[unknown[0]] = Axis(name_of(parts[unknown[0]]), total // given)
    return parts


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
        raise errors.product_conflict(show([p for p in parts if p]), prod(known), label, wanted)
    return Axis(name_of(new), prod(known))
