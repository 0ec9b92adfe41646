"""Hovers: the axes of the expression under the pointer, and more where there is an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from haliax_mypy.commands.check.columns import lines_in
from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.explain.sections import find
from haliax_mypy.commands.lsp.diagnosing import is_ours, span_of
from haliax_mypy.commands.lsp.wording import described
from haliax_mypy.commands.signs import SIGNS
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.files import File, Seen
from haliax_mypy.survey.places import Span

_LONGEST = 48
"""How many characters of an expression are shown."""


def at(file: File, line: int, column: int) -> Seen | None:
    """The innermost expression at a place: its line, from 1, and its column, from 0, in characters."""
    for last in (column, column - 1):  # the end of a name is taken for the name, if nothing begins there
        seen = [one for one in file.seen if has(one.span, line, last)]
        if seen:
            return min(seen, key=lambda one: one.span.size)
    return None


def value_of(one: Seen, file: File) -> Seen:
    """What is assigned to a name, if that is seen; else the expression itself."""
    behind = [other for other in file.seen if one.is_target and other.span > one.span and not other.is_target]
    same = [other for other in behind if other.span.line == one.span.line and other.told == one.told]
    return max(same, key=lambda other: other.span.size, default=one)


def is_about(error: Report, one: Seen, file: File) -> bool:
    """Whether an error is of the operation that an expression is."""
    return _covers(one.span, span_of(error)) and _operation(span_of(error), file) == one.span


def said(one: Seen | None, file: File, errors: Sequence[Report], causes: Sequence[Cause]) -> str:
    """What there is to say, in Markdown; empty if there is nothing.

    Args:
        one: The expression.
        file: The file that it is in.
        errors: The errors there.
        causes: Why less than all of its axes is known.
    """
    parts = [_axes(one, file)] if one is not None else []
    for error in errors:
        parts += _error(error, file)
    if causes and not errors:
        parts.append("\n".join(["Why not more:", "", *map(_cause, causes)]))
    return "\n\n".join(parts)


def _cause(cause: Cause) -> str:
    return f"- {Path(cause.place.path).name}:{cause.place.span.line}: {cause.sentence}; {cause.cure}"


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


def _operation(place: Span, file: File) -> Span:
    """The operation at which an error stands."""
    around = [one.span for one in file.seen if _covers(one.span, place) and one.told.kind in ("array", "container")]
    return min(around, key=lambda span: span.size, default=place)


def _operands(place: Span, file: File) -> Iterator[Seen]:
    """The parts of the operation at which an error stands that have axes, outermost only, each once."""
    whole = _operation(place, file)
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
