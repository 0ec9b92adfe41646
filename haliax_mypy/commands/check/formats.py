"""Reports for programs: JSON, and the workflow commands of GitHub."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.check.running import Outcome
from haliax_mypy.commands.check.text import about_axes, summary

VERSION: Final = 1
"""The form of the JSON. Keys may be added to it; another number says that some have changed or are gone."""


def as_json(outcome: Outcome) -> str:
    """One JSON object; the page on CI describes it."""
    found = {
        "version": VERSION,
        "complete": not outcome.blocked,
        "errors": len(outcome.errors),
        "files_with_errors": len({error.path for error in outcome.errors}),
        "files_checked": outcome.sources,
        "seconds": round(outcome.seconds, 3),
        "reports": [_entry(report) for report in outcome.reports],
    }
    return json.dumps(found, indent=2)


def _entry(report: Report) -> dict[str, Any]:
    """A report, its places counted from 1, and null where nothing is known of them."""
    return {
        "file": report.path.as_posix(),
        "line": report.line or None,
        "column": report.columns.start + 1 if report.columns else None,
        "end_line": report.end_line or None,
        "end_column": report.end_column + 1 if report.columns else None,
        "severity": report.severity,
        "code": report.code or None,
        "message": report.message,
        "notes": list(report.notes),
        "source": report.source or None,
    }


def as_github(outcome: Outcome) -> str:
    """A workflow command for each report, which GitHub shows in the log and beside the line of a pull request.

    Its last line is the summary, which stands in the log alone.
    """
    lines = [_command(report) for report in outcome.reports]
    codes = about_axes(outcome.errors)
    if codes:
        lines.append(f"`haliax-mypy explain {' '.join(codes)}` shows cause and cure.")
    return "\n".join([*lines, summary(outcome)])


def _command(report: Report) -> str:
    places: dict[str, str | int] = {"file": _in_repository(report.path)}
    if report.line:
        places |= {"line": report.line, "endLine": report.end_line}
    if report.columns and report.end_line == report.line:  # GitHub takes columns of one line only
        places |= {"col": report.columns.start + 1, "endColumn": report.columns.stop}
    if report.code:
        places["title"] = report.code
    message = "\n".join([report.message, *report.notes])
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
    return f"::{'error' if report.is_error else 'notice'} {properties}::{_data(message)}"


def _in_repository(path: Path) -> str:
    """A path from the root of the repository, from which GitHub counts, not from where the command runs."""
    root = os.environ.get("GITHUB_WORKSPACE")
    whole = path.absolute()
    return (whole.relative_to(root) if root and whole.is_relative_to(root) else path).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
