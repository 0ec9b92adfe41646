"""Hovers: the axes of the expression under the pointer, and more where there is an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haliax_mypy.commands.check.columns import lines_in
from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.explain.sections import find
from haliax_mypy.commands.lsp.diagnosing import is_ours, span_of
from haliax_mypy.commands.lsp.wording import described
from haliax_mypy.commands.signs import SIGNS
from haliax_mypy.survey.files import File, Seen
from haliax_mypy.survey.places import Span

_LONGEST = 48
"""How many characters of an expression are shown."""


def hover(file: File, place: tuple[int, int], errors: Sequence[Report]) -> tuple[str, Span] | None:
    """What there is to say of a place, in Markdown, and of which part of the text.

    Args:
        file: What is known of the expressions of the file.
        place: The line, from 1, and the column, from 0, in characters.
        errors: The errors that stand there.
    """
    line, column = place
    innermost = None
    for last in (column, column - 1):  # the end of a name is taken for the name, if nothing begins there
        seen = [one for one in file.seen if has(one.span, line, last)]
        innermost = innermost or min(seen, key=lambda one: one.span.size, default=None)
    parts = [_axes(innermost, file)] if innermost is not None else []
    for error in errors:
        parts += _error(error, file)
    if not parts:
        return None
    return "\n\n".join(parts), innermost.span if innermost is not None else span_of(errors[0])


def _axes(one: Seen, file: File) -> str:
    return f"`{_text(one.span, file)}`  {SIGNS[one.told.knowledge]} **`{one.told.text}`**  \n{described(one.told)}"


def _error(error: Report, file: File) -> Iterator[str]:
    operands = list(_operands(span_of(error), file))
    if operands:
        lines = [f"- `{_text(one.span, file)}`  {SIGNS[one.told.knowledge]} `{one.told.text}`" for one in operands]
        yield "\n".join(["Operands:", "", *lines])
    section = find(error.code) if is_ours(error) else None
    if section is not None:
        yield f"**{error.code}**: {section.cause}  \n`haliax-mypy explain {error.code}` shows an example and the cure."


def _operands(place: Span, file: File) -> Iterator[Seen]:
    """The parts of the operation at which an error stands that have axes, outermost only, each once."""
    around = [one.span for one in file.seen if _covers(one.span, place) and one.told.kind in ("array", "container")]
    whole = min(around, key=lambda span: span.size, default=place)
    inside = [one for one in file.seen if _covers(whole, one.span) and one.span != whole and not one.is_target]
    for one in inside:
        if not any(_covers(other.span, one.span) and other.span != one.span for other in inside):
            yield one


def _text(span: Span, file: File) -> str:
    """An expression as it is written, in one line."""
    lines = list(lines_in(file.source)[span.line - 1 : span.end_line])
    lines[-1] = lines[-1][: span.end_column]
    lines[0] = lines[0][span.column :]
    text = " ".join(line.strip() for line in lines).replace("`", "'")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def has(span: Span, line: int, column: int) -> bool:
    """Whether a part of a text has a character in it."""
    return (span.line, span.column) <= (line, column) < (span.end_line, span.end_column)


def _covers(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= (
        outer.end_line,
        outer.end_column,
    )
