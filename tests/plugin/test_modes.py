"""The same report in every way of running mypy: cold and warm, in one process or several, as a daemon."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugin.projects import Message, Project, differences
from tests.plugin.test_annotations import FORMS, MISTAKES, PLACES
from tests.plugin.test_containers import ASSIGNED, DIFFERING

LIBRARY = """
Batch, Embed = hax.make_axes(batch=2, embed=3)
def layer(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("embed")
"""

CLIENT = """
from library import Batch, Embed, layer
x = hax.zeros((Batch, Embed))
y = layer(x)
reveal_type(y)
y.sum("embed")
x + hax.zeros(Embed.alias("mlp"))
def again(scale: Any, other: NamedArray, maybe: NamedArray | None) -> None:
    both = [layer(x), other]
    reveal_type(both); reveal_type(layer(x) * scale)
    other = layer(x)
    copy = other if scale else layer(x)
    reveal_type(copy)
    if isinstance(maybe, NamedArray):
        reveal_type(maybe)
    match maybe:
        case NamedArray():
            reveal_type(layer(maybe))
    reveal_type([layer(each) for each in [x, x]])
"""

CONFIGURATION = """
from dataclasses import dataclass
from functools import cached_property
Batch = Axis("batch", 2)
@dataclass(frozen=True)
class Config:
    size: int = 3
    Embed = property(lambda self: Axis("embed", self.size))
    Both = property(lambda self: (Batch, self.Embed))
    @property
    def Pos(self) -> Axis:
        return Axis("position", self.size)
    @cached_property
    def KeyPos(self) -> Axis:
        return self.Pos.alias(f"key_{self.Pos.name}")
    @property
    def Inner(self) -> tuple[Axis, ...]:
        return (self.Pos, self.Embed)
def rows(size: int) -> Axis:
    return Axis("rows", size)
"""

TRAINER = """
from configuration import Batch, Config, rows
class Small(Config):
    Key = property(lambda self: self.KeyPos)
    @property
    def Pos(self) -> Axis:
        return super().Pos.resize(3)
def train(c: Config, s: Small, x: NamedArray["batch"]) -> NamedArray["rows batch"]:
    reveal_type(hax.zeros((*c.Both, s.Pos, s.Key))); reveal_type(hax.zeros(c.Inner))
    x.sum(c.Embed)
    return x.broadcast_axis(rows(3))
class Wrong(Small):
    Copy = property(lambda self: Batch)
    Embed = property(lambda self: rows(3).alias("rows"))
"""

GATES = """
from library import Embed, layer
from haliax.nn import Layer, Linear, maps
class Gate(Layer, axes="{In} -> Out"):
    weight: NamedArray["{*In *Out}"]
    In: Axis
    Out: Axis
    @staticmethod
    def init(In: Axis, Out: Axis) -> Gate:
        return Gate()
    @maps("In -> Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        return x
class Narrow(Gate):
    pass
class Conv1D(Linear):
    pass
up = Gate.init(Embed, Axis("mlp", 5))
up(hax.ones(Axis("mlp", 5)))
"""

NETWORK = """
from dataclasses import dataclass
from gates import Conv1D, Gate, Narrow, up
@dataclass
class Network:
    up: Gate["embed -> mlp"]
    down: Narrow["mlp -> embed"]
    conv: Conv1D["embed -> mlp"]
    def __call__(self, x: NamedArray["embed"]) -> NamedArray["embed"]:
        reveal_type(self.down(self.up(x)))
        reveal_type(self.down.weight)
        self.up(self.up(x))
        self.conv(self.conv(x))
        return self.up(x)
Network(up, up, up)
up(hax.ones(Axis("mlp", 5)))
"""

PROGRAMS = {
    "gates.py": GATES,
    "network.py": NETWORK,
    "places.py": PLACES,
    "forms.py": FORMS,
    "mistakes.py": MISTAKES,
    "differing.py": DIFFERING,
    "assigned.py": ASSIGNED,
    "library.py": LIBRARY,
    "client.py": CLIENT,
    "configuration.py": CONFIGURATION,
    "trainer.py": TRAINER,
}


@pytest.fixture
def programs(project: Project) -> Project:
    for name, text in PROGRAMS.items():
        project.write(name, text)
    return project


def report(said: list[Message]) -> list[tuple[str, int, str, str]]:
    """What was said, in an order that does not depend on that of the files."""
    return sorted((m.file, m.line, m.kind, m.text) for m in said)


def test_warm_is_cold(programs: Project) -> None:
    cold = report(programs.run("--cache-dir", str(programs.root / "fresh")))
    assert len(cold) > 70
    assert report(programs.run("--cache-dir", str(programs.root / "fresh"))) == cold


@pytest.mark.slow
@pytest.mark.parametrize(
    "flags",
    [
        ("--num-workers", "2"),
        ("--no-native-parser",),
        ("--no-fixed-format-cache",),
        ("--no-sqlite-cache",),
        ("--no-incremental",),
    ],
    ids=" ".join,
)
def test_modes(programs: Project, flags: tuple[str, ...]) -> None:
    usual = report(programs.run())
    first = programs.spawn(*programs.arguments(*flags), "--cache-dir", str(programs.root / "fresh"))
    assert report(first) == usual
    warm = programs.spawn(*programs.arguments(*flags), "--cache-dir", str(programs.root / "fresh"))
    assert report(warm) == usual


@pytest.fixture
def daemon(project: Project) -> Iterator[Project]:
    project.follow = "normal"  # the daemon of mypy 2.4 crashes on modules that are skipped
    yield project
    project.spawn("kill", module="mypy.dmypy", targets=())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the daemon's files are kept apart by folder only on POSIX")
def test_daemon(daemon: Project) -> None:
    """A changed annotation changes what is said of the modules that use it, without a new start."""
    library = daemon.write("library.py", LIBRARY)
    daemon.write("client.py", CLIENT)
    start = ("run", "--timeout", "120", "--", *daemon.arguments(), ".")
    usual = report(daemon.run())
    assert report(daemon.spawn(*start, module="mypy.dmypy", targets=())) == usual
    text = library.read_text(encoding="utf-8")
    library.write_text(text.replace("batch embed", "batch mlp"), encoding="utf-8")
    changed = daemon.spawn("recheck", module="mypy.dmypy", targets=())
    assert ("library.py", "axis-missing") in {(m.file, m.code) for m in changed}
    assert ("client.py", "arg-type") in {(m.file, m.code) for m in changed}
    assert "name-defined" not in {m.code for m in changed}
    library.write_text(text, encoding="utf-8")
    assert report(daemon.spawn("recheck", module="mypy.dmypy", targets=())) == usual


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the daemon's files are kept apart by folder only on POSIX")
def test_daemon_sees_other_lists_of_a_layer(daemon: Project) -> None:
    """The head of a class is edited, and what is said of the modules that use it changes, and changes back."""
    for name in ("library.py", "gates.py", "network.py"):
        daemon.write(name, PROGRAMS[name])
    usual = report(daemon.run())
    start = ("run", "--timeout", "120", "--", *daemon.arguments(), ".")
    assert report(daemon.spawn(*start, module="mypy.dmypy", targets=())) == usual
    for head in ("{In}: Out", "Out -> {In}", "{In} -> Out"):
        daemon.write("gates.py", GATES.replace("{In} -> Out", head))
        changed = report(daemon.spawn("recheck", module="mypy.dmypy", targets=()))
        assert changed == report(daemon.run()), head
        assert (changed == usual) == (head == "{In} -> Out")


def test_a_changed_annotation_is_seen_where_it_is_used(project: Project) -> None:
    project.write("client.py", CLIENT)
    project.write("library.py", LIBRARY)
    assert {m.code for m in project.run() if m.kind == "error"} == {"axis-missing", "axis-broadcast"}
    project.write("library.py", LIBRARY.replace('"batch embed"', '"batch mlp"'))
    assert ("client.py", "arg-type") in {(m.file, m.code) for m in project.run()}


CHANGED = """
from haliax.nn import Layer, maps
from sizes import Embed as Embed
class Scale(Layer, axes="{axis}"):
    axis: hax.AxisSpec
    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        return x * hax.ones(self.axis)
class Block:
    scale: Scale["embed"]
    def __call__(self, x: NamedArray["batch"]) -> NamedArray["batch"]:
        return self.scale(x)  # E: axis-missing: Scale["embed"]: no axis 'embed' in [batch]
"""
USED = """
from changed import Scale
def f(scale: Scale["batch"], x: NamedArray["embed"]) -> None:
    scale(x)  # E: axis-missing: Scale["batch"]: no axis 'batch' in [embed]
"""


def test_a_layer_is_one_still_where_another_module_has_changed(project: Project) -> None:
    """A module that mypy has in its cache is then analysed anew, and the plugin is asked for less."""
    project.write("changed.py", CHANGED)
    project.write("client.py", USED)
    for size in (3, 4):
        project.write("sizes.py", f"Embed = Axis('embed', {size})\n")
        said = project.run()
        for name, text in (("changed.py", CHANGED), ("client.py", USED)):
            assert not differences(text, [message for message in said if message.file == name])


def layers_report(project: Project) -> list[tuple[str, int, str, str]]:
    return [entry for entry in report(project.run()) if entry[0] in ("gates.py", "network.py")]


def test_layers_of_a_module_that_is_checked_again(project: Project) -> None:
    """A module whose own text is as it was is parsed late: its layers are known then, too."""
    for name in ("library.py", "gates.py", "network.py"):
        project.write(name, PROGRAMS[name])
    cold = layers_report(project)
    assert {line for file, line, kind, _ in cold if kind == "error" and file == "network.py"} == {16, 17, 18, 20}
    project.write("library.py", LIBRARY + "def more() -> int:\n    return 3\nOther = Embed.alias('other')\n")
    assert layers_report(project) == cold
    project.write("library.py", LIBRARY.replace("def layer", "def layer(x: int) -> None: ...\ndef _layer"))
    assert layers_report(project) == cold


def test_other_lists_of_a_layer_are_seen_where_it_is_used(project: Project) -> None:
    for name in ("library.py", "gates.py", "network.py"):
        project.write(name, PROGRAMS[name])
    before = layers_report(project)
    project.write("gates.py", GATES.replace("{In} -> Out", "{In}: Out"))
    texts = [text for _, _, _, text in layers_report(project)]
    assert "Gate: cannot read 'embed -> mlp': expected the form 'In: Out'  [axis-pattern]" in texts
    project.write("gates.py", GATES)
    assert layers_report(project) == before


@pytest.mark.slow
def test_an_edited_rule_is_run(project: Project, tmp_path: Path, copied: Path) -> None:
    """Results that the old rule gave are not taken from the cache."""
    project.write("p.py", "def f(x: NamedArray['a']) -> None:\n    x.sum('b')\n")
    project.env = {"PYTHONPATH": str(copied)}
    arguments = project.arguments("--cache-dir", str(tmp_path / "fresh"))
    assert [m.text for m in project.spawn(*arguments)] == ["sum: no axis 'b' in [a]  [axis-missing]"]
    errors = copied / "haliax" / "pure" / "errors.py"
    errors.write_text(errors.read_text(encoding="utf-8").replace("no axis '", "nowhere an axis '"), encoding="utf-8")
    assert [m.text for m in project.spawn(*arguments)] == ["sum: nowhere an axis 'b' in [a]  [axis-missing]"]
