"""One run of mypy for each folder, one execution of each file, shared by all expectations in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from typetests import marks, running
from typetests.checking import Diagnostic, check
from typetests.running import Run


@pytest.fixture(scope="session")
def mypy_cache(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of mypy for all runs with the same options, which later sessions share if pytest keeps a cache.

    Each worker has its own: two runs of mypy that fill one cache at once fail.
    """
    kept = getattr(request.config, "cache", None)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return tmp_path_factory.mktemp("mypy") if kept is None else Path(kept.mkdir(f"mypy-{worker}"))


@pytest.fixture(scope="session")
def checked(mypy_cache: Path) -> Callable[[str], list[Diagnostic]]:
    """What mypy says about a folder."""
    return lru_cache(lambda folder: check(marks.files(folder), mypy_cache))


@pytest.fixture(scope="session")
def ran() -> Callable[[str], Run]:
    """What a file did when it was executed."""
    return lru_cache(lambda file: running.run(marks.ROOT / file))
