"""Columns as mypy counts them, and as the characters of a line.

mypy's older parser counts bytes. The newer one counts wrongly behind characters that are not ASCII (mypy 2.4): a survey
should have files with such characters read by the older one.
"""

from __future__ import annotations

import ast
import io
import tokenize
from itertools import pairwise

from haliax_mypy.survey.places import Span


def wants_older_parser(source: str) -> bool:
    """Whether a file has code behind such a character on its line, in a syntax that the Python of this run knows."""
    if source.isascii():
        return False
    try:
        ast.parse(source)
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.string.strip()]
    except (SyntaxError, ValueError, tokenize.TokenError):
        return False
    code = [token for token in tokens if token.type != tokenize.COMMENT]
    return any(not token.string.isascii() and following.start[0] == token.end[0] for token, following in pairwise(code))


class Columns:
    """The lines of a file, in which spans are found again."""

    def __init__(self, source: str, *, are_bytes: bool) -> None:
        self._lines = source.splitlines()
        self._is_plain = source.isascii() or not are_bytes

    def corrected(self, span: Span) -> Span:
        """A span as mypy tells it, in characters."""
        if self._is_plain:
            return span
        start, end = self._column(span.line, span.column), self._column(span.end_line, span.end_column)
        return Span(span.line, start, span.end_line, end)

    def _column(self, line: int, column: int) -> int:
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return column if text.isascii() else len(text.encode()[:column].decode(errors="ignore"))
