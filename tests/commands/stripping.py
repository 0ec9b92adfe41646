"""Takes the annotations of arrays, axes and layers out of a program, and says which of them stand there again."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from haliax_mypy.commands.annotate.places import Found, Place, places

_NAMED = re.compile(r'(?:\w+\.)*(?:\w+\[NamedArray, |\w+\[)(?P<axes>"[^"]*")(?:, \d+)?\]')
"""`NamedArray["batch"]`, `Float[NamedArray, "batch"]`, `Axis["embed"]`, `hax.nn.Linear["embed -> mlp"]`."""


def axes_in(annotation: ast.expr | None) -> list[str]:
    """What an annotation says of axes, in order."""
    return [] if annotation is None else [m["axes"] for m in _NAMED.finditer(ast.unparse(annotation).replace("'", '"'))]


def _bare(annotation: str) -> str:
    """The annotation without axes, as a field needs one."""

    def shorter(found: re.Match[str]) -> str:
        return "NamedArray" if "[NamedArray" in found[0] else found[0].partition("[")[0]

    return _NAMED.sub(shorter, annotation)


def annotations(text: str) -> dict[tuple[str, str], ast.expr]:
    """The annotations of a file that say axes, by owner and name."""
    return {
        (place.owner, place.name): found.written
        for place, found in places(ast.parse(text)).items()
        if found.written is not None and axes_in(found.written)
    }


def stripped(text: str) -> str:
    """A program without these annotations; fields keep theirs without axes."""
    lines = text.splitlines(keepends=True)
    # From the end, so that what comes before stays where it is.
    for place, found in sorted(places(ast.parse(text)).items(), key=_start, reverse=True):
        if found.written is not None and axes_in(found.written):
            _replace(lines, found.written, place)
    return "".join(lines)


def _start(entry: tuple[Place, Found]) -> tuple[int, int]:
    written = entry[1].written
    return (written.lineno, written.col_offset) if written else (0, 0)


def _replace(lines: list[str], written: ast.expr, place: Place) -> None:
    first, last = written.lineno - 1, (written.end_lineno or 0) - 1
    head, tail = lines[first][: written.col_offset], lines[last][written.end_col_offset :]
    whole = "".join(lines[first : last + 1])
    inside = whole[len(head) : len(whole) - len(tail)]
    if place.kind in ("field", "attribute"):
        new = head + _bare(inside) + tail
    else:
        new = re.sub(r"\s*(:|->)\s*$", "", head) + tail
    lines[first : last + 1] = [new]


def strip(folder: Path) -> dict[Path, dict[tuple[str, str], ast.expr]]:
    """Strips all files of a folder, and gives what they said."""
    said = {}
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text()
        found = annotations(text)
        if found:
            said[path] = found
            path.write_text(stripped(text))
    return said


def lost(said: dict[Path, dict[tuple[str, str], ast.expr]]) -> list[str]:
    """The annotations that do not stand there again, with what does."""
    missing = []
    for path, before in said.items():
        now = annotations(path.read_text())
        for (owner, name), written in before.items():
            again = now.get((owner, name))
            if axes_in(again) != axes_in(written):
                there = "nothing" if again is None else ast.unparse(again)
                missing.append(f"{path.name}: {owner} {name}: {ast.unparse(written)} is {there}")
    return missing
