"""What a rule wants for each of its parameters, read off its own signature."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

Rule: TypeAlias = Callable[..., Any]


class Want(enum.Enum):
    """What a rule wants to know of an argument."""

    AXES = enum.auto()
    """The axes of an array."""
    LIST = enum.auto()
    """The axes of each array of a sequence."""
    VALUE = enum.auto()
    """The argument itself; the axes of an array."""
    INDEX = enum.auto()
    """What stands between the brackets of `x[...]`."""
    NOTHING = enum.auto()


class Takes(enum.Enum):
    """How many arguments a parameter takes."""

    ONE = enum.auto()
    REST = enum.auto()
    """`*arrays`."""
    NAMED = enum.auto()
    """`**bindings`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule.

    Attributes:
        name: Its name, which is also that of the operation's parameter.
        want: What the rule wants to know of the argument.
        takes: How many arguments it takes.
        optional: Whether None is a value of its own; otherwise it is like a number.
        whole: Whether an integer is a value of its own; otherwise it is a number like any other.
        vague: Whether a selection may be given as `Axes`, of which only a part is known.
        loose: Whether a number, or the values of a dict, need not be known.
    """

    name: str
    want: Want
    takes: Takes
    optional: bool
    whole: bool
    vague: bool
    loose: bool


@cache
def parameters(rule: Rule) -> tuple[Parameter, ...]:
    """The parameters of a rule, in order."""
    return tuple(map(_parameter, inspect.signature(rule).parameters.values()))


def _parameter(parameter: inspect.Parameter) -> Parameter:
    annotation = str(parameter.annotation)
    kinds = {kind.strip() for kind in annotation.split("|")}
    selection = any(kind.startswith(("Axis", "PartialShapeDict")) for kind in kinds)
    return Parameter(
        name=parameter.name,
        want=_want(kinds, selection=selection),
        takes=_TAKES.get(parameter.kind, Takes.ONE),
        optional="None" in kinds,
        whole="int" in kinds,
        vague="Axes" in kinds and selection,
        loose="Value" in kinds or "object]" in annotation,
    )


def _want(kinds: set[str], *, selection: bool) -> Want:
    if kinds & {"object", "Any"}:
        return Want.NOTHING
    if kinds & {"Item", "Index"}:
        return Want.INDEX
    if "Sequence[Axes]" in kinds:
        return Want.LIST
    return Want.AXES if "Axes" in kinds and not selection else Want.VALUE


_TAKES: Final[dict[object, Takes]] = {
    inspect.Parameter.VAR_POSITIONAL: Takes.REST,
    inspect.Parameter.VAR_KEYWORD: Takes.NAMED,
}
