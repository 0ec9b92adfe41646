"""What a rule wants for each of its parameters, read off its own signature."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[..., Any]


class Want(enum.Enum):
    """What a rule wants to know of an argument."""

    AXES = enum.auto()
    """The axes of an array."""
    LIST = enum.auto()
    """The axes of each array of a sequence."""
    VALUE = enum.auto()
    """The argument itself."""
    NOTHING = enum.auto()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule.

    Attributes:
        name: Its name, which is also that of the operation's parameter.
        want: What the rule wants to know of the argument.
        variadic: Whether it takes all remaining arguments: `*arrays`.
        keyword: Whether it is passed by name only.
        optional: Whether None is a value of its own; otherwise it is like a number.
        vague: Whether a selection may be given as `Axes`, of which only a part is known.
        repeated: Whether a sequence of unknown length may be given as `Repeated`.
    """

    name: str
    want: Want
    variadic: bool
    keyword: bool
    optional: bool
    vague: bool
    repeated: bool


@cache
def parameters(rule: Rule) -> tuple[Parameter, ...]:
    """The parameters of a rule, in order."""
    return tuple(map(_parameter, inspect.signature(rule).parameters.values()))


def _parameter(parameter: inspect.Parameter) -> Parameter:
    annotation = str(parameter.annotation)
    kinds = {kind.strip() for kind in annotation.split("|")}
    selection = any(kind.startswith(("Axis", "PartialShapeDict")) for kind in kinds)
    if kinds & {"object", "Any"}:
        want = Want.NOTHING
    elif "Axes" in kinds and not selection:
        want = Want.AXES
    elif "Sequence[Axes]" in kinds:
        want = Want.LIST
    else:
        want = Want.VALUE
    return Parameter(
        name=parameter.name,
        want=want,
        variadic=parameter.kind is parameter.VAR_POSITIONAL,
        keyword=parameter.kind is parameter.KEYWORD_ONLY,
        optional="None" in kinds,
        vague="Axes" in kinds and selection,
        repeated="Repeated" in kinds,
    )
