"""The source of a file, highlighted, with the axes of each expression and at the end of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, TypeAlias

# Pygments comes with rich, and has no types.
from pygments.lexers.python import PythonLexer  # type: ignore[import-untyped]
from pygments.token import Comment, Keyword, Name, Number, Operator, String  # type: ignore[import-untyped]

from haliax_mypy.commands.hints import UNREACHED, hints
from haliax_mypy.commands.page.document import told
from haliax_mypy.commands.signs import SIGNS
from haliax_mypy.survey.files import File, Seen
from haliax_mypy.survey.places import Span

Piece: TypeAlias = tuple[int, int, str]
"""The columns of a part of a line, and what is written before it."""

_CLASSES: Final = (
    (Comment, "c"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (String, "s"),
    (Number, "m"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
)
_WIDEST: Final = 76


def source(file: File, span: Span, prefix: str = "") -> str:
    """The lines of a part of a file. `prefix` is put before the ids of lines and expressions."""
    lines = file.source.splitlines()
    tokens = _tokens(file.source)
    shown = range(span.line, min(span.end_line, len(lines)) + 1)
    width = min(max((len(lines[number - 1]) for number in shown), default=0), _WIDEST)
    rows = []
    for number in shown:
        code = _line(lines[number - 1], number, tokens.get(number, []), file.seen, prefix)
        hint = _hint(file, number)
        indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
        rows.append(
            f'<div class="l" id="{prefix}L{number}"><a class="n" href="#{prefix}L{number}">{number}</a>'
            f'<div class="w"><code style="--in:{indent + 2}ch">{code}</code>{hint}</div></div>\n'
        )
    return f'<div class="code" style="--code:{width}ch">\n{"".join(rows)}</div>\n'


def _tokens(text: str) -> dict[int, list[Piece]]:
    """The highlighted parts of each line."""
    found: dict[int, list[Piece]] = {}
    line, column = 1, 0
    for kind, value in PythonLexer(stripnl=False, ensurenl=False).get_tokens(text):
        name = _class(kind)
        for i, part in enumerate(value.split("\n")):
            if i:
                line, column = line + 1, 0
            if part and name:
                found.setdefault(line, []).append((column, column + len(part), name))
            column += len(part)
    return found


def _class(kind: object) -> str:
    return next((name for group, name in _CLASSES if kind in group), "")


def _line(text: str, number: int, tokens: Sequence[Piece], seen: Sequence[Seen], prefix: str) -> str:
    """The markup of a line: expressions within each other, and tokens in the innermost."""
    spans = []
    for index, one in enumerate(seen):
        if one.span.line <= number <= one.span.end_line:
            start = one.span.column if one.span.line == number else len(text) - len(text.lstrip())
            end = one.span.end_column if one.span.end_line == number else len(text)
            if start < end:
                spans.append((start, end, _opening(one, f"{prefix}{index}")))
    spans.sort(key=lambda piece: (piece[0], -piece[1]))
    return "".join(_nested(text, 0, len(text), spans, tokens))


def _opening(one: Seen, index: str) -> str:
    knowledge = one.told.knowledge
    return (
        f'<span class="e" data-i="{index}" data-k="{knowledge.value}" data-s="{SIGNS[knowledge]}" '
        f'data-a="{escape(one.told.text)}">'
    )


def _nested(text: str, start: int, end: int, spans: Sequence[Piece], tokens: Sequence[Piece]) -> Iterator[str]:
    at, i = start, 0
    while i < len(spans):
        first, last, opening = spans[i]
        inside = i + 1
        while inside < len(spans) and spans[inside][0] < last:
            inside += 1
        yield from _plain(text, at, first, tokens)
        yield opening
        yield from _nested(text, first, min(last, end), spans[i + 1 : inside], tokens)
        yield "</span>"
        at, i = min(last, end), inside
    yield from _plain(text, at, end, tokens)


def _plain(text: str, start: int, end: int, tokens: Sequence[Piece]) -> Iterator[str]:
    """A part of a line without expressions in it."""
    at = start
    for first, last, name in tokens:
        first, last = max(first, at), min(last, end)
        if first < last:
            yield escape(text[at:first])
            yield f'<span class="{name}">{escape(text[first:last])}</span>'
            at = last
    if at < end:
        yield escape(text[at:end])


def _hint(file: File, number: int) -> str:
    parts = [
        told(hint.knowledge, hint.text, hint.name)
        if hint.knowledge is not None
        else f'<span class="a {"muted" if hint.text == UNREACHED else "unknown"}">{hint.text}</span>'
        for hint in hints(file, number)
    ]
    return f'<span class="h">{"".join(parts)}</span>' if parts else ""
