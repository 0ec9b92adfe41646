"""Diagnostics: what mypy reports, with its notes."""

from __future__ import annotations

from typing import Final

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.lsp.positions import Positions
from haliax_mypy.survey.places import Span

SOURCE: Final = "mypy"

_PAGE: Final = "https://mypy.readthedocs.io/en/stable/_refs.html#code-"
"""mypy's own pages about its codes."""

_TAGS: Final = {"unreachable": DiagnosticTag.Unnecessary, "deprecated": DiagnosticTag.Deprecated}
"""Codes for which editors have a look of their own."""


def diagnostic(report: Report, uri: str, positions: Positions, *, related: bool) -> Diagnostic:
    """A report for the client.

    Args:
        report: The report.
        uri: Its file.
        positions: The text of the file.
        related: Whether the client shows notes apart from the message.
    """
    place = positions.range(span_of(report))
    tag = _TAGS.get(report.code)
    notes = [DiagnosticRelatedInformation(Location(uri, place), note.rstrip()) for note in report.notes]
    return Diagnostic(
        range=place,
        message=report.message if related else "\n".join([report.message, *report.notes]),
        severity=DiagnosticSeverity.Error if report.is_error else DiagnosticSeverity.Information,
        code=report.code or None,
        code_description=CodeDescription(_PAGE + report.code) if report.code and not is_ours(report) else None,
        source=SOURCE,
        tags=[tag] if tag is not None else None,
        related_information=notes or None if related else None,
    )


def failure(message: str, positions: Positions) -> Diagnostic:
    """That a file could not be checked, at its first line."""
    first = Span(1, 0, 1, len(positions.lines[0]))
    return Diagnostic(
        range=positions.range(first),
        message=f"not checked: {message}",
        severity=DiagnosticSeverity.Warning,
        source=SOURCE,
    )


def span_of(report: Report) -> Span:
    """Where a report stands: the whole first line, if that is all that is known."""
    line = max(report.line, 1)
    if not report.columns:
        return Span(line, 0, line, 10_000)
    if report.end_line <= line:
        return Span(line, report.columns.start, line, max(report.columns.stop, report.columns.start + 1))
    return Span(line, report.columns.start, report.end_line, report.end_column)


def is_ours(report: Report) -> bool:
    """Whether a report has a code that `explain` knows, and mypy's own pages do not."""
    return report.code.startswith("axis-")
