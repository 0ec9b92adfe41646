"""Every call of a rule over few names, held against the four laws."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from haliax.pure.axes import Axes, Repeated
from haliax.pure.errors import AxisError
from haliax.pure.wants import Kind, Parameter, Takes
from tests import laws
from tests.descriptions import Rows, Some, kind, together
from tests.precision import Seen

LEFT_OUT = object()
"""Stands for an argument that is not given."""

Form = Sequence[tuple[Parameter, Sequence[Some]]]
"""One way to call a rule: the arguments that each of its parameters can have. One that takes several can stand here
several times, each time with a tuple of some of them."""


@dataclass
class Report:
    """What came of the calls of one rule.

    Attributes:
        broken: What breaks the first three laws.
        vaguer: What is less precise than it could be: examples, by how little the arguments tell.
        calls: How many calls there were, on vague arguments.
        taken: How many of them the rule took.
        missed: How many of them it took though it refuses all that they stand for.
        imprecise: How many gave less than they could.
    """

    broken: list[str] = field(default_factory=list)
    vaguer: dict[str, list[str]] = field(default_factory=dict)
    calls: int = 0
    taken: int = 0
    missed: int = 0
    imprecise: Counter[str] = field(default_factory=Counter)

    def failed(self, call: str, problem: str) -> None:
        self.broken.append(f"{call}: {problem}")

    def could_tell(self, call: str, how: str, got: Any, best: Any) -> None:
        self.imprecise[how] += 1
        self.vaguer.setdefault(how, []).append(f"{call} gives {got}, could give {best}")


def holding(rule: Any, forms: Sequence[Form]) -> Report:
    """The report on all calls of a rule in some forms."""
    report = Report()
    collected = gc.isenabled()
    gc.disable()  # what is remembered of the calls makes no cycles, but is long to go through
    try:
        for form in forms:
            _Calls(rule, form, report).check()
    finally:
        if collected:
            gc.enable()
    return report


def told(form: Form, values: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call."""
    args: list[Any] = []
    several: list[Any] = []
    kwargs: dict[str, Any] = {}
    for (parameter, _), value in zip(form, values, strict=True):
        if value is LEFT_OUT:
            continue
        if parameter.takes is Takes.REST:
            args.extend(value)
        elif parameter.want.kind is Kind.ARRAYS:
            if not args or args[-1] is not several:
                args.append(several)
            several.extend(value)
        elif parameter.takes is Takes.NAMED:
            kwargs |= value
        elif parameter.by_name or kwargs or LEFT_OUT in values:
            kwargs[parameter.name] = value
        else:
            args.append(value)
    return args, kwargs


@dataclass(frozen=True)
class Given:
    """What a rule gave: axes, how many arrays have them, and whether there are several; or an error."""

    parts: tuple[Axes, ...] = ()
    count: int | None = None
    is_list: bool = False
    error: Exception | None = None

    @classmethod
    def by(cls, rule: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Given:
        """What a rule gives for these arguments."""
        try:
            value = rule(*args, **kwargs)
        except Exception as error:
            return cls(error=error.with_traceback(None))
        if isinstance(value, Repeated):
            return cls((value.axes,), value.count, True)
        if isinstance(value, tuple):
            return cls(value, len(value), True)
        return cls(() if value is None else (value,))

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.parts))
        return f"({shown}) x {self.count}" if self.is_list else shown


Options = Sequence[Sequence[tuple[int, Rows]]]
"""The arguments of one parameter: for each the numbers of the concrete ones that it stands for."""


class _Calls:
    """The calls of a rule in one form."""

    def __init__(self, rule: Any, form: Form, report: Report) -> None:
        self.rule, self.form, self.report = rule, form, report
        self._values: list[list[Any]] = []
        self._options: list[Options] = [self._numbered([some.exact for some in options]) for _, options in form]
        self._given: dict[tuple[int, ...], Given] = {}
        self._memo: dict[Any, int] = {}
        self.seen = Seen()

    def _numbered(self, options: Sequence[Sequence[tuple[Any, Rows]]]) -> Options:
        """Numbers for the concrete arguments of one parameter."""
        numbers: dict[Any, int] = {}
        values: list[Any] = []
        self._values.append(values)
        numbered = []
        for exact in options:
            for value, _ in exact:
                if numbers.setdefault(_key(value), len(numbers)) == len(values):
                    values.append(value)
            numbered.append([(numbers[_key(value)], rows) for value, rows in exact])
        return numbered

    def check(self) -> None:
        for chosen in product(*(range(len(options)) for options in self._options)):
            values = [options[i].vague for i, (_, options) in zip(chosen, self.form, strict=True)]
            got = Given.by(self.rule, *told(self.form, values))
            self.report.calls += 1
            self.report.taken += got.error is None
            self._laws(values, got, self._outcomes((), (), chosen))

    def _outcomes(self, exact: tuple[int, ...], rows: Rows, vague: tuple[int, ...]) -> int:
        """All that the rule gives where its first arguments are concrete and the others are not."""
        key = (exact, rows, vague)
        found = self._memo.get(key)
        if found is not None:
            return found
        if not vague:
            given = self._concrete(exact)
            found = 0 if given.error else self.seen.bit(given.parts, given.count, rows)
        else:
            found = 0
            for number, more in self._options[len(exact)][vague[0]]:
                joined = together(rows, more) if rows and more else rows or more
                if joined is not None:
                    found |= self._outcomes((*exact, number), joined, vague[1:])
        if exact and vague:  # of what is concrete in all its parts there is more than memory holds
            self._memo[key] = found
        return found

    def _concrete(self, exact: tuple[int, ...]) -> Given:
        """What the rule gives for concrete arguments."""
        given = self._given.get(exact)
        if given is None:
            values = [self._values[at][number] for at, number in enumerate(exact)]
            given = self._given[exact] = Given.by(self.rule, *told(self.form, values))
            if given.error is not None and not isinstance(given.error, AxisError | TypeError):
                self.report.failed(_shown(values), f"crash: {given.error!r}")
            if not all(part.is_exact for part in given.parts):
                self.report.failed(_shown(values), f"not exact: {given}")
        return given

    def _laws(self, values: Sequence[Any], got: Given, members: int) -> None:
        if not members:
            self.report.missed += got.error is None
        elif got.error is not None:
            problem = f"false alarm: {got.error!r}, but {self.seen.shown(members)} can come out"
            self.report.failed(_shown(values), problem)
        elif not self.seen.cover(got.parts, got.count, members):
            self.report.failed(_shown(values), f"wrong: {got} does not describe all of {self.seen.shown(members)}")
        elif not any(isinstance(value, Axes) and value.absent for value in values):  # of which no rule makes the most
            best = next(filter(None, (self.seen.better(part, i, members) for i, part in enumerate(got.parts))), None)
            if best is None and got.is_list and got.count is None:
                best = self.seen.count(members)
            if best is not None:
                self.report.could_tell(_shown(values), vaguest(values), got, best)


def _shown(values: Sequence[Any]) -> str:
    return f"({', '.join(laws.shown(value) for value in values if value is not LEFT_OUT)})"


_ORDER = ("", "exact", "unordered", "row", "unordered row", "open", "unordered open")


def vaguest(values: Sequence[Any]) -> str:
    """How little the vaguest of some arguments tells."""
    flat = [v for value in values for v in (value if isinstance(value, tuple | list) else (value,))]
    return max(map(kind, flat), key=_ORDER.index)


def _key(value: Any) -> Any:
    return value if isinstance(value, Axes) else repr(value)
