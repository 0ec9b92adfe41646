# Written by `python -m tools.stubs`. Do not edit.
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

from dataclasses import dataclass
from typing import TypeAlias

from haliax.errors import AxisError

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
    by_name: bool = ...

    @property
    def axes(self) -> tuple[Name | Group, ...]:
        """The items that stand for one axis of the array each."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The items that split or merge axes."""

    @property
    def parts(self) -> tuple[Name | Dots, ...]:
        """The items, with the parts of groups in the place of the groups."""

    @property
    def names(self) -> dict[str, Name]:
        """The identifiers that stand for axes by themselves: all but the labels of groups."""

    @property
    def dots(self) -> Dots | None:
        """The `...`, if there is one."""

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

    def fault(self, problem: str, at: int) -> AxisError:
        """The error that says what is wrong at a column of the pattern."""

    @property
    def identifiers(self) -> frozenset[str]:
        """All identifiers, labels of groups included."""

def rearrangement(text: str) -> Pattern:
    """Reads a pattern of `rearrange`.

    Raises:
        AxisError: If it is malformed, or an identifier stands on one side only.
    """

def equation(text: str) -> Pattern:
    """Reads an equation of `einsum`.

    Raises:
        AxisError: If it is malformed, or an axis comes out that no array has.
    """
