"""Lets mypy check many programs at once, with the plugin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_CONFIG: Final = """\
[mypy]
plugins = haliax_mypy
strict = True
show_column_numbers = True
disable_error_code = no-any-return
disallow_untyped_calls = False
[mypy-jax.*,numpy.*,equinox.*,jaxtyping.*,typeguard.*]
follow_imports = normal
"""
_LINE: Final = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<kind>\w+): (?P<text>.*)")
_REVEALED: Final = re.compile(r'Revealed type is "(.*)"')
_CODE: Final = re.compile(r"\[([\w-]+)\]$")


@dataclass(frozen=True)
class Complaint:
    """An error that mypy reports.

    Attributes:
        line: Where it is.
        text: What it says.
        column: Where in the line it is, from 0.
    """

    line: int
    text: str
    column: int = 0

    @property
    def code(self) -> str:
        """The code at the end of the text."""
        found = _CODE.search(self.text)
        return found[1] if found else ""


@dataclass
class Said:
    """What mypy says of one program.

    Attributes:
        revealed: The types that each line reveals.
        errors: The errors.
        crash: The traceback of mypy, if it broke down.
    """

    revealed: dict[int, list[str]] = field(default_factory=dict)
    errors: list[Complaint] = field(default_factory=list)
    crash: str = ""


def check(programs: Sequence[str], folder: Path) -> list[Said]:
    """What mypy says of each program.

    Args:
        programs: Their texts.
        folder: Where they are written; mypy's cache is kept there from one call to the next.
    """
    names = [f"p{i}.py" for i in range(len(programs))]
    here = folder / "programs"
    here.mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, programs, strict=True):
        (here / name).write_text(text, encoding="utf-8")
    report, ok = _mypy(folder, names)
    if ok or len(programs) == 1:
        said = _read(report, names)
        return said if ok else [Said(crash=report)]
    half = len(programs) // 2  # one of them takes mypy down
    return [*check(programs[:half], folder), *check(programs[half:], folder)]


def _mypy(folder: Path, names: list[str]) -> tuple[str, bool]:
    config = folder / "mypy.ini"
    config.write_text(_CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(config), "--cache-dir", str(folder / "cache")]
    done = subprocess.run(
        [*command, "--no-error-summary", *names],
        cwd=folder / "programs",
        env={**os.environ, "HALIAX_MYPY_DEBUG": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    report = done.stdout + done.stderr
    return report, done.returncode in (0, 1) and "INTERNAL ERROR" not in report and "Traceback" not in report


def _read(report: str, names: list[str]) -> list[Said]:
    said = {name: Said() for name in names}
    for match in map(_LINE.fullmatch, report.splitlines()):
        if match is None or match["file"] not in said:
            continue
        line, text, own = int(match["line"]), match["text"], said[match["file"]]
        revealed = _REVEALED.fullmatch(text)
        if revealed:
            own.revealed.setdefault(line, []).append(revealed[1])
        elif match["kind"] == "error":
            own.errors.append(Complaint(line, text, int(match["column"] or 1) - 1))
    return list(said.values())
