"""One run of mypy for each folder, one execution of each file, shared by all expectations in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from typetests import marks, running
from typetests.checking import Diagnostic, check
from typetests.running import Run


@pytest.fixture(scope="session")
def checked(request: pytest.FixtureRequest) -> Callable[[str], list[Diagnostic]]:
    """What mypy says about a folder, from a cache that later sessions share."""

    @lru_cache
    def diagnostics(folder: str) -> list[Diagnostic]:
        return check(folder, request.config.cache.mkdir(f"mypy-{folder}"))

    return diagnostics


@pytest.fixture(scope="session")
def ran() -> Callable[[str], Run]:
    """What a file did when it was executed."""
    return lru_cache(lambda file: running.run(marks.ROOT / file))
