"""Small programs that mypy checks with the plugin, and what they expect of it.

An expectation stands at the end of its line:

    x.sum("embd")  # E: axis-missing: no axis 'embd'     an error with this code, whose text has these words
    reveal_type(x)  # R: [batch, embed]                  the type, in the short form of `typetests.shorthand`

Lines without one must be silent.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from mypy import api

from typetests.shorthand import same, shorten

HEADER = """\
from __future__ import annotations
from typing import Any
import haliax as hax
from haliax import Axis, NamedArray
"""

# What is checked here is the plugin, not jax: its sources would take most of the time.
CONFIG = """\
[mypy]
plugins = haliax_mypy
strict = True
show_column_numbers = True
{extra}
[mypy-jax.*,numpy.*,equinox.*,jaxtyping.*]
follow_imports = {follow}
"""

_LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<kind>\w+): (?P<text>.*)")
_MARK = re.compile(r"# (?P<kind>[ER]): (?P<text>.*?)(?=\s*# [ER]: |$)")


@dataclass(frozen=True)
class Message:
    """One line of mypy's report."""

    file: str
    line: int
    column: int
    kind: str
    text: str

    @property
    def code(self) -> str:
        """The error code at the end of the text."""
        found = re.search(r"\[([\w-]+)\]$", self.text)
        return found[1] if found else ""


@dataclass
class Project:
    """A folder with programs and a configuration of mypy.

    Attributes:
        root: The folder.
        cache: The folder of mypy's cache.
        extra: More lines for the configuration.
        follow: What mypy does with the imports of jax and what it needs.
        env: More variables for processes that are spawned.
    """

    root: Path
    cache: Path
    extra: str = ""
    follow: str = "skip"
    env: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str) -> Path:
        """Writes a file; programs begin with the usual imports."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text if name.endswith(".py") else text, encoding="utf-8")
        return path

    def arguments(self, *flags: str) -> list[str]:
        """The command line of mypy."""
        config = self.root / "mypy.ini"
        config.write_text(CONFIG.format(extra=self.extra, follow=self.follow), encoding="utf-8")
        cache = self.cache / "-".join(["cache", *flags])  # other flags would make each other's cache stale
        return ["--config-file", str(config), "--cache-dir", str(cache), *flags]

    def run(self, *flags: str) -> list[Message]:
        """What mypy says about all files, run within this process.

        Raises:
            RuntimeError: If it breaks down.
        """
        here = Path.cwd()
        os.chdir(self.root)
        try:
            out, err, status = api.run([*self.arguments(*flags), "."])
        finally:
            os.chdir(here)
        if status not in (0, 1) or "INTERNAL ERROR" in out + err:
            raise RuntimeError(f"mypy breaks down ({status}):\n{out}{err}")
        return messages(out)

    def spawn(self, *flags: str, module: str = "mypy", targets: tuple[str, ...] = (".",)) -> list[Message]:
        """What mypy says, run in a process of its own.

        Raises:
            RuntimeError: If it breaks down.
        """
        done = subprocess.run(
            [sys.executable, "-m", module, *flags, *targets],
            cwd=self.root,
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode not in (0, 1) or "INTERNAL ERROR" in done.stdout + done.stderr:
            raise RuntimeError(f"mypy breaks down ({done.returncode}):\n{done.stdout}{done.stderr}")
        return messages(done.stdout)


def messages(report: str) -> list[Message]:
    """The lines of a report of mypy that speak of a place."""
    found = filter(None, map(_LINE.fullmatch, report.splitlines()))
    return [Message(m["file"], int(m["line"]), int(m["column"] or 0), m["kind"], m["text"]) for m in found]


def differences(program: str, said: list[Message]) -> list[str]:
    """Where what mypy said of a program differs from what the program expects."""
    wanted: list[tuple[int, str, str]] = []
    for number, line in enumerate((HEADER + program).splitlines(), start=1):
        wanted += [(number, mark["kind"], mark["text"].strip()) for mark in _MARK.finditer(line)]
    wrong: list[str] = []
    for message in said:
        if message.kind == "note" and not message.text.startswith("Revealed"):
            continue
        mark = next((mark for mark in wanted if _fits(message, mark)), None)
        if mark is None:
            wrong.append(f"unexpected: {message.line}: {message.kind}: {message.text}")
        else:
            wanted.remove(mark)
    return wrong + [f"missing: {number}: {text}" for number, _, text in wanted]


def _fits(message: Message, mark: tuple[int, str, str]) -> bool:
    number, kind, text = mark
    if message.line != number or (kind == "E") != (message.kind == "error"):
        return False
    if kind == "R":
        return same(shorten(message.text.removeprefix('Revealed type is "').removesuffix('"')), text)
    code, _, words = text.partition(": ")
    return message.code == code and words in message.text
