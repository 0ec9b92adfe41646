"""Starts mypy in a process of its own, so that whatever becomes of it, there is something to say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from haliax_mypy.commands.check.reports import Report, entry_in, forget, object_in, report
from haliax_mypy.commands.refusal import Refusal

DRIVER = "haliax_mypy.commands.check.driver"
CRASH = re.compile(r"^(?:(?P<place>.+?): )?error: INTERNAL ERROR", re.MULTILINE)


@dataclass
class Outcome:
    """What a run of mypy found.

    Attributes:
        reports: What it reports, file by file in mypy's order, and in each by line.
        sources: How many files it was asked to check.
        blocked: Whether it stopped at an error without checking the rest, as at a syntax error.
        haliax: Whether any module that it read imports haliax.
        said: What it said beside, such as warnings about its configuration.
        seconds: How long it took.
    """

    reports: list[Report] = field(default_factory=list)
    sources: int = 0
    blocked: bool = False
    haliax: bool = True
    said: str = ""
    seconds: float = 0.0

    @property
    def errors(self) -> list[Report]:
        """The reports that are more than notes."""
        return [report for report in self.reports if report.is_error]

    @property
    def by_file(self) -> dict[Path, list[Report]]:
        """The reports of each file."""
        found: dict[Path, list[Report]] = {}
        for each in self.reports:
            found.setdefault(each.path, []).append(each)
        return found


def run_mypy(arguments: Sequence[str], folder: Path | None = None) -> Outcome:
    """What mypy, with the plugin, says of what its arguments name.

    Args:
        arguments: The arguments of mypy.
        folder: Where it runs, and looks for its configuration; the current folder if there is none.

    Raises:
        Refusal: If it could not do its work.
    """
    start = perf_counter()
    command = [sys.executable, "-m", DRIVER, *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace")
    entries, ended, rest = _parsed(run.stdout)
    more, _, said = _parsed(run.stderr)  # errors that stop mypy are printed there
    if ended is None:
        raise Refusal(_why(run.returncode, rest, said))
    forget()
    reports = [report(_placed(entry, folder)) for entry in [*entries, *more]]
    places = {path: index for index, path in enumerate(dict.fromkeys(each.path for each in reports))}
    reports.sort(key=lambda each: (places[each.path], each.line, each.columns.start))
    return Outcome(
        reports=reports,
        sources=ended["sources"],
        blocked=ended["blocked"],
        haliax=ended["haliax"],
        said="\n".join(text for text in (rest, said) if text),
        seconds=perf_counter() - start,
    )


def _placed(entry: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """An entry with a path that can be opened from here."""
    return entry if folder is None else {**entry, "file": str(folder / entry["file"])}


def _parsed(text: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None, str]:
    """The errors that lines of output tell, how the run ended if a line says so, and all other lines."""
    entries: list[dict[str, Any]] = []
    ended: dict[str, Any] | None = None
    rest: list[str] = []
    for line in text.splitlines():
        if entry := entry_in(line):
            entries.append(entry)
        elif (found := object_in(line)) and "ended" in found:
            ended = found["ended"]
        else:
            rest.append(line)
    return entries, ended, "\n".join(rest).strip()


def _why(code: int, *texts: str) -> str:
    """Why mypy did not come to its end, in one sentence."""
    text = "\n".join(filter(None, texts))
    crash = CRASH.search(text)
    if crash:
        place = crash["place"]
        where = f" at {place}" if place else ""
        asked = "Traceback (most recent call last)" in text
        return f"mypy itself failed{where}" + (f":\n{text}" if asked else "; add `-- --show-traceback` to see how")
    if code < 0:
        return f"mypy was ended by signal {-code}; is there enough memory?"
    if "Missing target module" in text:
        return "nothing to check; name files or folders, as in `haliax-mypy check .`, or set `files = .` for mypy"
    if "Traceback (most recent call last)" in text:
        return f"mypy did not start: {_last(text)}"
    lines = [line for line in text.splitlines() if not line.startswith(("usage: ", " "))]
    said = " ".join(line.removeprefix("mypy: ").removeprefix("error: ") for line in lines)
    return f"mypy could not start: {said or f'it ended with {code}'}"


def _last(text: str) -> str:
    """The last line of a traceback."""
    return [line for line in text.splitlines() if line and not line.startswith(" ")][-1]
