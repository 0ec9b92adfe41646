"""Asks mypy, with the plugin, what it says of files with another text than they have."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from mypy.build import build
from mypy.errors import CompileError
from mypy.fscache import FileSystemCache
from mypy.main import process_options

from haliax_mypy.commands.check.driver import PLUGIN, is_ours, unread
from haliax_mypy.commands.refusal import Refusal

_INCOMPLETE: Final = frozenset({"no-untyped-def", "no-untyped-call", "no-any-return", "untyped-decorator"})
"""What says that annotations are missing: no annotation can be wrong for that."""


@dataclass(frozen=True)
class Error:
    """An error that mypy reports.

    Attributes:
        path: The file.
        line: The line, from 1.
        code: The code of the error.
        message: What is wrong.
        source: The text of the line.
    """

    path: str
    line: int
    code: str
    message: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}  [{self.code}]"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What is the same in a text where lines have moved."""
        return self.path, self.source.strip(), self.code, self.message


def errors_in(paths: Iterable[str], texts: Mapping[str, str]) -> list[Error]:
    """What mypy reports of some files.

    Args:
        paths: The files.
        texts: The text of those that are not to be read as they are.

    Raises:
        Refusal: If mypy cannot do its work.
    """
    with TemporaryDirectory() as folder:
        copies: list[str] = []
        for number, (path, text) in enumerate(texts.items()):
            copy = Path(folder, f"{number}.py")
            copy.write_bytes(text.encode())
            copies += ["--shadow-file", path, str(copy)]
        found = _run([*copies, *paths])
    lines: dict[str, list[str]] = {}
    errors = []
    for entry in found:
        path = entry["file"]
        if path not in lines:
            lines[path] = (texts.get(os.path.abspath(path)) or _text_of(path)).splitlines()
        source = lines[path][entry["line"] - 1] if 0 < entry["line"] <= len(lines[path]) else ""
        errors.append(Error(path, entry["line"], entry["code"] or "", entry["message"], source))
    return [error for error in errors if error.code not in _INCOMPLETE]


def _text_of(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _run(words: list[str]) -> list[dict[str, Any]]:
    """The errors that mypy finds, as it is configured here, and with the plugin.

    Raises:
        Refusal: If mypy cannot do its work.
    """
    messages: list[str] = []
    cache = FileSystemCache()
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            sources, options = process_options(words, stdout=said, stderr=said, fscache=cache)
    except SystemExit:
        raise Refusal(f"mypy cannot begin: {said.getvalue().strip().splitlines()[-1]}") from None
    broken = unread(said.getvalue(), options)
    if broken:
        raise Refusal(f"mypy cannot read its configuration: {broken}")
    if not any(map(is_ours, options.plugins)):
        options.plugins.append(PLUGIN)
    # Without a file of configuration mypy loads no plugins.
    options.config_file = options.config_file or os.devnull
    options.output = "json"

    def take(path: str | None, found: list[str], is_serious: bool) -> None:
        messages.extend(found)

    try:
        build(sources, options, None, take, cache, stdout=sys.stderr, stderr=sys.stderr)
    except CompileError as error:
        first = next(iter([*error.messages, *messages]), "it gives no reason")
        raise Refusal(f"mypy stops: {_plainly(first)}; mend that, or annotate with --no-check") from None
    found = [json.loads(line) for line in messages if line.startswith("{")]
    return [entry for entry in found if entry["severity"] == "error"]


def _plainly(message: str) -> str:
    """A message of mypy as a line, whichever form it has."""
    try:
        entry = json.loads(message)
    except ValueError:
        return message
    return f"{entry['file']}:{entry['line']}: {entry['message']}"
