"""Records what tests execute, and runs each mutant in a child."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType

import pytest

from tools.mutants import record
from tools.mutants.drawing import Drawn
from tools.mutants.groups import GROUPS, ROOT, dotted, files, tests
from tools.mutants.live import Live
from tools.mutants.record import Record, Recorder
from tools.mutants.report import Result
from tools.mutants.sites import Mutant, mutants
from tools.mutants.trial import FLAGS, KEPT, Child, Chosen, Fate, choose, ended, fork, trial, waited

_RECORDING = 1500.0
_SLACK = 20.0
"""Seconds that a child may take beside its tests, and for a recording."""


class Laboratory:
    """Everything loaded once, with the record of the tests of some groups."""

    def __init__(self, groups: Sequence[str], workers: int = 2) -> None:
        self.workers = workers
        self.paths = sorted({path for name in groups for path in files(GROUPS[name])})
        self.quick = {name: tests(GROUPS[name].quick) for name in groups}
        self.more = {name: tests(GROUPS[name].more) for name in groups}
        self.kept = ROOT / ".mutants" / record.digest(self.paths, map(str, (self.quick, self.more)))
        _surroundings(self.kept)
        self.on_import = _imported(self.paths)
        if quick := _all(self.quick):
            _load(quick)
        self.live = Live(self.paths)
        self.records = self._record()

    def _record(self) -> dict[str, list[Record]]:
        """What the quick tests and the others execute; recorded at once where nothing is kept."""
        more = _all(self.more)
        parts = {"quick": _all(self.quick)} | {f"more {i}": more[i :: self.workers] for i in range(self.workers)}
        missing = [name for name in parts if parts[name] and not (self.kept / name).exists()]
        if missing:
            print("recording which statements the tests execute, which takes some minutes", flush=True)
        children: list[Child] = []
        while missing or children:
            while missing and len(children) < self.workers:
                name = missing.pop()
                children.append(fork(partial(self._write_record, name, parts[name]), _RECORDING))
            for child, status, text in ended(children):
                children.remove(child)
                if status:
                    raise RuntimeError(f"the tests cannot be recorded:\n{text}")
                print(*(line for line in text.splitlines() if "left out" in line or " passed" in line), sep="\n")
            time.sleep(0.1)
        found = {name: record.load(self.kept / name) or [] for name in parts}
        quick = found.pop("quick")
        return {"quick": quick, "more": [test for tests in found.values() for test in tests]}

    def _write_record(self, name: str, arguments: list[str], _: Path) -> int:
        recorder = Recorder(self.live)
        recorder.start(self.paths)
        flags = [flag for flag in FLAGS if flag != "-x"]
        status = pytest.main([*arguments, *flags, "-m", "not slow"], plugins=[recorder, Chosen()])
        record.save(self.kept / name, recorder.tests)
        return int(status) if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) else 0

    def run(self, drawn: Sequence[Drawn], verbose: bool = False) -> Iterator[Result]:
        """Runs mutants, some at once, and gives what became of each."""
        os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "1e9"  # children read the cache, and write nothing
        if "jax" in sys.modules:
            sys.modules["jax"].config.update("jax_persistent_cache_min_compile_time_secs", 1e9)
        waiting, running = list(reversed(drawn)), dict[int, tuple[Drawn, Child, float]]()
        while waiting or running:
            while waiting and len(running) < self.workers:
                one = waiting.pop()
                child = self._start(*one)
                running[child.pid] = (one, child, time.monotonic())
            for child, code, text in ended([child for _, child, _ in running.values()]):
                (group, mutant), _, start = running.pop(child.pid)
                fate = Fate(code) if code in set(Fate) else Fate.KILLED
                result = Result(group, mutant, fate, time.monotonic() - start)
                if verbose:
                    _say(result, text)
                yield result
            time.sleep(0.01)

    def _start(self, group: str, mutant: Mutant) -> Child:
        rounds = self._rounds(group, record.line_name(mutant.path, mutant.line))
        if not any(rounds) and (str(mutant.path), mutant.function) in self.on_import:
            return fork(lambda _: int(Fate.SKIPPED), _SLACK)
        limit = _SLACK + 3 * sum(test.seconds for tests in rounds for test in tests)
        return fork(partial(trial, lambda: self._put(mutant), rounds), limit)

    def _rounds(self, group: str, line: str | None) -> list[list[Record]]:
        """The quick tests and the others of a group that execute a line, or any."""
        arguments = {"quick": self.quick[group], "more": self.more[group]}
        return [
            choose([test for test in self.records[name] if _among(test, arguments[name])], line) for name in arguments
        ]

    def check(self) -> None:
        """Looks that tests pass in a child in which nothing is changed.

        Raises:
            RuntimeError: If they do not, so that no mutant could be told from none.
        """
        for group in self.quick:
            child = fork(partial(trial, lambda: True, self._rounds(group, None)), 10 * _SLACK)
            status, text = waited(child)
            if status != Fate.SURVIVED:
                raise RuntimeError(f"the tests of {group} fail in a child where nothing is changed:\n{text}")

    def _put(self, mutant: Mutant) -> bool:
        """Finds the mutant again, since trees hold only for a moment, and puts it into what lives."""
        same = next(m for m in mutants(mutant.path) if m == mutant)
        return self.live.put(mutant.path, same.tree, mutant.function)


def _imported(paths: Sequence[Path]) -> set[tuple[str, str]]:
    """Imports modules, and gives the functions that ran meanwhile: what they did then cannot be changed later."""
    ran: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            ran.add((frame.f_code.co_filename, frame.f_code.co_qualname))

    sys.setprofile(note)
    try:
        for path in paths:
            import_module(dotted(path))
    finally:
        sys.setprofile(None)
    return ran


def _load(quick: Sequence[str]) -> None:
    """Imports test files as pytest does.

    Raises:
        RuntimeError: If one of them starts a backend of jax: its threads do not live on in a child, which would hang.
    """
    before = _threads()
    pytest.main([*quick, *FLAGS, "--collect-only", "-qqq", "-m", "not slow"], plugins=[Chosen()])
    if _threads() > before + 1:  # jax itself may start one
        raise RuntimeError(f"one of these starts a backend of jax when it is imported: {' '.join(quick)}")


def _threads() -> int:
    """How many threads this process has; 0 where the system does not tell."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else 0


def _among(test: Record, arguments: Sequence[str]) -> bool:
    return any(test.nodeid.startswith(argument) for argument in arguments)


def _all(arguments: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(argument for some in arguments.values() for argument in some))


def _surroundings(kept: Path) -> None:
    """What tests and jax read from the environment."""
    os.chdir(ROOT)
    kept.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        KEPT: str(kept),
        "HALIAX_MYPY_CACHE": str(kept / "mypy"),
        "CI": "1",
        "JAX_PLATFORMS": "cpu",
        "JAX_COMPILATION_CACHE_DIR": str(kept.parent / "jax"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }


def _say(result: Result, text: str) -> None:
    mutant = result.mutant
    last = next((line for line in reversed(text.splitlines()) if line.startswith(("FAILED", "ERROR"))), "")
    print(
        f"{result.fate.name.lower()} {result.seconds:.1f} s  {mutant.path.name}:{mutant.line}  {last[:150]}", flush=True
    )
