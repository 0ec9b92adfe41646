"""Places in a text, where lines begin with 1 and columns count characters, and as a client counts them."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol.types import Position, Range
from pygls.workspace import PositionCodec

from haliax_mypy.commands.check.columns import lines_in
from haliax_mypy.survey.places import Span


class Positions:
    """The places of a text, as a client counts them."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self.lines: Sequence[str] = lines_in(text)
        self._codec = codec

    def position(self, line: int, column: int) -> Position:
        """A place for the client; one behind the end of a line becomes the end."""
        if not 1 <= line <= len(self.lines):
            last = len(self.lines) if line > 0 else 1
            return Position(last - 1, self._units(last, len(self.lines[last - 1]) if line > 0 else 0))
        return Position(line - 1, self._units(line, column))

    def _units(self, line: int, column: int) -> int:
        return int(self._codec.client_num_units(self.lines[line - 1][: max(column, 0)]))

    def range(self, span: Span) -> Range:
        """A part of the text for the client."""
        start, end = self.position(span.line, span.column), self.position(span.end_line, span.end_column)
        if start == end and start.character > 0:  # what is missing at the end of a line is shown at its last character
            start = self.position(start.line + 1, len(self.lines[start.line]) - 1)
        return Range(start, end)

    def place(self, position: Position) -> tuple[int, int]:
        """The line and the column of a place that the client tells."""
        text = self.lines[position.line] if position.line < len(self.lines) else ""
        column, units = 0, 0
        for character in text:
            units += self._codec.client_num_units(character)
            if units > position.character:
                break
            column += 1
        return position.line + 1, column
