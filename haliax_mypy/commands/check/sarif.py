"""Reports as SARIF 2.1.0, the format that code scanning services read."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.check.running import Outcome

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT: Final = "%SRCROOT%"
"""The name of the folder that paths are relative to, which the reader of the log puts in."""


def as_sarif(outcome: Outcome) -> str:
    """A log of one run, with a rule for each code."""
    codes = sorted({report.code for report in outcome.reports if report.code})
    described = _descriptions()
    rules = [_rule(code, described.get(code, "")) for code in codes]
    driver = {"name": "haliax-mypy", "version": version("haliax"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [{"executionSuccessful": not outcome.blocked}],
        "results": [_result(report, codes) for report in outcome.reports],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _descriptions() -> dict[str, str]:
    """What holds where there is no error of a code, for each code that mypy knows, those of the plugin too."""
    from mypy.errorcodes import error_codes

    import haliax_mypy.messages.codes  # noqa: F401  (makes its codes known to mypy)

    return {name: code.description for name, code in error_codes.items()}


def _rule(code: str, description: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if description:
        rule["shortDescription"] = {"text": description}
    if code.split("-")[0] == "axis":
        rule["help"] = {"text": f"`haliax-mypy explain {code}` shows cause and cure."}
    return rule


def _result(report: Report, codes: list[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(report.path)}
    if report.line:
        location["region"] = _region(report)
    result: dict[str, Any] = {
        "level": "error" if report.is_error else "note",
        "message": {"text": "\n".join([report.message, *report.notes])},
        "locations": [{"physicalLocation": location}],
    }
    return result if not report.code else {"ruleId": report.code, "ruleIndex": codes.index(report.code), **result}


def _region(report: Report) -> dict[str, Any]:
    """A region counts from 1, and its end column is behind what it marks."""
    region: dict[str, Any] = {"startLine": report.line, "endLine": report.end_line}
    if report.columns:
        region |= {"startColumn": report.columns.start + 1, "endColumn": report.end_column + 1}
    if report.source:
        region["snippet"] = {"text": report.source}
    return region


def _artifact(path: Path) -> dict[str, str]:
    """A file relative to the root of the repository, if it is known, or to where the command runs."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    whole = path.absolute()
    if not whole.is_relative_to(root):
        return {"uri": whole.as_uri()}
    return {"uri": quote(whole.relative_to(root).as_posix()), "uriBaseId": ROOT}
