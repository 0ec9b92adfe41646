"""What the library has for each entry of the API reference.

`python -m tools.coverage` writes `docs/coverage.md`. With `--check` it says instead which entries lack something, and
whether the page is out of date.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import haliax
from haliax.pure.rules import methods, operation_of
from tests.cases import CASES
from tools.reference import ROOT, Entry, entries

PAGE = ROOT / "docs" / "coverage.md"
COLUMNS = ("signature", "rule", "kernel", "case", "stub", "type test", "page")
YES, NO, NOT_MEANT = "✓", "✗", ""

_PAGES = {
    "PyTree Helpers": "trees",
    "Axis Types": "axes",
    "Axis Manipulation": "axes",
    "Array Creation": "creation",
    "Combining Arrays": "shape",
    "Array Manipulation": "shape",
    "Slicing": "indexing",
    "Mutable References": "references",
    "Dynamic Slicing": "indexing",
    "Shape Manipulation": "shape",
    "Operations": "dot",
    "Reductions": "reductions",
    "Axis-wise Operations": "scans",
    "Unary Operations": "elementwise",
    "Binary Operations": "elementwise",
    "Polynomial Operations": "polynomials",
    "Other Operations": "scans",
    "FFT": "fft",
    "Named Array Reference": "arrays",
    "Partitioning API": "partitioning",
    "Gradient Checkpointing": "trees",
    "Old API": "partitioning",
}
"""The page of each section. What it does not show, another page may."""

# The tables are wide, and take the place of the list of sections.
_INTRODUCTION = """---
hide: [toc]
---

# Coverage

What the library has for each entry of the API reference. Written by `python -m tools.coverage`; `make test` fails where
something is missing.

- **signature**: the names, order, kinds and defaults of its parameters are those of the reference.
- **rule**: a function works out the axes of the result, for the library and for mypy.
- **kernel**: the module of `haliax` where it lives.
- **case**: a line of `tests/cases.py` says by hand which axes and which values come out.
- **stub**: the stubs declare it.
- **type test**: a type test names it.
- **page**: where it is shown in code.

A cell is empty where there is nothing to have: a class has no rule, and a property no signature.
"""


@dataclass(frozen=True)
class Place:
    """Where an entry lives.

    Attributes:
        module: The module.
        owner: The class of a method or property; empty for others.
        name: Its name there.
        op: The operation that it is, such as `haliax.ops.reductions.sum`; empty for what is none.
    """

    module: str
    owner: str
    name: str
    op: str


def place(entry: Entry) -> Place:
    """Where an entry lives."""
    *path, name = entry.name.split(".")
    if path[-1][0].isupper():
        is_method = path[-1] == "NamedArray" and callable(entry.value)
        operation = methods().get(name) if is_method else None
        op = f"{operation.home}.{operation.name}" if operation else ""
        return Place(haliax._HOME[path[-1]], path[-1], name, op)
    module = ".".join(path) if len(path) > 1 else haliax._HOME[name]
    is_op = module.startswith("haliax.ops.") and entry.signature is not None
    return Place(module, "", name, f"{module}.{name}" if is_op else "")


def row(entry: Entry) -> dict[str, str]:
    """The cells of an entry, by column."""
    at = place(entry)
    family, _, op = at.op.rpartition(".")
    return {
        "signature": _mark(entry.problem() is None) if entry.signature is not None else NOT_MEANT,
        "rule": _mark(operation_of(at.op) is not None) if at.op and not _gives_a_number(entry) else NOT_MEANT,
        "kernel": f"`{(family or at.module).removeprefix('haliax.')}`",
        "case": _mark(op in _ops_with_a_case()) if at.op else NOT_MEANT,
        "stub": _mark(at.name in _stubbed(at.module, at.owner)),
        "type test": _mark(_is_type_tested(entry, at)),
        "page": _link(entry, at),
    }


def _mark(good: bool) -> str:
    return YES if good else NO


def _gives_a_number(entry: Entry) -> bool:
    """Whether the result is a plain number, which has no axes."""
    return inspect.signature(entry.value).return_annotation in ("bool", "int")


@cache
def _ops_with_a_case() -> set[str]:
    return {case.op for case in CASES}


@cache
def _stubbed(module: str, owner: str) -> set[str]:
    """The names that the stub of a module declares, or that of a class in it."""
    path = ROOT / "stubs" / "haliax-stubs" / Path(*module.split(".")[1:])
    path = path / "__init__.pyi" if path.is_dir() else path.with_suffix(".pyi")
    body = ast.parse(path.read_text(encoding="utf-8")).body
    if owner:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == owner)
    return set(_declared(body))


def _declared(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.ImportFrom(names=names):
                yield from (alias.asname for alias in names if alias.asname)


@cache
def _used() -> dict[Path, set[str]]:
    """What each type test names: `hax.tree.map`, `x.sum`, and `haliax.NamedArray` for an import."""
    found: dict[Path, set[str]] = {}
    for path in sorted((ROOT / "typetests").glob("*/*.py")):
        if path.stem.endswith("_py312"):  # in a syntax that Python 3.11 cannot read
            continue
        names = found.setdefault(path, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                names.add(ast.unparse(node))
            elif isinstance(node, ast.ImportFrom):
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _is_type_tested(entry: Entry, at: Place) -> bool:
    if not at.owner:
        wanted = {entry.name, entry.name.replace("haliax.", "hax.", 1)}
        return any(names & wanted for names in _used().values())
    about = {"NamedRef": {"hax.new_ref", "haliax.NamedRef"}}.get(at.owner)
    files = [names for names in _used().values() if about is None or names & about]
    return any(name.endswith(f".{at.name}") and name != f"hax.{at.name}" for names in files for name in names)


def _link(entry: Entry, at: Place) -> str:
    """A link to the page that shows an entry."""
    word = re.compile(rf"(?<!\w){re.escape(_shown_as(entry, at))}(?!\w)")
    first = _PAGES[entry.section]
    for page in [first, *sorted(_code().keys() - {first})]:
        if word.search(_code()[page]):
            return f"[{page}]({page}.md)"
    return NO


def _shown_as(entry: Entry, at: Place) -> str:
    return "tree." + at.name if at.module == "haliax.tree" else at.name


@cache
def _code() -> dict[str, str]:
    """The code of each page: its blocks, and what stands between backticks."""
    found: dict[str, str] = {}
    for path in (ROOT / "docs").glob("*.md"):
        if path != PAGE:
            text = path.read_text(encoding="utf-8")
            blocks = re.findall(r"^```.*?^```", text, re.M | re.S)
            prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
            found[path.stem] = "\n".join([*blocks, *re.findall(r"`([^`]+)`", prose)])
    return found


def table() -> dict[Entry, dict[str, str]]:
    """The cells of all entries."""
    return {entry: row(entry) for entry in entries()}


def page(rows: dict[Entry, dict[str, str]]) -> str:
    """The page that shows the table."""
    text, section = _INTRODUCTION, ""
    for entry, cells in rows.items():
        if entry.section != section:
            section = entry.section
            text += f"\n## {section}\n\n| entry | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}\n"
        text += f"| `{entry.name.removeprefix('haliax.')}` | {' | '.join(cells[column] for column in COLUMNS)} |\n"
    return text


def problems(rows: dict[Entry, dict[str, str]], on_disk: str) -> list[str]:
    """What is missing, and whether the page on disk is another."""
    missing = [
        (entry.problem() if column == "signature" else None) or f"{entry.name}: no {column}"
        for entry, cells in rows.items()
        for column, cell in cells.items()
        if cell == NO
    ]
    return missing + (["docs/coverage.md is out of date: run `python -m tools.coverage`"] * (on_disk != page(rows)))


def main(arguments: list[str]) -> int:
    """Writes the page, or checks it."""
    rows = table()
    if "--check" not in arguments:
        PAGE.write_text(page(rows), encoding="utf-8")
        return 0
    found = problems(rows, PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
