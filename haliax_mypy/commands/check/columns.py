"""The columns of a report, in characters.

Where a line holds letters that UTF-8 writes in several bytes, the columns that mypy gives are not those of characters:
with one of its parsers they count bytes, with the other each such letter counts against them. Which it is cannot be
asked, so the place is looked up among the expressions that start in the line.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from typing import Final


def in_characters(text: str, line: int, columns: range, source: str, *, whole: bool = True) -> range:
    """Columns that mypy gives for a line, in characters.

    Args:
        text: The whole file.
        line: The line, from 1.
        columns: The columns from 0, as mypy gives them.
        source: The text of the line.
        whole: Whether what stands there ends in this line, so that the end counts too.
    """
    if source.isascii():
        return columns
    spans = _spans(text, line)
    for counted in _WAYS:
        for span in spans:
            start, stop = counted(source, span.start), counted(source, span.stop)
            if start == columns.start and (stop == columns.stop or not whole):
                return span
    return columns


@lru_cache(maxsize=8)
def lines_in(text: str) -> tuple[str, ...]:
    """The lines of a text as Python counts them, and as editors do."""
    # Not `splitlines`, to which a form feed and some other characters end a line, too.
    return tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _characters(source: str, column: int) -> int:
    return column


def _bytes(source: str, column: int) -> int:
    return len(source[:column].encode())


def _twice(source: str, column: int) -> int:
    """A column in characters that was taken for one in bytes: what UTF-8 needs more than one byte for is subtracted."""
    return column - sum(byte & 0b1100_0000 == 0b1000_0000 for byte in source.encode()[: column + 2])


_WAYS: Final[tuple[Callable[[str, int], int], ...]] = (_characters, _bytes, _twice)


@lru_cache(maxsize=256)
def _spans(text: str, line: int) -> tuple[range, ...]:
    """The columns, in characters, of what starts in a line, the outermost first."""
    found: set[tuple[int, int]] = set()
    for node, source in _nodes(text).get(line, ()):
        start = len(source.encode()[: node.col_offset].decode(errors="ignore"))
        stop = len(source)
        if node.end_lineno == node.lineno and node.end_col_offset is not None:
            stop = len(source.encode()[: node.end_col_offset].decode(errors="ignore"))
        found.add((start, stop))
    return tuple(range(*span) for span in sorted(found, key=lambda span: (span[0], -span[1])))


_Placed = ast.expr | ast.stmt | ast.arg | ast.keyword | ast.alias


@lru_cache(maxsize=8)
def _nodes(text: str) -> dict[int, list[tuple[_Placed, str]]]:
    """What starts in each line of a file, with the text of the line; nothing if it cannot be parsed."""
    try:
        tree = ast.parse(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    lines = lines_in(text)
    found: dict[int, list[tuple[_Placed, str]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, _Placed):
            found.setdefault(node.lineno, []).append((node, lines[node.lineno - 1]))
    return found
