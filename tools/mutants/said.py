"""What mypy says of each type test, compared with what it says without a mutant. The first run writes that down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

from tests.plugin.projects import CONFIG
from tools.mutants.groups import ROOT
from tools.mutants.trial import KEPT

FILES = sorted((ROOT / "typetests").glob("re*/*.py")) + sorted((ROOT / "typetests").glob("accept/*.py"))
IMPORTS = (
    "import haliax, haliax.linalg, haliax.nn, haliax.random, haliax.tree_util, haliax.haxtyping, haliax.debug\n"
    "import haliax.partitioning\n"
    "import jax, jax.numpy, numpy, equinox, typing, collections.abc, dataclasses, operator, functools, itertools\n"
)


@pytest.fixture(autouse=True)
def debug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A callback that fails takes mypy down, so that no mutant hides behind it."""
    monkeypatch.setenv("HALIAX_MYPY_DEBUG", "1")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that outlives a run, with a cache of mypy that knows the library but no type test."""
    folder = Path(os.environ[KEPT])
    monkeypatch.chdir(tmp_path)  # as the tests of the plugin do, which start from the same cache
    (tmp_path / "mypy.ini").write_text(CONFIG.format(extra="", follow="skip"), encoding="utf-8")
    cache = folder / "mypy" / "cache"
    if not cache.exists():
        program = tmp_path / "imports.py"
        program.write_text(IMPORTS, encoding="utf-8")
        said(program, tmp_path, cache)
    shutil.copytree(cache, tmp_path / "mypy")
    yield folder
    shutil.rmtree(tmp_path / "mypy")


def said(file: Path, folder: Path, cache: Path) -> str:
    """What mypy says of a file."""
    out, err, status = api.run(["--config-file", str(folder / "mypy.ini"), "--cache-dir", str(cache), str(file)])
    return f"{status}\n{out}{err}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_mypy_says_the_same(file: Path, kept: Path, tmp_path: Path) -> None:
    now = said(file, tmp_path, tmp_path / "mypy")
    before = kept / "said" / file.parent.name / f"{file.stem}.txt"
    if not before.exists():
        before.parent.mkdir(parents=True, exist_ok=True)
        before.write_text(now, encoding="utf-8")
    assert now == before.read_text(encoding="utf-8")
