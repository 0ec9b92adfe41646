"""Where something stands in a source file."""

from __future__ import annotations

from dataclasses import dataclass

from mypy.nodes import Context, Node


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a file. Lines begin with 1, columns with 0; the end is the first column after it.

    Attributes:
        line: The line where it begins.
        column: The column where it begins.
        end_line: The line where it ends.
        end_column: The column where it ends.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def size(self) -> tuple[int, int]:
        """What a part of it has less of."""
        return self.end_line - self.line, self.end_column - self.column


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A part of a file that has a name.

    Attributes:
        path: The file.
        span: The part.
    """

    path: str
    span: Span

    def __str__(self) -> str:
        return f"{self.path}:{self.span.line}"


def span_of(node: Context | Node) -> Span | None:
    """Where a node stands; None if it stands nowhere."""
    if node.line < 1 or node.column < 0:
        return None
    end_line = node.end_line if node.end_line is not None else node.line
    end_column = node.end_column if node.end_column is not None else node.column
    return Span(node.line, node.column, end_line, end_column)
