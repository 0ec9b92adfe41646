"""The one loop of the plugin: a rule on every alternative that a program leaves open.

A union of two types is two alternatives. A call is wrong only if it is wrong whichever of them comes: the first mistake
is then told. Where it is right for some, it gives what they give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, cast

from haliax.pure.axes import Axes, Repeated, either
from haliax.pure.errors import Fault, WrongKind
from haliax.pure.wants import fits
from haliax_mypy.types.alternatives import LIMIT, distinct, has_unknown


class CannotTell(Exception):
    """Too little is known to say what comes out, or mypy itself says what is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says of a call. Where it cannot be told, there are neither results nor errors.

    Attributes:
        results: What comes out of each alternative that is right.
        errors: The mistake in each that is wrong.
        choices: Which alternative of each argument a result comes from.
        wrong: Which alternative of each argument an error comes from.
    """

    results: tuple[Any, ...] = ()
    errors: tuple[Fault, ...] = ()
    choices: tuple[tuple[int, ...], ...] = ()
    wrong: tuple[tuple[int, ...], ...] = ()

    @property
    def mistake(self) -> Fault | None:
        """The mistake that the call makes whichever alternative comes."""
        return self.errors[0] if self.errors and not self.results else None

    def by(self, places: Sequence[int]) -> tuple[Any, ...]:
        """The results for each choice of the arguments at these places, whatever the other arguments are.

        So a name that is one of two gives what is certain for both. Empty if that is nothing.
        """
        groups: dict[tuple[int, ...], list[object]] = {}
        for choice, result in zip(self.choices, self.results, strict=True):
            groups.setdefault(tuple(choice[place] for place in places), []).append(result)
        try:
            found = distinct(map(_certain, groups.values()))
            # mypy takes several lists for one, if one of them has open axes
            return (_certain(found),) if any(isinstance(result, Repeated) for result in found) else found
        except CannotTell:
            return ()


def _certain(results: Sequence[object]) -> object:
    """What is certain if one of these comes out."""
    first = results[0]
    if all(type(result) is type(first) and result == first for result in results):
        return first
    if all(isinstance(result, Axes) for result in results):
        return either(cast(Sequence[Axes], results))
    if all(isinstance(result, Repeated) for result in results):
        return Repeated(either([cast(Repeated, result).axes for result in results]), None)
    tuples = [result for result in results if isinstance(result, tuple)]
    if len(tuples) == len(results) and len(set(map(len, tuples))) == 1:
        return tuple(map(_certain, zip(*tuples, strict=True)))
    raise CannotTell


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
    choices: list[tuple[int, ...]] = []
    errors: list[Fault] = []
    wrong: list[tuple[int, ...]] = []
    for choice in product(*map(range, map(len, arguments))):
        try:
            results.append(rule(*(argument[at] for argument, at in zip(arguments, choice, strict=True))))
            choices.append(choice)
        except Fault as error:
            errors.append(error.within(name))
            wrong.append(choice)
        except (CannotTell, WrongKind):
            return Outcome()
    return Outcome(tuple(results), tuple(errors), tuple(choices), tuple(wrong))


def checked_value(value: object, wanted: Any) -> Any:
    """A value that is wholly known and of the type that a rule takes.

    Raises:
        CannotTell: If it is not.
    """
    if has_unknown(value) or not fits(value, wanted):
        raise CannotTell
    return value
