"""The one loop of the plugin: a rule on every alternative that a program leaves open.

A union of two types is two alternatives. A call is wrong only if it is wrong whichever of them comes: the first mistake
is then told. Where it is right for some, it gives what they give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from haliax.pure.errors import Fault, WrongKind
from haliax.pure.wants import fits
from haliax_mypy.types.alternatives import LIMIT, has_unknown


class CannotTell(Exception):
    """Too little is known to say what comes out, or mypy itself says what is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says of a call. Where it cannot be told, there are neither results nor errors.

    Attributes:
        results: What comes out of each alternative that is right.
        errors: The mistake in each that is wrong.
    """

    results: tuple[Any, ...] = ()
    errors: tuple[Fault, ...] = ()

    @property
    def mistake(self) -> Fault | None:
        """The mistake that the call makes whichever alternative comes."""
        return self.errors[0] if self.errors and not self.results else None


def evaluate(name: str, rule: Callable[..., object], *arguments: Sequence[object]) -> Outcome:
    """What a rule says of every choice of alternatives.

    Args:
        name: What errors begin with.
        rule: Says what comes out of one choice. It raises a Fault where that is wrong, and CannotTell or WrongKind
            where that cannot be told; any other exception is a bug.
        arguments: The alternatives of each argument.
    """
    if prod(map(len, arguments)) > LIMIT:
        return Outcome()
    results: list[object] = []
    errors: list[Fault] = []
    for choice in product(*arguments):
        try:
            results.append(rule(*choice))
        except Fault as error:
            errors.append(error.within(name))
        except (CannotTell, WrongKind):
            return Outcome()
    return Outcome(tuple(results), tuple(errors))


def checked_value(value: object, wanted: Any) -> Any:
    """A value that is wholly known and of the type that a rule takes.

    Raises:
        CannotTell: If it is not.
    """
    if has_unknown(value) or not fits(value, wanted):
        raise CannotTell
    return value
