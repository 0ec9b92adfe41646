"""Fixtures of the tests of the plugin."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import haliax_mypy
from haliax_mypy.safe import DEBUG
from tests.plugin.projects import Project, differences


@pytest.fixture(autouse=True)
def debug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A callback that fails takes mypy down, so that no test passes over it."""
    monkeypatch.setenv(DEBUG, "1")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of mypy that tests share, so that each need not read haliax anew; or that begins as another did."""
    folder = tmp_path_factory.mktemp("mypy-cache")
    begun = Path(os.environ.get("HALIAX_MYPY_CACHE", ""), "cache")
    if "HALIAX_MYPY_CACHE" in os.environ and begun.exists():
        shutil.copytree(begun.parent, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Project:
    """An empty project with the shared cache."""
    return Project(tmp_path, cache)


@pytest.fixture
def check(project: Project) -> Callable[..., None]:
    """Checks that mypy says of a program what the program expects."""

    def run(program: str, *flags: str) -> None:
        name = f"program{abs(hash((program, flags)))}.py"  # a name for each, since the cache goes by names
        project.write(name, program)
        assert differences(program, project.run(*flags)) == []

    return run


@pytest.fixture
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copies of the plugin, the library and its stubs, which a test may edit."""
    root = Path(haliax_mypy.__file__).parent.parent
    copy = tmp_path_factory.mktemp("copy")
    for folder in (root / "haliax", root / "haliax_mypy", root / "stubs" / "haliax-stubs"):
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy
