"""What mypy reports about one place, and the line of source that it is about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from haliax_mypy.commands.check.columns import in_characters, lines_in

_BLOCKER: Final = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<severity>error): (?!INTERNAL ERROR)(?P<message>.*?)"
    r"(?:  \[(?P<code>[\w-]+)\])?"
)
"""What stops mypy, as mypy before 2.4 prints it, whatever it is asked to print."""


@dataclass(frozen=True)
class Report:
    """One error, or a note that belongs to none.

    Attributes:
        path: The file, as mypy names it: relative to where it runs, if the file is below.
        line: The line, from 1; 0 if it is about the file as a whole.
        end_line: The line of the end.
        columns: The columns at fault in the first line, from 0, in characters; empty if none are known.
        end_column: The column behind the end, in its line, from 0.
        message: What is wrong.
        code: The code of the error; empty if it has none.
        notes: The notes that belong to it, line by line.
        severity: "error" or "note".
    """

    path: Path
    line: int
    columns: range
    message: str
    code: str
    notes: tuple[str, ...] = ()
    severity: str = "error"
    end_line: int = 0
    end_column: int = 0

    @property
    def is_error(self) -> bool:
        """Whether it is more than a note."""
        return self.severity == "error"

    @cached_property
    def source(self) -> str:
        """The line of the file; empty if there is none."""
        lines = lines_of(self.path)
        return lines[self.line - 1] if 0 < self.line <= len(lines) else ""


@lru_cache(maxsize=8)
def text_of(path: Path) -> str:
    """What is in a file; nothing if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a file as Python counts them; none if it cannot be read."""
    return lines_in(text_of(path))


def forget() -> None:
    """Reads files anew from now on."""
    text_of.cache_clear()


def object_in(line: str) -> dict[str, Any] | None:
    """The object that a line of JSON is; None if it is no such line."""
    try:
        found = json.loads(line) if line.startswith("{") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def entry_in(line: str) -> dict[str, Any] | None:
    """What a line of `mypy --output json` says; None if it is another line."""
    found = object_in(line)
    if found is not None:
        return found if "severity" in found else None
    blocker = _BLOCKER.fullmatch(line)
    if blocker is None:
        return None
    at, column = int(blocker["line"]), int(blocker["column"] or 0) - 1
    return blocker.groupdict() | {"line": at, "column": column, "end_line": at, "end_column": -1, "hint": None}


def report(entry: dict[str, Any], text: str | None = None) -> Report:
    """A report from a line of `mypy --output json`, whose columns count from 0.

    Args:
        entry: The line.
        text: What mypy has read in the place of the file, if it is not what is on disk.
    """
    path = Path(entry["file"])
    line, end_line = max(entry["line"], 0), max(entry["end_line"], entry["line"], 0)
    text = text_of(path) if text is None else text
    lines = lines_in(text)
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    columns, end_column = range(0), max(entry["end_column"], 0)
    if entry["column"] >= 0:
        if end_line == line:
            columns = in_characters(text, line, range(entry["column"], max(end_column, entry["column"] + 1)), source)
            end_column = columns.stop
        else:  # marked to the end of its first line
            start = in_characters(text, line, range(entry["column"], len(source)), source, whole=False).start
            columns = range(start, max(len(source.rstrip()), start + 1))
    notes = tuple((entry["hint"] or "").splitlines())
    return Report(
        path=path,
        line=line,
        columns=columns,
        message=entry["message"],
        code=entry["code"] or "",
        notes=notes,
        severity=entry["severity"],
        end_line=end_line,
        end_column=end_column,
    )
