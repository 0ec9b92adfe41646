"""One run of mypy over type tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from typetests.marks import ROOT
from typetests.shorthand import shorten

_REVEALED = 'Revealed type is "'


@dataclass(frozen=True)
class Diagnostic:
    """What mypy says about one place.

    Attributes:
        file: The file, such as `reject/dot.py`.
        line: The line.
        column: The column, from 0.
        severity: `error` or `note`.
        message: The text.
        code: The code of an error; empty for a note.
        notes: The notes that belong to it.
    """

    file: str
    line: int
    column: int
    severity: str
    message: str
    code: str
    notes: str

    @property
    def revealed(self) -> str | None:
        """The type that it reveals, in short form."""
        return shorten(self.message[len(_REVEALED) : -1]) if self.message.startswith(_REVEALED) else None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}  [{self.code}]"


def check(paths: Sequence[Path], cache: Path, *flags: str) -> list[Diagnostic]:
    """Everything that mypy says about some files.

    mypy runs inside of `typetests`, so that it finds the installed stubs and not the library's source.

    Raises:
        RuntimeError: If mypy or the plugin fails.
    """
    settings = {"NO_COLOR": "1", "HALIAX_MYPY_DEBUG": "1"}  # a callback of the plugin that fails takes mypy down
    command = [sys.executable, "-m", "mypy", "--output=json", "--no-error-summary", f"--cache-dir={cache}", *flags]
    done = subprocess.run(
        [*command, *map(_shown, paths)], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(f"mypy failed on {paths[0].parent}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return [_read(line) for line in done.stdout.splitlines() if line]


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _read(line: str) -> Diagnostic:
    found = json.loads(line)
    return Diagnostic(
        file=Path(found["file"]).as_posix(),
        line=found["line"],
        column=found["column"],
        severity=found["severity"],
        message=found["message"],
        code=found["code"] or "",
        notes=found["hint"] or "",
    )
