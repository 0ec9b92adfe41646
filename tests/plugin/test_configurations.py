"""Axes that a configuration names in its body, seen from other modules and through the cache of mypy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.projects import Project
from tests.plugin.test_modes import CONFIGURATION, TRAINER, report


@pytest.fixture
def both(project: Project) -> Project:
    project.write("configuration.py", CONFIGURATION)
    project.write("trainer.py", TRAINER)
    return project


def test_a_warm_run_says_the_same(both: Project) -> None:
    cold = report(both.run("--cache-dir", str(both.root / "fresh")))
    assert {line for file, line, kind, _ in cold if kind == "error" and file == "trainer.py"} == {14, 18}
    assert report(both.run("--cache-dir", str(both.root / "fresh"))) == cold
    both.write("trainer.py", TRAINER + "\n")  # only this one is checked anew
    assert report(both.run("--cache-dir", str(both.root / "fresh"))) == cold


def test_another_name_is_seen_where_it_is_used(both: Project) -> None:
    assert [m.text for m in both.run() if m.line == 14] == ["sum: no axis 'embed' in [batch]  [axis-missing]"]
    both.write("configuration.py", CONFIGURATION.replace('"embed"', '"hidden"'))
    assert [m.text for m in both.run() if m.line == 14] == ["sum: no axis 'hidden' in [batch]  [axis-missing]"]
    both.write("configuration.py", CONFIGURATION.replace('"embed"', "str(self)"))
    assert [m.text for m in both.run() if m.line == 14 and m.kind == "error"] == []


CHECKED = """
class Config:
    @property
    def Embed(self):
        size = self.missing  # E: attr-defined: has no attribute
        return Axis("embed", size)
    @property
    def Branches(self):
        if self.Embed.size > 3:
            return Axis("branches", 3)
        return self.Embed.alias("branches", 3)  # E: call-arg: Too many arguments
class Lambda:
    Embed = property(lambda self: Axis("embed", self.missing))
    Key = property(lambda self: self.Embed.alias("key", 3))
    Many = property(lambda self: Axis("many", 3, 4))  # E: call-arg: Too many arguments
def f(c: Config, l: Lambda) -> None:
    reveal_type(c.Embed)  # R: Axis[embed]
    reveal_type(c.Branches)  # R: Axis[branches]
    reveal_type(l.Embed)  # R: Axis[embed]
    reveal_type(l.Many)  # R: Axis[many]
"""


def test_the_bodies_are_checked_as_before(check: Callable[..., None]) -> None:
    check(CHECKED)


def test_what_mypy_does_not_check_it_does_not_check_now(check: Callable[..., None], project: Project) -> None:
    project.extra = "check_untyped_defs = False"
    wanted = "\n".join(line.split("  # E")[0] if "Many =" not in line else line for line in CHECKED.split("\n"))
    check(wanted)
