"""Which tests execute which statement: found by one run of all tests with a mark before each statement."""

from __future__ import annotations

import ast
import builtins
import hashlib
import pickle
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.mutants.groups import ROOT
from tools.mutants.live import Live
from tools.mutants.sites import functions, source_of

MARK = "__mark__"


@dataclass(frozen=True)
class Record:
    """What is known of a test that passes: its seconds, and the lines of the statements that it executes."""

    nodeid: str
    seconds: float
    lines: frozenset[str]

    @property
    def file(self) -> str:
        """The file it is in."""
        return self.nodeid.partition("::")[0]

    @property
    def function(self) -> str:
        """It without its parameters."""
        return self.nodeid.partition("[")[0]


def line_name(path: Path, line: int) -> str:
    """How a record names a line."""
    return f"{path.name if not path.is_relative_to(ROOT) else path.relative_to(ROOT)}:{line}"


def marked(path: Path) -> ast.Module:
    """The module in a file, with a call before each statement of its functions that notes the line."""
    tree = ast.parse(source_of(path))

    def with_marks(body: list[ast.stmt]) -> list[ast.stmt]:
        new: list[ast.stmt] = []
        for i, statement in enumerate(body):
            is_docstring = i == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not is_docstring:
                mark = ast.parse(f"{MARK}({line_name(path, statement.lineno)!r})").body[0]
                for node in ast.walk(mark):
                    ast.copy_location(node, statement)
                new.append(mark)
            new.append(statement)
        return new

    for function, _ in functions(tree):
        for node in ast.walk(function):
            for name in ("body", "orelse", "finalbody"):
                if isinstance(body := getattr(node, name, None), list) and not isinstance(node, ast.ClassDef):
                    setattr(node, name, with_marks(_unmarked(body)))
    return tree


def _unmarked(body: list[ast.stmt]) -> list[ast.stmt]:
    """Without marks, which a function inside another has been given with that one."""
    return [statement for statement in body if not ast.unparse(statement).startswith(f"{MARK}(")]


@dataclass(eq=False)  # pytest hashes its plugins
class Recorder:
    """A plugin of pytest that writes down what each test executes."""

    live: Live
    tests: list[Record] = field(default_factory=list)
    _lines: set[str] = field(default_factory=set)
    _failed: set[str] = field(default_factory=set)

    def start(self, paths: Iterable[Path]) -> None:
        """Marks the statements of these files."""
        setattr(builtins, MARK, self._lines.add)
        for path in paths:
            self.live.put(path, marked(path))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.live.clear_caches()
        self._lines.clear()
        start = time.perf_counter()
        result = yield
        if item.nodeid not in self._failed and self._lines:
            self.tests.append(Record(item.nodeid, time.perf_counter() - start, frozenset(self._lines)))
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._failed.add(report.nodeid)
            if report.failed:
                print(f"left out, since it fails without a mutant: {report.nodeid}", flush=True)


def digest(paths: Iterable[Path], arguments: Iterable[str]) -> str:
    """What a record depends on: the sources, the tests and which of them run."""
    found = hashlib.sha256("\n".join(arguments).encode())
    texts = (path for folder in ("tests", "typetests", "stubs") for path in (ROOT / folder).rglob("*.py*"))
    own = (path for path in Path(__file__).parent.glob("*.py") if path.name in ("record.py", "said.py"))
    for path in sorted({*paths, *own, *(text for text in texts if text.suffix in (".py", ".pyi"))}):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def load(path: Path) -> list[Record] | None:
    """A record that was kept."""
    if not path.exists():
        return None
    kept: list[Record] = pickle.loads(path.read_bytes())
    return kept


def save(path: Path, tests: list[Any]) -> None:
    """Keeps a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(tests))
