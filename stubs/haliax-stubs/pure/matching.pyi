# Written by `python -m tools.stubs`. Do not edit.
"""Which axes the identifiers of a pattern stand for.

An identifier that finds its axis by name has the name it is bound to, or else its own. One that
finds its axis by position stands for whatever axis is there; if it is bound to a name, the axis
must have that name. A bound size is that of the axis that the identifier itself stands for, not of
one that is split into it or merged from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.axis import Axis
from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector
from haliax.pure.pattern import Pattern, Side

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

def bound(identifier: str, bindings: Bindings) -> Axis:
    """The axis that an identifier stands for, as far as the bindings tell."""

def check_bindings(pattern: Pattern, bindings: Bindings) -> None:
    """Bindings must be of identifiers of the pattern.

    Raises:
        AxisError: If one is not, or its size is negative.
    """

def match(pattern: Pattern, side: Side, axes: Axes, bindings: Bindings) -> Match:
    """Finds the axis of each item of one side of a pattern.

    Raises:
        AxisError: If one is not there or is not the one that is bound, or too few or too many are.
    """

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

def concatenated(parts: Sequence[Axes]) -> Axes:
    """The axes of the parts, one after another.

    Raises:
        AxisError: If two parts have an axis of one name.
    """
