"""What stands at the end of a line: the axes of what it makes, and what else there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from haliax_mypy.survey.files import File
from haliax_mypy.survey.knowledge import Knowledge
from haliax_mypy.survey.making import Made

UNTYPED: Final = "no annotations"
UNREACHED: Final = "never run"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that is said at the end of a line.

    Attributes:
        name: What it is about; empty if the line says it.
        text: The axes, or words.
        knowledge: How much is known of the axes; None of words.
        made: What the line makes, if it is about that.
    """

    name: str
    text: str
    knowledge: Knowledge | None = None
    made: Made | None = None


def hints(file: File, line: int) -> Iterator[Hint]:
    """What is said at the end of a line."""
    made = [one for one in file.made if one.span.line == line]
    for one in made:
        yield Hint(one.name if is_named(one, made) else "", one.told.text, one.told.knowledge, one)
    if any(function.is_untyped and function.line == line for function in file.functions):
        yield Hint("", UNTYPED)
    if any(span.line == line for span in file.unreached):
        yield Hint("", UNREACHED)


def is_named(one: Made, made: Sequence[Made]) -> bool:
    """Whether a hint says the name: of a parameter, and where a line makes several things."""
    return bool(one.name) and (len(made) > 1 or one.is_parameter)
