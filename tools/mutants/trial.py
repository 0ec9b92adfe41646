"""One mutant in one child: the tests that execute its line, from the fastest to the slowest."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from pathlib import Path
from shutil import rmtree

import hypothesis
import pytest

from tools.mutants.record import Record

KEPT = "HALIAX_MUTANTS"
"""The environment variable that names the folder in which things are kept between runs."""

SECONDS = 10.0
"""How long the tests for one mutant may take, of the quick ones and of the others each."""

FLAGS = (
    *("-q", "-x", "--no-header", "--tb=line", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
    *("-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:xdist"),
)


class Fate(IntEnum):
    """What became of a mutant: the exit status of its child."""

    SURVIVED = 0
    KILLED = 1
    SKIPPED = 10
    UNSEEN = 11
    TIMEOUT = 12


@dataclass(eq=False)  # pytest hashes its plugins
class Chosen:
    """A plugin of pytest that runs some tests, in this order; all if None are named."""

    nodeids: Sequence[str] | None = None

    def pytest_sessionstart(self) -> None:
        # To shrink an example that fails takes longer than to find it, and is of no use here.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants", max_examples=100, deadline=None, derandomize=True, database=None, phases=phases
        )
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.nodeids is not None:
            place = {nodeid: i for i, nodeid in enumerate(self.nodeids)}
            items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])


def choose(tests: Sequence[Record], line: str | None, seconds: float = SECONDS) -> list[Record]:
    """The tests that execute a line, or any, as many as fit in the time, of as many kinds as possible, by file."""
    ranked: list[tuple[int, float, Record]] = []
    hits = sorted(
        (test for test in tests if line is None or line in test.lines), key=lambda test: (test.function, test.seconds)
    )
    for _, alike in groupby(hits, key=lambda test: test.function):
        ranked += [(rank, test.seconds, test) for rank, test in enumerate(alike)]
    chosen: list[Record] = []
    for _, cost, test in sorted(ranked, key=lambda entry: entry[:2]):
        seconds -= cost
        if seconds < 0 and chosen:
            break
        chosen.append(test)
    totals: dict[str, float] = defaultdict(float)
    for test in chosen:
        totals[test.file] += test.seconds
    return sorted(chosen, key=lambda test: (totals[test.file], test.file))


def run(tests: Sequence[Record], folder: Path) -> bool:
    """Whether these tests pass, in this process."""
    files = list(dict.fromkeys(test.file for test in tests))
    chosen = Chosen([test.nodeid for test in tests])
    status = pytest.main([*files, *FLAGS, f"--basetemp={folder}"], plugins=[chosen])
    return status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def trial(put: Callable[[], bool], rounds: Sequence[Sequence[Record]], folder: Path) -> Fate:
    """Makes a change in this process, and runs rounds of tests until one fails."""
    if not any(rounds):
        return Fate.UNSEEN
    if not put():
        return Fate.SKIPPED
    passed = all(run(tests, folder / str(i)) for i, tests in enumerate(rounds) if tests)
    return Fate.SURVIVED if passed else Fate.KILLED


@dataclass
class Child:
    """A forked child, what it writes, and when it must have ended."""

    pid: int
    folder: Path
    deadline: float


def fork(work: Callable[[Path], int], limit: float) -> Child:
    """Runs `work` in a child with a folder for its temporary files; what it returns is the exit status."""
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))
    sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jax warns of threads, but none is started before the fork
        pid = os.fork()
    if pid:
        return Child(pid, folder, time.monotonic() + limit)
    status = 1
    try:
        os.setsid()
        output = os.open(folder / "output", os.O_WRONLY | os.O_CREAT)
        os.dup2(output, 1)
        os.dup2(output, 2)
        status = work(folder)
    finally:
        sys.stdout.flush()
        os._exit(status)


def ended(children: Sequence[Child]) -> Iterator[tuple[Child, int, str]]:
    """The children that have ended or run out of time, their statuses and what they wrote."""
    for child in children:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if pid else None
        if code is None and time.monotonic() > child.deadline:
            os.killpg(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
            code = int(Fate.TIMEOUT)
        if code is not None:
            written = child.folder / "output"
            text = written.read_text(encoding="utf-8", errors="replace") if written.exists() else ""
            rmtree(child.folder, ignore_errors=True)
            yield child, code, text


def waited(child: Child) -> tuple[int, str]:
    """The status of a child and what it wrote, once it has ended."""
    while True:
        for _, status, text in ended([child]):
            return status, text
        time.sleep(0.01)
