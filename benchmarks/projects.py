"""The time and the memory that mypy takes on a project of many modules, with the plugin and without.

Cold, all of mypy's cache is there but for the project, since the libraries are the same on both sides. After an edit of
one line mypy checks one module again; the daemon keeps the whole project in memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.checking import Setup
from benchmarks.processes import Failed, environment
from benchmarks.program import project
from benchmarks.report import Row, Skipped

GROUP = "mypy on a project"
MODULES, FUNCTIONS = 200, 50


def rows(*, quick: bool) -> Iterator[Row | Skipped]:
    """The figures of a project; of a tenth of it for a short measurement."""
    modules = MODULES // 10 if quick else MODULES
    rounds = 1 if quick else 3
    with TemporaryDirectory() as name:
        pair = [_Project(Setup.at(Path(name, kind), plugin=kind == "with"), modules) for kind in ("with", "without")]
        for side in pair:
            side.warm_up()
        size = f"{modules} modules of {FUNCTIONS} functions"
        cold = [[side.cold() for side in pair] for _ in range(rounds)]
        yield _row(f"{size}, libraries cached", cold, 1.4)
        peak = [[side.peak for side in pair]]
        yield Row(GROUP, f"{size}, peak memory", peak[0][0], peak[0][1], "MiB", against="no plugin", target=1.1)
        workers = [[side.cold("-n", "2") for side in pair] for _ in range(rounds)]
        yield _row(f"{size}, libraries cached, -n 2", workers, 1.4)
        for side in pair:
            side.cold()
        edits = [[side.edited(i) for side in pair] for i in range(4 * rounds)]
        yield _row("one line edited", edits, 1.3)
        with _Daemon(pair[0]) as ours, _Daemon(pair[1]) as plain:
            turns = [[ours.edited(i), plain.edited(i)] for i in range(30, 30 + 4 * rounds)]
            yield _row("one line edited, dmypy", turns, 1.3)


def _row(what: str, turns: list[list[float]], target: float) -> Row:
    """The least time of each side; noise only adds to it."""
    ours, plain = map(min, zip(*turns, strict=True))
    return Row(
        GROUP, what, ours, plain, "s", against="no plugin", target=target, paired=median(a / b for a, b in turns)
    )


class _Project:
    """A project in a folder of its own.

    Attributes:
        peak: The memory that the last run took at most, in MiB.
    """

    def __init__(self, setup: Setup, modules: int) -> None:
        self.folder = setup.folder
        self.peak = 0.0
        self._setup = setup
        self._text = {f"{name}.py": text for name, text in project(modules, FUNCTIONS).items()}
        self._edited = list(self._text)[modules // 2]

    def warm_up(self) -> None:
        """Fills mypy's cache with the libraries, and nothing else."""
        self._setup.write("start.py", next(iter(self._text.values())))
        self._run("start.py")
        (self.folder / "start.py").unlink()
        shutil.copytree(self.folder / ".mypy_cache", self.folder / ".libraries")
        for name, text in self._text.items():
            self._setup.write(name, text)

    def cold(self, *options: str) -> float:
        """The seconds that a check takes of which only the libraries are cached."""
        shutil.rmtree(self.folder / ".mypy_cache")
        shutil.copytree(self.folder / ".libraries", self.folder / ".mypy_cache")
        return self._run(*options, *self._text)

    def edited(self, number: int) -> float:
        """The seconds that a check takes after a change of one line."""
        self.edit(number)
        return self._run(*self._text)

    def edit(self, number: int) -> None:
        """Changes one line, in the body of a function. Its length changes too, so that mypy sees it within a second."""
        text = self._text[self._edited].replace(" + 1e-5", f" + 1{'0' * (number + 1)}e-5", 1)
        self._setup.write(self._edited, text)

    def _run(self, *arguments: str) -> float:
        """The processor time of mypy, with the processes that it starts."""
        command = [sys.executable, "-m", "mypy", *arguments]
        run = subprocess.Popen(command, cwd=self.folder, env=environment(), stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        printed = run.stdout.read()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        if run.returncode:
            raise Failed(printed.strip().rpartition("\n")[2])
        self.peak = used.ru_maxrss / 1024
        return used.ru_utime + used.ru_stime


class _Daemon:
    """`dmypy` on a project."""

    def __init__(self, side: _Project) -> None:
        self._side = side

    def __enter__(self) -> _Daemon:
        self._ask("start", "--")
        self.edited(29)
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("stop")

    def edited(self, number: int) -> float:
        """The seconds that a check takes after a change of one line, as one waits for them."""
        self._side.edit(number)
        begun = time.perf_counter()
        self._ask("check", "--", *sorted(path.name for path in self._side.folder.glob("m*.py")))
        return time.perf_counter() - begun

    def _ask(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "mypy.dmypy", *arguments]
        run = subprocess.run(command, cwd=self._side.folder, env=environment(), capture_output=True, text=True)
        if run.returncode:
            raise Failed((run.stdout + run.stderr).strip().rpartition("\n")[2])
