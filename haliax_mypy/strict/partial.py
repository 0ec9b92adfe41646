"""Operations that fail for some of the values that an argument may have, whatever the others are.

Where the values of two arguments hang together, as those of variables that the same branches assign, each may be fine
with one of the other; of that nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from haliax.pure.operation import Operation
from haliax_mypy.calls.blame import written
from haliax_mypy.calls.evaluation import Outcome
from haliax_mypy.calls.telling import Told


def failing(operation: Operation[Any], call: Sequence[Told], outcome: Outcome) -> str:
    """Which values of an argument an operation fails for, and why; empty if there is no such argument."""
    for place, part in enumerate(call):
        fine = {choice[place] for choice in outcome.choices}
        wrong = [at for at in range(len(part.alternatives)) if at not in fine]
        if fine and wrong:
            reasons = {at: _reason(outcome, place, at) for at in wrong}
            fails = "; or ".join(f"{_shown(part.alternatives[at])}: {reason}" for at, reason in reasons.items())
            others = " or ".join(_shown(part.alternatives[at]) for at in sorted(fine))
            return (
                f"{operation.told}: fails if {_name(part)} is {fails}; it may also be {others}: tell them apart first"
            )
    return ""


def _reason(outcome: Outcome, place: int, at: int) -> str:
    """Why it fails for one value of an argument."""
    first = next(error for error, choice in zip(outcome.errors, outcome.wrong, strict=True) if choice[place] == at)
    return first.text.partition("\n")[0]


def _name(part: Told) -> str:
    """How the program writes an argument, if that is short."""
    texts = [written(argument.expr) for argument in part.arguments]
    name = texts[0] if len(texts) == 1 else None
    return name or f"'{part.parameter.name}'"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_shown, value))})"
    return repr(value) if isinstance(value, str) else str(value)
