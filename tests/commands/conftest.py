"""A folder with a program to look at, checked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from haliax_mypy.commands.building import built
from haliax_mypy.survey import Program
from tests.commands.programs import PROGRAMS

CONFIG = "[mypy]\nplugins = haliax_mypy\n"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration of mypy and the programs."""
    made = tmp_path_factory.mktemp("survey")
    (made / "mypy.ini").write_text(CONFIG)
    for name, text in PROGRAMS.items():
        (made / name).write_text(dedent(text), encoding="utf-8")
    return made


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is the working directory."""
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def program(folder: Path) -> Iterator[Program]:
    """All programs, as mypy has checked them in one run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield built(sorted(PROGRAMS))
