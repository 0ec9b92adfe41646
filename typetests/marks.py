"""The expectations written into the type tests.

    x.sum("embd")  # E: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing]
    reveal_type(x.sum("embed"))  # R: [batch]

An expected error ends with its code. `…` stands for any text, and `^ "embd"` after the code says where on the line the
error is. How an expectation holds when the file is executed, the first time that the line is reached:

    E:          the line raises the same sentence, sizes aside
    E(kind):    it raises the same kind of mistake in other words, since mypy knows less of the axes
    E(type):    mypy's own error, and the line raises too
    E(static):  the line does not raise: only mypy can see this
    R:          the value has the revealed type: the same axes, in the same order where that is known
    R(static):  the line is not executed, or its value does not say what mypy says

`# N: text` expects a note beside the errors of a line; lines without it may have any notes.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
FOLDERS = ("accept", "reject", "reveal")

_MARK = re.compile(r"# (?P<kind>[ERN])(?:\((?P<how>\w+)\))?: (?P<text>.*?)(?=\s+# [ERN](?:\(\w+\))?: |$)")
_ERROR = re.compile(r"(?P<text>.*?)\s+\[(?P<code>[a-z-]+)\](?: \^ (?P<place>.*))?")
_HOW = {"E": ("", "kind", "type", "static"), "R": ("", "static"), "N": ("",)}
_COUNTED = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


@dataclass(frozen=True)
class Mark:
    """One expectation.

    Attributes:
        file: The file that it stands in, such as `reject/dot.py`.
        line: The line that it stands on.
        kind: `E`, `R` or `N`: an error, a revealed type or a note.
        how: What is expected when the file is executed; empty for the usual.
        text: The message or the type.
        code: The code of an error.
        place: The text at which an error is reported; empty where it does not matter.
    """

    file: str
    line: int
    kind: str
    how: str
    text: str
    code: str = ""
    place: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def files(folder: str) -> list[Path]:
    """The type tests of one folder. One whose name ends in `_py312` needs Python 3.12."""
    return [path for path in sorted((ROOT / folder).glob("*.py")) if _needs(path) <= sys.version_info]


def _needs(path: Path) -> tuple[int, int]:
    found = re.search(r"_py3(\d+)$", path.stem)
    return (3, int(found[1]) if found else 0)


def name_of(path: Path) -> str:
    """A file as reports show it: `reject/dot.py`."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> list[Mark]:
    """The expectations of one file.

    Raises:
        ValueError: If one cannot be understood.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [mark for number, line in enumerate(lines, 1) for mark in _on_line(name_of(path), number, line)]


def _on_line(file: str, number: int, line: str) -> Iterator[Mark]:
    for match in _MARK.finditer(line):
        kind, how, text = match["kind"], match["how"] or "", match["text"].strip()
        if how not in _HOW[kind]:
            raise ValueError(f"{file}:{number}: unknown expectation {kind}({how})")
        if kind != "E":
            yield Mark(file, number, kind, how, text)
            continue
        error = _ERROR.fullmatch(text)
        if error is None:
            raise ValueError(f"{file}:{number}: an expected error ends with its code in brackets")
        yield Mark(file, number, kind, how, error["text"], error["code"], error["place"] or "")


def everything(folder: str) -> list[Mark]:
    """The expectations of all files of a folder."""
    return [mark for path in files(folder) for mark in read(path)]


def statements(path: Path) -> list[int]:
    """The lines on which a value is computed: each must stay silent in a file that mypy accepts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return sorted({node.lineno for node in ast.walk(tree) if isinstance(node, _COUNTED) and not _is_text(node)})


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def agree(expected: str, found: str) -> bool:
    """Whether a message is the expected one: `…` stands for any text, and spaces and line breaks count alike."""
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in expected.split("…"))
    return re.fullmatch(pattern, " ".join(found.split())) is not None
