"""Writes the stubs, or with `--check` says how they differ from what would be written."""

from __future__ import annotations

import argparse
import difflib
import pkgutil
import sys
from pathlib import Path

import haliax
from tools.stubs.contents import contents
from tools.stubs.modules import stub_of

FOLDER = Path(__file__).parents[2] / "stubs" / "haliax-stubs"


def stubs() -> dict[Path, str]:
    """The text of every file of stubs, by its path in their folder.

    Private modules have one too, since other checkers than mypy take stubs for the whole of a package.
    """
    modules = {module.name: module.ispkg for module in pkgutil.walk_packages(haliax.__path__, "haliax.")}
    made = {_path(name, is_package): stub_of(name) for name, is_package in modules.items()}
    return {Path("py.typed"): "", Path("__init__.pyi"): contents()} | made


def _path(module: str, is_package: bool) -> Path:
    parts = module.split(".")[1:]
    return Path(*parts, "__init__.pyi") if is_package else Path(*parts).with_suffix(".pyi")


def differences(folder: Path = FOLDER) -> str:
    """How the files of a folder differ from what would be written there."""
    wanted = stubs()
    there = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    out: list[str] = []
    for path in sorted(wanted.keys() | there):
        old = (folder / path).read_text(encoding="utf-8") if path in there else ""
        new = wanted.get(path, "")
        label = f"{path} (on disk)", f"{path} (from haliax)"
        if (path in there) != (path in wanted):
            out.append(f"{path}: {'nothing makes this file' if path in there else 'missing'}\n")
        else:
            out += difflib.unified_diff(old.splitlines(True), new.splitlines(True), *label, n=1)
    return "".join(out)


def write(folder: Path = FOLDER) -> None:
    """Writes the stubs, and removes files that nothing makes any more."""
    wanted = stubs()
    for path in [p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder) not in wanted]:
        path.unlink()
    for path, text in wanted.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.stubs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    if not parser.parse_args().check:
        write()
        return 0
    found = differences()
    if found:
        sys.stdout.write(f"{found}The stubs are out of date; `python -m tools.stubs` writes them anew.\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
