"""The pattern languages of `rearrange` and `einsum`.

    rearrangement = side "->" items
    equation      = [ side { "," items } ] "->" items
    side          = items | "{" items "}"
    items         = { name | "..." | group }
    group         = "(" [ name ":" ] { name | "..." } ")"

`"B H W -> W B H"` binds names to axes by position, `"{H W} -> ... W H"` by name. A group splits an
axis on the left, `(H: h1 h2)`, and merges axes on the right, `(E: H W)`. Whatever a pattern alone
can be wrong about is told here, with a caret under the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from haliax.pure import errors
from haliax.pure.errors import AxisError

# `re` compiles them when they are first used, and remembers them.
_TOKEN = r"->|\.\.\.|\w+(?:-\w+)*|\S"
_NAME = r"\w+(?:-\w+)*"


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier, and the column at which it stands."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Dots:
    """`...`, and the column at which it stands."""

    at: int


@dataclass(frozen=True, slots=True)
class Group:
    """`(label: parts)`: one axis, and the axes that it is split into or merged from."""

    label: Name | None
    parts: tuple[Name | Dots, ...]
    at: int


Item: TypeAlias = Name | Dots | Group


@dataclass(frozen=True, slots=True)
class Side:
    """One list of axes in a pattern.

    Attributes:
        items: What stands for its axes.
        by_name: Whether the items find their axes by name; otherwise by position.
    """

    items: tuple[Item, ...]
    by_name: bool = False

    @property
    def axes(self) -> tuple[Name | Group, ...]:
        """The items that stand for one axis of the array each."""
        return tuple(item for item in self.items if not isinstance(item, Dots))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The items that split or merge axes."""
        return tuple(item for item in self.items if isinstance(item, Group))

    @property
    def parts(self) -> tuple[Name | Dots, ...]:
        """The items, with the parts of groups in the place of the groups."""
        return tuple(part for item in self.items for part in (item.parts if isinstance(item, Group) else (item,)))

    @property
    def names(self) -> dict[str, Name]:
        """The identifiers that stand for axes by themselves: all but the labels of groups."""
        return {part.text: part for part in self.parts if isinstance(part, Name)}

    @property
    def dots(self) -> Dots | None:
        """The `...`, if there is one."""
        return next((part for part in self.parts if isinstance(part, Dots)), None)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that has been read.

    Attributes:
        text: The pattern as it was written.
        operands: What is left of the arrow: one list for each array, or one for all if by name.
        out: What is right of the arrow.
    """

    text: str
    operands: tuple[Side, ...]
    out: Side

    @property
    def groups(self) -> tuple[Group, ...]:
        """What it splits and merges."""
        return tuple(group for side in (*self.operands, self.out) for group in side.groups)

    def fault(self, problem: str, at: int) -> AxisError:
        """The error that says what is wrong at a column of the pattern."""
        return errors.malformed(problem, self.text, at)

    @property
    def identifiers(self) -> frozenset[str]:
        """All identifiers, labels of groups included."""
        labels = {group.label.text for group in self.groups if group.label is not None}
        return frozenset(labels.union(*(side.names for side in (*self.operands, self.out))))


@lru_cache(maxsize=1024)
def rearrangement(text: str) -> Pattern:
    """Reads a pattern of `rearrange`.

    Raises:
        AxisError: If it is malformed, or an identifier stands on one side only.
    """
    pattern = _Reader(text).pattern()
    if len(pattern.operands) > 1:
        raise pattern.fault("`,` separates arrays, but rearrange takes one array", text.index(","))
    _check_groups(pattern)
    for name in pattern.operands[0].names.values():
        if name.text not in pattern.out.names:
            way_out = "each axis comes out, alone or in a group"
            raise pattern.fault(f"'{name.text}' is not on the right of `->`; {way_out}", name.at)
    _check_out(pattern)
    return pattern


@lru_cache(maxsize=1024)
def equation(text: str) -> Pattern:
    """Reads an equation of `einsum`.

    Raises:
        AxisError: If it is malformed, or an axis comes out that no array has.
    """
    pattern = _Reader(text).pattern()
    for group in pattern.groups:
        raise pattern.fault("einsum neither splits nor merges axes; use rearrange", group.at)
    left = pattern.operands[0]
    if not left.items and not left.by_name and len(pattern.operands) == 1:
        return replace(pattern, operands=(Side((Dots(0),), by_name=True),))
    if not left.by_name:
        _check_out(pattern)
    return pattern


def _check_out(pattern: Pattern) -> None:
    """Nothing comes out that did not go in."""
    names = {name for operand in pattern.operands for name in operand.names}
    for name in pattern.out.names.values():
        if name.text not in names:
            raise pattern.fault(f"'{name.text}' is not on the left of `->`", name.at)
    dots = next((operand.dots for operand in pattern.operands if operand.dots), None)
    if dots and not pattern.out.dots:
        raise pattern.fault("`...` is not on the right of `->`; say where the rest goes", dots.at)
    if pattern.out.dots and not dots and not pattern.operands[0].by_name:
        raise pattern.fault("`...` is not on the left of `->`", pattern.out.dots.at)


def _check_groups(pattern: Pattern) -> None:
    left, right = pattern.operands[0], pattern.out
    for group in left.groups:
        dots = next((part for part in group.parts if isinstance(part, Dots)), None)
        if dots:
            raise pattern.fault("cannot split an axis into `...`; name the parts", dots.at)
        if left.by_name and group.label is None:
            raise pattern.fault("which axis is split? write `(axis: part part)`", group.at)
    for group in right.groups:
        if group.label is None:
            raise pattern.fault("what is the merged axis called? write `(name: axis axis)`", group.at)


class _Reader:
    """Reads a pattern, token by token."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(r"\s", " ", text)  # so that a caret under a line finds its column
        self.tokens = [(match.group(), match.start()) for match in re.finditer(_TOKEN, self.text)]
        self.at = 0

    def fault(self, problem: str, at: int | None = None) -> AxisError:
        return errors.malformed(problem, self.text, self.column if at is None else at)

    @property
    def token(self) -> str:
        """The next token; empty at the end."""
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def column(self) -> int:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else len(self.text)

    def take(self, token: str) -> bool:
        """Steps over the next token if it is this one."""
        found = self.token == token
        self.at += found
        return found

    def pattern(self) -> Pattern:
        operands = [self.side()]
        while self.take(","):
            operands.append(self.side())
        if len(operands) > 1 and any(operand.by_name for operand in operands):
            raise self.fault("axes found by name are listed once, for all arrays", self.text.index(","))
        if not self.take("->"):
            if self.token:
                raise self.unexpected()
            raise self.fault("write `->` between the axes that go in and those that come out")
        if self.token == "{":
            raise self.fault("the axes that come out have an order; leave out the braces")
        out = Side(tuple(self.items()))
        if self.token:
            raise self.unexpected()
        return Pattern(self.text, tuple(operands), self.once(out))

    def side(self) -> Side:
        start = self.column
        if not self.take("{"):
            return self.once(Side(tuple(self.items())))
        side = Side(tuple(self.items()), by_name=True)
        if not self.take("}"):
            raise self.unexpected() if self.token not in ("", "->") else self.unclosed("{", start)
        return self.once(side)

    def items(self) -> Iterator[Item]:
        while self.token and self.token not in ("->", ",", "}"):
            start = self.column
            yield self.group(start) if self.take("(") else self.part()

    def group(self, start: int) -> Group:
        label = self.label()
        parts: list[Name | Dots] = []
        while not self.take(")"):
            if self.token in ("", "->", "}"):
                raise self.unclosed("(", start)
            if self.token == "(":
                raise self.fault("a group inside a group; split or merge in two steps")
            parts.append(self.part())
        return Group(label, tuple(parts), start)

    def label(self) -> Name | None:
        if [token for token, _ in self.tokens[self.at + 1 : self.at + 2]] != [":"]:
            return None
        name = self.name()
        self.at += 1
        return name

    def part(self) -> Name | Dots:
        start = self.column
        return Dots(start) if self.take("...") else self.name()

    def name(self) -> Name:
        text = self.token
        if not re.fullmatch(_NAME, text):
            raise self.unexpected()
        if text.isdecimal():
            raise self.fault(f"'{text}' is not a name; bind a size to a name, as in name={text}")
        name = Name(text, self.column)
        self.at += 1
        return name

    def once(self, side: Side) -> Side:
        """The side, on which nothing may stand twice."""
        seen: set[str] = set()
        for part in side.parts:
            text = part.text if isinstance(part, Name) else "..."
            if text in seen:
                raise self.fault("more than one `...`" if text == "..." else f"'{text}' is repeated", part.at)
            seen.add(text)
        return side

    def unexpected(self) -> AxisError:
        return self.fault(f"unexpected '{self.token}'" if self.token else "it ends too early")

    def unclosed(self, bracket: str, start: int) -> AxisError:
        return self.fault(f"`{bracket}` is never closed", start)
