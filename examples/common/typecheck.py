"""Asks mypy about files, and shows what it reports beside the source."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console, ConsoleOptions
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

# mypy is run from here, so that it takes haliax for an installed library, as in any other project.
PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Report:
    """One thing that mypy reports.

    Attributes:
        path: The file.
        line: The line, from 1.
        columns: The columns at fault, from 0.
        message: What is wrong.
        code: The code of the error.
        hint: The notes that belong to it; empty if there are none.
    """

    path: Path
    line: int
    columns: range
    message: str
    code: str
    hint: str

    @property
    def source(self) -> str:
        """The line of the file."""
        return self.path.read_text().splitlines()[self.line - 1]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Padding | Text]:
        code = Syntax("", "python", theme="ansi_dark").highlight(self.source)
        code.rstrip()
        indent = len(self.source) - len(self.source.lstrip())
        carets = "^" * len(self.columns)
        lines = (
            Text.assemble((f"{self.line:>5} │ ", "dim"), code[indent:]),
            Text.assemble(("      │ ", "dim"), " " * (self.columns.start - indent), (carets, "bold red")),
        )
        yield Text("\n", no_wrap=True, overflow="ellipsis").join(lines)
        message = Text.assemble(("error: ", "bold red"), self.message, (f"  [{self.code}]", "yellow"))
        if self.hint:
            message.append_text(Text.assemble("\n", ("note: ", "cyan"), self.hint))
        yield Padding(message, (0, 0, 0, 8))


def mypy(*targets: str | Path) -> list[Report]:
    """The errors that mypy with the plugin finds in files, or in the packages that follow `-p`.

    Raises:
        RuntimeError: If mypy could not do its work.
    """
    command = [sys.executable, "-m", "mypy", "--output", "json", *map(str, targets)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if line]
    if run.returncode not in (0, 1) or not all(line.startswith("{") for line in lines):
        raise RuntimeError(f"mypy ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    found = [json.loads(line) for line in lines]
    # Of a copy that it has seen before, in another folder, mypy tells the errors with the path that it had then.
    files = {Path(target).name: Path(target) for target in targets}
    paths = [files.get(Path(entry["file"]).name, PROJECT / entry["file"]) for entry in found]
    pairs = zip(found, paths, strict=True)
    return [_report(entry, path) for entry, path in pairs if entry["severity"] == "error"]


def _report(entry: dict[str, Any], path: Path) -> Report:
    start = entry["column"]
    lines = path.read_text().splitlines()
    # An error that goes on over several lines is marked to the end of its first.
    stop = entry["end_column"] if entry["end_line"] == entry["line"] else len(lines[entry["line"] - 1])
    columns = range(start, max(stop, start + 1))
    return Report(path, entry["line"], columns, entry["message"], entry["code"], entry["hint"] or "")
