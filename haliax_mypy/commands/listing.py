"""The source of a file in a terminal, with the axes of what each line makes at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from haliax_mypy.commands.hints import UNREACHED, hints
from haliax_mypy.commands.signs import STYLES, percent, sign
from haliax_mypy.survey.files import File, counted
from haliax_mypy.survey.knowledge import Knowledge
from haliax_mypy.survey.places import Span

_FARTHEST: Final = 72
"""The column where hints begin, at most; behind a longer line they follow at once."""


def listing(file: File, span: Span, console: Console) -> Iterator[Text]:
    """The lines of a part of a file."""
    highlighted = Syntax("", "python", theme="ansi_dark", background_color="default").highlight(file.source)
    lines = highlighted.split("\n", allow_blank=True)
    shown = range(span.line, span.end_line + 1)
    digits = len(str(span.end_line))
    lengths = [len(lines[number - 1]) for number in shown]
    column = min(max(lengths, default=0), _FARTHEST) + 2
    for number in shown:
        code = lines[number - 1]
        code.rstrip()
        yield from _line(Text(f"{number:>{digits}} │ ", "dim"), code, _hint(file, number, console), column, console)


def _line(margin: Text, code: Text, hint: Text | None, column: int, console: Console) -> Iterator[Text]:
    whole = Text.assemble(margin, code, no_wrap=True, overflow="ignore")
    if hint is None:
        yield whole
        return
    gap = max(column - len(code), 2)
    if len(whole) + gap + len(hint) <= console.width:
        yield Text.assemble(whole, " " * gap, hint, no_wrap=True, overflow="ignore")
        return
    yield whole
    room = console.width - len(margin)
    left = max(min(column, room - len(hint)), 0)
    below = Text(" " * (len(margin) - 2) + "│ ", "dim")
    yield Text.assemble(below, " " * left, hint, no_wrap=True, overflow="ignore")


def _hint(file: File, line: int, console: Console) -> Text | None:
    """What stands at the end of a line."""
    parts: list[Text] = []
    for hint in hints(file, line):
        mark = f"{sign(hint.knowledge, console)} " if hint.knowledge is not None else ""
        style = STYLES[hint.knowledge or Knowledge.UNKNOWN] if hint.text != UNREACHED else "dim"
        parts.append(Text.assemble(f"{hint.name} " if hint.name else "", (f"{mark}{hint.text}", style)))
    return Text("  ").join(parts) if parts else None


def summary(file: File, console: Console) -> Text:
    """How many of the arrays are known, in one line."""
    counts = counted(file.seen)
    if not counts.total:
        return Text("no array expressions here")
    numbers = ((Knowledge.KNOWN, counts.known), (Knowledge.HALF, counts.half), (Knowledge.UNKNOWN, counts.unknown))
    parts = [Text(f"{sign(k, console)} {number} {k.value}", STYLES[k]) for k, number in numbers]
    return Text.assemble(
        f"{counts.total} array expressions: ", Text(", ").join(parts), f" ({percent(counts.percent)} known)"
    )
