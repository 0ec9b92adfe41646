"""The best description of a set of concrete axes, worked out without the algebra.

A set of axes is a number, of which each bit is one list of axes that has been seen, together with what row variables
stand for in the call that gave it. What a bit has in common with others is kept in the same form, so that a question
about a whole set is one `&`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haliax.pure.axes import Axes
from haliax.pure.axis import of_size, size_of
from tests import laws
from tests.descriptions import Rows

Outcome = tuple[tuple[Axes, ...], int | None, Rows]
"""The axes that a rule gives, of how many arrays, and what row variables stand for."""


class Seen:
    """All that rules have given for concrete axes, and which descriptions cover which of it."""

    def __init__(self) -> None:
        self._ids: dict[Outcome, int] = {}
        self._all: list[Outcome] = []
        self._traits: dict[Any, int] = {}
        self._covered: dict[Any, int] = {}
        self._best: dict[tuple[int, int], list[Axes]] = {}

    def bit(self, parts: tuple[Axes, ...], count: int | None, rows: Rows) -> int:
        """The set of just this outcome."""
        key = (parts, count, rows)
        at = self._ids.get(key)
        if at is None:
            at = self._ids[key] = len(self._all)
            self._all.append(key)
            for trait in (("count", count), *((i, *t) for i, part in enumerate(parts) for t in _traits(part, rows))):
                self._traits[trait] = self._traits.get(trait, 0) | 1 << at
        return 1 << at

    def some(self, members: int) -> Outcome:
        """A member of a set."""
        return self._all[(members & -members).bit_length() - 1]

    def shown(self, members: int) -> str:
        """Some members of a set, as a failing test prints them."""
        out = []
        while members and len(out) < 4:
            out.append(", ".join(map(str, self.some(members)[0])) or "nothing")
            members &= members - 1
        return " | ".join([*out, *(["..."] if members else [])])

    def cover(self, vague: tuple[Axes, ...], count: int | None, members: int) -> bool:
        """Whether descriptions stand for all members of a set, part by part."""
        key = (vague, count)
        left = members & ~self._covered.get(key, 0)
        while left:
            if not _describe(vague, count, *self.some(left)):
                return False
            left &= left - 1
        self._covered[key] = self._covered.get(key, 0) | members
        return True

    def have(self, members: int, *trait: Any) -> bool:
        """Whether all members of a set have a trait."""
        return not members & ~self._traits.get(trait, 0)

    def count(self, members: int) -> int | None:
        """Of how many arrays all members of a set are, if that is one number."""
        count = self.some(members)[1]
        return count if self.have(members, "count", count) else None

    def better(self, vague: Axes, part: int, members: int) -> Axes | None:
        """A description of a part of all members that says all that `vague` says, and more; None if there is none."""
        key = (part, members)
        if key not in self._best:
            self._best[key] = [self._with_sizes(found, part, members) for found in self._candidates(part, members)]
        found = self._best[key]
        return next((best for best in found if within(best, vague) and not within(vague, best)), None)

    def _candidates(self, part: int, members: int) -> Iterator[Axes]:
        """Of each kind of description the best one that covers a part of all members."""
        parts, _, rows = self.some(members)
        names, count = parts[part].names, len(parts[part].names)
        if self.have(members, part, "set", frozenset(names)):
            same = all(self.have(members, part, "first", i, name) for i, name in enumerate(names))
            yield Axes(names, ordered=same)
        front = _length(self.have(members, part, "first", i, name) for i, name in enumerate(names))
        back = _length(self.have(members, part, "last", i, name) for i, name in enumerate(reversed(names)))
        if front + back <= count:
            yield Axes(names[:front], "", names[count - back :])
        yield Axes(tuple(n for n in names if self.have(members, part, "has", n)), "", ordered=False)
        for row, _ in rows:
            for i in range(front + 1):
                for j in range(min(back, count - i) + 1):
                    if self.have(members, part, "row", row, i, j):
                        yield Axes(names[:i], row, names[count - j :])
            known = _known_beside(parts[part], rows, row)
            if known is not None and self.have(members, part, "beside", row, frozenset(known)):
                yield Axes(known, row, ordered=False)

    def _with_sizes(self, axes: Axes, part: int, members: int) -> Axes:
        first = self.some(members)[0][part]

        def sized(name: str) -> Any:
            size = first.size(name)
            return of_size(name, size if self.have(members, part, "size", name, size) else None)

        return Axes(
            tuple(map(sized, (a.name for a in axes.head))),
            axes.gap,
            tuple(map(sized, (a.name for a in axes.tail))),
            axes.ordered,
        )


def _describe(
    vague: tuple[Axes, ...], count: int | None, parts: tuple[Axes, ...], given: int | None, rows: Rows
) -> bool:
    if count not in (None, given):
        return False
    pairs = zip(vague * len(parts) if len(vague) == 1 else vague, parts, strict=False)
    return all(laws.stands_for(one, part, dict(rows)) for one, part in pairs)


def _length(holds: Iterator[bool]) -> int:
    """How many hold before the first that does not."""
    count = 0
    for one in holds:
        if not one:
            break
        count += 1
    return count


def _traits(axes: Axes, rows: Rows) -> Iterator[Any]:
    """What axes may have in common with others."""
    names = axes.names
    yield "set", frozenset(names)
    for i, axis in enumerate(axes.head):
        yield "first", i, axis.name
        yield "last", len(names) - 1 - i, axis.name
        yield "has", axis.name
        yield "size", axis.name, size_of(axis)
    for row, hidden in rows:
        inside = tuple(axis.name for axis in hidden)
        for i in range(len(names) - len(inside) + 1):
            if names[i : i + len(inside)] == inside:
                yield "row", row, i, len(names) - len(inside) - i
        known = _known_beside(axes, rows, row)
        if known is not None:
            yield "beside", row, frozenset(known)


def _known_beside(axes: Axes, rows: Rows, row: str) -> tuple[str, ...] | None:
    """The names of axes beside those of a row variable, if all those are there."""
    inside = {axis.name for axis in dict(rows)[row]}
    return tuple(n for n in axes.names if n not in inside) if inside <= set(axes.names) else None


def within(more: Axes, less: Axes) -> bool:
    """Whether a description says all that another says: it stands for none but what that one stands for."""
    if any(a.name not in more.names or size_of(a) not in (None, more.size(a.name)) for a in less.known):
        return False
    if less.gap != "" and (more.gap != less.gap or len(more.known) > len(less.known)):
        return False
    if less.absent and not all(more.has(name) is False for name in less.absent):
        return False
    if not less.ordered or not less.known:
        return True
    front, back = len(less.head), len(less.tail)
    head, tail = (
        (more.names, more.names)
        if more.gap is None
        else (tuple(a.name for a in side) for side in (more.head, more.tail))
    )
    ends = (*head[:front], *tail[max(len(tail) - back, 0) :])
    return more.ordered and ends == less.names
