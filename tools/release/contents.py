"""What is in the archives that would be released, and what they say of themselves."""

from __future__ import annotations

import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_string
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LARGEST: Final = 3_000_000
"""How many bytes an archive may have."""

PACKAGES: Final = ("haliax", "haliax_mypy", "haliax-stubs")
BESIDE: Final = ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore", "stubs")
"""What stands beside the packages in the sdist."""

NEEDED: Final = (
    "haliax/py.typed",
    "haliax_mypy/py.typed",
    "haliax-stubs/py.typed",
    "haliax-stubs/core.pyi",
    "haliax_mypy/commands/check/defaults.ini",
    "haliax_mypy/commands/explain/errors.md",
)
"""Files without which types are not seen, or a command fails."""

FOREIGN: Final = frozenset({"tests", "typetests", "tools", "benchmarks", "examples", "docs", "conftest.py"})


def faults_of_wheel(path: Path) -> list[str]:
    """What is wrong with a wheel."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        entry_points = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
        about = message_from_string(archive.read(metadata).decode())
    tops = {PurePosixPath(name).parts[0] for name in names}
    found = [f"holds {top}" for top in sorted(tops) if top not in PACKAGES and not top.endswith(".dist-info")]
    found += [f"lacks {name}" for name in NEEDED if name not in names]
    return [*found, *_foreign(names), *_too_large(path), *_wrong_metadata(about, entry_points)]


def faults_of_sdist(path: Path) -> list[str]:
    """What is wrong with an sdist."""
    with tarfile.open(path) as archive:
        # The first part of each is the name of the archive.
        names = [str(PurePosixPath(*PurePosixPath(name).parts[1:])) for name in archive.getnames()]
    tops = {PurePosixPath(name).parts[0] for name in names if name != "."}
    found = [f"holds {top}" for top in sorted(tops) if top not in (*PACKAGES, *BESIDE)]
    there = {name.removeprefix("stubs/") for name in names}
    found += [f"lacks {name}" for name in NEEDED if name not in there]
    return [*found, *_foreign(names), *_too_large(path)]


def _foreign(names: list[str]) -> Iterator[str]:
    """Tests, tools and what Python leaves behind."""
    for name in names:
        parts = PurePosixPath(name).parts
        if FOREIGN & set(parts) or any(part.startswith("test_") or part == "__pycache__" for part in parts):
            yield f"holds {name}"


def _too_large(path: Path) -> Iterator[str]:
    size = path.stat().st_size
    if size > LARGEST:
        yield f"has {size:,} bytes, more than {LARGEST:,}"


def _wrong_metadata(about: Message, entry_points: str) -> Iterator[str]:
    """How the metadata differs from what pyproject.toml says, or lacks what an index shows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        "Name": project["name"],
        "Version": project["version"],
        "Summary": project["description"],
        "License-Expression": project["license"],
        "Requires-Python": project["requires-python"],
        "Description-Content-Type": "text/markdown",
    }
    for key, value in wanted.items():
        if about[key] != value:
            yield f"says {key}: {about[key]}, not {value}"
    extras = about.get_all("Provides-Extra") or []
    for name in project["optional-dependencies"]:
        if name not in extras:
            yield f"lacks the extra {name}"
    if "Typing :: Typed" not in (about.get_all("Classifier") or []):
        yield "does not say that it is typed"
    for name, target in project["scripts"].items():
        if f"{name} = {target}" not in entry_points:
            yield f"lacks the command {name}"
    if str(about.get_payload()).strip() == "":
        yield "lacks its description"
