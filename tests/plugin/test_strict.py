"""Strict mode over several modules, caches and the ways to switch it. What is said of one file is in `typetests`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

from haliax_mypy.settings import SEES_WHAT_IS_CHECKED
from tests.plugin.projects import Message, Project

pytestmark = pytest.mark.skipif(not SEES_WHAT_IS_CHECKED, reason="some codes of strict mode need mypy 2.4")

STRICT = "[haliax_mypy]\nstrict = true"

LIBRARY = """
from dataclasses import dataclass
@dataclass
class Pair:
    first: NamedArray
def gives(x: NamedArray["batch embed"]) -> NamedArray:
    return x
def takes(x: NamedArray, name: str) -> int:
    return 1
"""
UNTYPED = """
def apply(f, x):
    return f(x)
"""
CLIENT = """
from library import Pair, gives, takes
from untyped import apply
def use(pair: Pair, x: NamedArray["batch embed"]) -> None:
    gives(x).sum("batch") * pair.first.sum("batch")
    y = apply(takes, x)
    z = apply(takes, x)
    (x + y) * z
"""
ONLY_UNTYPED = """
def main():
    hax.ones({"batch": 2}).sum("embed")
"""
DECLARED = """
def nothing(x: NamedArray) -> None: ...
"""


METHODS = """
def by_name(scale, given): # told
    print(given.sum("embed").rename({"batch": "other"}), scale)
def by_place(first, x, *rest): # told
    print(x.max("batch"))
class Model:
    def add(self, y): # told
        self.y = y.sum("embed")
    def apart(self, y):
        self.y = y.sum("embed")
    @staticmethod
    def bare(y, z=2):
        print(y.sum("embed"))
def of_a_table(table):
    print(table.sum("embed"))
def unwrapped(x):
    x = x.array
    print(x.sum())
def printed(x, text):
    print(x, text.strip())
def never(x):
    print(x.sum("embed"))
def use(x: NamedArray["batch embed"], table: Any, model: Model, more: list[Any]) -> None:
    by_name(2, given=x)
    by_place(table, x, table)
    model.add(x)
    Model.apart(model, table)
    model.apart(table)
    of_a_table(table)
    unwrapped(x)
    printed(x, "text")
    never(*more, x)
"""


@pytest.fixture
def programs(project: Project) -> Project:
    for name, text in (("library", LIBRARY), ("untyped", UNTYPED), ("client", CLIENT)):
        project.write(f"{name}.py", text)
    return project


def told(said: list[Message]) -> set[tuple[str, int, str]]:
    """What strict mode says: the file, the line and the code."""
    return {(m.file, m.line - 4, m.code) for m in said if m.kind == "error" and m.code.startswith("axis-")}


LIBRARY_TOLD = {("library.py", line, "axis-unknown") for line in (5, 6, 8)}
CLIENT_TOLD = {("client.py", 6, "axis-untyped-def")}


def test_a_cause_is_told_in_its_own_module_if_it_can_be(programs: Project) -> None:
    """That is once, whatever hangs on it in others; it is the same where the others come from the cache."""
    programs.extra = STRICT
    assert told(programs.run()) == LIBRARY_TOLD | CLIENT_TOLD
    programs.write("client.py", CLIENT + "\n")
    assert told(programs.run()) == LIBRARY_TOLD | CLIENT_TOLD
    programs.write("client.py", CLIENT.replace("y = apply(takes, x)\n", "y = x\n").replace("apply(takes, x)", "x"))
    assert told(programs.run()) == LIBRARY_TOLD


def test_modules_in_which_there_is_no_other_hook(project: Project) -> None:
    project.extra = STRICT
    project.write("main.py", ONLY_UNTYPED)
    project.write("declared.py", DECLARED)
    assert told(project.run("--no-check-untyped-defs")) == {
        ("main.py", 2, "axis-untyped-def"),
        ("declared.py", 2, "axis-unknown"),
    }


def test_a_call_tells_that_methods_are_those_of_an_array(project: Project) -> None:
    """In the function nothing shows that its parameter is one."""
    project.extra = STRICT
    project.write("main.py", METHODS)
    said = told(project.run("--no-check-untyped-defs"))
    lines = METHODS.splitlines()
    assert said == {("main.py", n, "axis-untyped-def") for n, line in enumerate(lines, 1) if line.endswith("# told")}
    assert len(said) == 3


@pytest.mark.slow
def test_switches_are_seen_with_a_warm_cache(programs: Project) -> None:
    """Also where another file has been checked with the new options before."""
    assert told(programs.run()) == set()
    programs.extra = STRICT
    client = [*programs.arguments(), str(programs.root / "untyped.py")]
    api.run(client)
    assert told(programs.run()) == LIBRARY_TOLD | CLIENT_TOLD
    programs.extra = "[haliax_mypy]\naxis-untyped-def = true"
    assert told(programs.run()) == CLIENT_TOLD
    programs.extra = ""
    assert told(programs.run()) == set()


@pytest.mark.slow
def test_modules_and_codes_of_mypy(programs: Project) -> None:
    programs.extra = f"{STRICT}\n[mypy-library]\ndisable_error_code = axis-unknown"
    assert told(programs.run()) == CLIENT_TOLD
    programs.extra = "[mypy-library]\nenable_error_code = axis-unknown"
    assert told(programs.run()) == LIBRARY_TOLD
    programs.extra = f"disable_error_code = axis\n{STRICT}"
    assert told(programs.run()) == set()


def test_what_is_wrong_with_the_options_ends_the_run(programs: Project) -> None:
    for warm in (False, True):
        programs.extra = "[haliax_mypy]\nstrcit = true"
        out, err, status = api.run([*programs.arguments(), str(programs.root)])
        assert status == 2 and "Traceback" not in out + err
        assert err.endswith("mypy.ini:6: error: [haliax_mypy]: no option 'strcit'; did you mean 'strict'?\n"), err
        if not warm:
            programs.extra = ""
            programs.run()


@pytest.mark.slow
@pytest.mark.parametrize("flags", [("--num-workers", "2"), ("--no-native-parser",)], ids=" ".join)
def test_modes(programs: Project, flags: tuple[str, ...], tmp_path: Path) -> None:
    programs.extra = STRICT
    arguments = programs.arguments(*flags, "--cache-dir", str(tmp_path / "fresh"))
    for _ in ("cold", "warm"):
        assert told(programs.spawn(*arguments)) == LIBRARY_TOLD | CLIENT_TOLD


@pytest.fixture
def daemon(programs: Project) -> Iterator[Project]:
    programs.follow = "normal"  # the daemon of mypy 2.4 crashes on modules that are skipped
    yield programs
    programs.spawn("kill", module="mypy.dmypy", targets=())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the daemon's files are kept apart by folder only on POSIX")
def test_daemon(daemon: Project) -> None:
    """It starts anew where an option has changed, and tells of a file that has."""

    def run() -> set[tuple[str, int, str]]:
        return told(
            daemon.spawn("run", "--timeout", "120", "--", *daemon.arguments(), ".", module="mypy.dmypy", targets=())
        )

    assert run() == set()
    daemon.extra = STRICT
    assert run() == LIBRARY_TOLD | CLIENT_TOLD
    daemon.write("library.py", LIBRARY.replace(") -> NamedArray:", ') -> NamedArray["batch embed"]:'))
    assert run() == LIBRARY_TOLD - {("library.py", 6, "axis-unknown")} | CLIENT_TOLD
    daemon.extra = ""
    assert run() == set()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the daemon's files are kept apart by folder only on POSIX")
def test_ignores_in_the_daemon(project: Project) -> None:
    """A line that ignores a code of strict mode is used as long as there is something to say of it."""
    project.follow, project.extra = "normal", f"enable_error_code = ignore-without-code\n{STRICT}"
    ignored = "  # type: ignore[axis-unknown]"
    text = f"def f(x: NamedArray) -> None: ...{ignored}\ndef g(x: NamedArray['batch']) -> int:\n    return 1\n"
    start = ("run", "--timeout", "120", "--", *project.arguments(), ".")

    def said(*words: str) -> list[tuple[int, str]]:
        found = project.spawn(*words, module="mypy.dmypy", targets=())
        usual = project.run()
        assert found == usual
        return [(m.line - 4, m.code) for m in found if m.kind == "error"]

    project.write("one.py", text)
    project.write("two.py", "from one import g\ny = g(hax.ones({'batch': 2}))\n")
    try:
        assert said(*start) == []
        project.write("one.py", text.replace("x: NamedArray)", 'x: NamedArray["batch"])'))
        assert said("recheck") == [(1, "unused-ignore")]
        project.write("one.py", text.replace(ignored, ""))
        assert said("recheck") == [(1, "axis-unknown")]
        project.write("one.py", text)
        assert said("recheck") == []
        project.write("one.py", text.replace("[axis-unknown]", "[axis-unknown, misc]"))
        assert said("recheck") == [(1, "unused-ignore")]
        project.write("one.py", text.replace("[axis-unknown]", "  # strict"))
        assert said("recheck") == [(1, "ignore-without-code")]
        project.write("one.py", text)
        project.write("two.py", "from one import g\ny = g(hax.ones({'batch': 2})) + 1\n")
        assert said("recheck") == []
    finally:
        project.spawn("kill", module="mypy.dmypy", targets=())
