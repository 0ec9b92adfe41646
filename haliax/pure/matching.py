"""Which axes the identifiers of a pattern stand for.

An identifier that finds its axis by name has the name it is bound to, or else its own. One that
finds its axis by position stands for whatever axis is there; if it is bound to a name, the axis
must have that name. A bound size is that of the axis that the identifier itself stands for, not of
one that is split into it or merged from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import prod
from typing import Any, TypeAlias

from haliax.pure import errors
from haliax.pure.axes import ANY, SCALAR, Axes, drop, find, select
from haliax.pure.axis import Axis, AxisSelector, as_axis, made, name_of, of_size, show, size_of
from haliax.pure.pattern import Dots, Group, Name, Pattern, Side

Bindings: TypeAlias = Mapping[str, AxisSelector | int]
"""What is given for identifiers: a size, the name of the axis, or both."""

Found: TypeAlias = Axis | None
"""An axis of an array; None where it cannot be told which."""


@dataclass(frozen=True, slots=True)
class Match:
    """The axes of one array, as a side of a pattern names them.

    Attributes:
        axes: The axis of each item but `...`.
        rest: The axes that no item stands for.
    """

    axes: tuple[Found, ...]
    rest: Axes


def form_of(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The two forms of a call of `rearrange`: a sequence of axes and no bindings, or a pattern and its bindings.

    Raises:
        Misuse: If it is neither.
    """
    bindings = dict(kwargs)
    if not args:
        key = "expression" if "expression" in bindings else "axes"
        args = (bindings.pop(key),) if key in bindings else ()
    if len(args) != 1:
        names = [name_of(arg) for arg in args] if all(isinstance(arg, str | Axis) for arg in args) else []
        raise errors.not_one_order(len(args), names).within("rearrange")
    if bindings and not isinstance(args[0], str):
        raise errors.no_bindings(min(bindings)).within("rearrange")
    return args[0], bindings


def bound(identifier: str, bindings: Bindings) -> Axis:
    """The axis that an identifier stands for, as far as the bindings tell."""
    given = bindings.get(identifier, identifier)
    return made(identifier, given) if isinstance(given, int) else as_axis(given)


def check_bindings(pattern: Pattern, bindings: Bindings) -> None:
    """Bindings must be of identifiers of the pattern.

    Raises:
        AxisError: If one is not, or its size is negative.
    """
    for name, given in bindings.items():
        if name not in pattern.identifiers:
            close = get_close_matches(name, sorted(pattern.identifiers), n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise errors.malformed(f"'{name}' is bound, but not in the pattern{hint}", pattern.text)
        size = given if isinstance(given, int) else size_of(given)
        if size is not None and size < 0:
            raise errors.negative_size(name, size)


def match(pattern: Pattern, side: Side, axes: Axes, bindings: Bindings) -> Match:
    """Finds the axis of each item of one side of a pattern.

    Raises:
        AxisError: If one is not there or is not the one that is bound, or too few or too many are.
    """
    labels = [(item.label if isinstance(item, Group) else item) for item in side.axes]
    # In `(H: h1 H)` a binding of H is of the part; the axis that is split has its own name.
    known = {name: given for name, given in bindings.items() if name not in _parts_of(side)}
    if side.by_name:
        wanted = [bound(label.text, known) for label in labels if label is not None]
        found = select(axes, wanted).known
        return Match(found, drop(axes, found))
    slots = _by_position(pattern, side, axes)
    return Match(
        tuple(_checked(label, known, slot, axes) for label, slot in zip(labels, slots.axes, strict=True)),
        slots.rest,
    )


def _parts_of(side: Side) -> frozenset[str]:
    parts = (part for group in side.groups for part in group.parts)
    return frozenset(part.text for part in parts if isinstance(part, Name))


def _by_position(pattern: Pattern, side: Side, axes: Axes) -> Match:
    """The axes of the items where each stands for the axis at its position."""
    count, known = len(side.axes), len(axes.known)
    too_many = count > known and not axes.is_open
    if too_many or (count < known and side.dots is None):
        raise errors.wrong_count(pattern.text, count, axes, open_ended=side.dots is not None)
    if not axes.ordered:
        return Match((None,) * count, ANY if count else axes)
    if side.dots is None:
        return Match((*axes.head, *(None,) * (count - known), *axes.tail), SCALAR)
    front = next(i for i, item in enumerate(side.items) if isinstance(item, Dots))
    back = count - front
    if not axes.is_open:
        stop = known - back
        return Match(axes.head[:front] + axes.head[stop:], Axes(axes.head[front:stop]))
    hidden_front = (None,) * (front - len(axes.head))
    hidden_back = (None,) * (back - len(axes.tail))
    start = max(len(axes.tail) - back, 0)
    slots = (*axes.head[:front], *hidden_front, *hidden_back, *axes.tail[start:])
    if hidden_front or hidden_back:  # what they reach for may be any axis of the other end
        return Match(slots, ANY)
    return Match(slots, Axes(axes.head[front:], axes.gap, axes.tail[:start]))


def _checked(label: Name | None, bindings: Bindings, slot: Found, axes: Axes) -> Found:
    """The axis at a position, which must be the one that its identifier is bound to."""
    given = None if label is None else bindings.get(label.text)
    if label is None or given is None:
        return slot
    if isinstance(given, int):
        return None if slot is None else find(axes, made(slot.name, given))
    if slot is not None and slot.name != name_of(given):
        raise errors.another_axis(label.text, name_of(given), slot.name, axes)
    return find(axes, given)


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


def _split(pattern: Pattern, names: list[Name], axis: Found, bindings: Bindings) -> list[Axis]:
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
    given = prod(part.size for i, part in enumerate(parts) if i not in unknown)
    if not unknown and given != total:
        raise errors.product_conflict(show(parts), given, axis.name, total)
    if unknown:
        if given == 0 or total % given:
            raise errors.indivisible(axis.name, total, show(parts))
        parts[unknown[0]] = of_size(parts[unknown[0]].name, total // given)
    return parts


def concatenated(parts: Sequence[Axes]) -> Axes:
    """The axes of the parts, one after another.

    Raises:
        AxisError: If two parts have an axis of one name.
    """
    known = tuple(axis for part in parts for axis in part.known)
    names = [axis.name for axis in known]
    for i, name in enumerate(names):
        if name in names[:i]:
            raise errors.repeated(name, show(known))
    gaps = [part.gap for part in parts if part.gap is not None]
    gap = None if not gaps else gaps[0] if len(gaps) == 1 else ""
    vague = [i for i, part in enumerate(parts) if part.gap is not None or not part.ordered]
    if not vague:
        return Axes(known)
    before = [axis for part in parts[: vague[0]] for axis in part.known]
    after = [axis for part in parts[vague[-1] + 1 :] for axis in part.known]
    first, last = parts[vague[0]], parts[vague[-1]]
    head = (*before, *(first.head if first.ordered else ()))
    tail = (*(last.tail if last.ordered else ()), *after)
    if len(head) + len(tail) < len(known):
        return Axes(known, gap, ordered=False)
    return Axes(head, gap, tail)
