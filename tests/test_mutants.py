"""The mutation tests: which changes are found, that one in a child is seen by tests, and what is printed."""

from __future__ import annotations

import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tools.mutants import known, report
from tools.mutants.drawing import draw
from tools.mutants.groups import GROUPS, ROOT, files
from tools.mutants.live import Live
from tools.mutants.record import MARK, Record, line_name, marked
from tools.mutants.report import Result
from tools.mutants.sites import Mutant, mutants
from tools.mutants.trial import Fate, choose, fork, waited

TOY = '''
"""A module to be changed."""

from functools import cache


def least(values: tuple[int, ...], default: int = 7) -> int:
    """The least value, or the default."""
    if not values:
        return default
    best = min(values)
    if best < 0 and default:
        raise ValueError(f"{best} is below 0")
    return best


@cache
def doubled(number: int) -> int:
    return number * 2


class Box:
    @property
    def size(self) -> int:
        return len("ab")

    def __repr__(self) -> str:
        return "Box" + "()"


def adder(first: int):
    def add(second: int) -> int:
        return first - second

    return add
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of the toy module."""
    path = tmp_path / "toy.py"
    path.write_text(TOY, encoding="utf-8")
    return path


@pytest.fixture
def toy(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The toy module, which lives."""
    spec = spec_from_file_location("toy", path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "toy", module)
    spec.loader.exec_module(module)
    return module


def test_the_mutants_of_a_module(path: Path) -> None:
    assert [(mutant.function, mutant.old, mutant.new) for mutant in mutants(path)] == [
        ("least", "if not values:", "if True:"),
        ("least", "if not values:", "if False:"),
        ("least", "if not values:", "if values:"),
        ("least", "return default", "return None"),
        ("least", "best = min(values)", "best = max(values)"),
        ("least", "if best < 0 and default:", "if True:"),
        ("least", "if best < 0 and default:", "if False:"),
        ("least", "if best < 0 and default:", "if best < 0 or default:"),
        ("least", "if best < 0 and default:", "if default:"),
        ("least", "if best < 0 and default:", "if best < 0:"),
        ("least", "if best < 0 and default:", "if best <= 0 and default:"),
        ("least", "if best < 0 and default:", "if best >= 0 and default:"),
        ("least", "if best < 0 and default:", "if best < 1 and default:"),
        ("least", "raise ValueError(f'{best} is below 0')", "pass"),
        ("least", "return best", "return None"),
        ("doubled", "return number * 2", "return None"),
        ("doubled", "return number * 2", "return number + 2"),
        ("doubled", "return number * 2", "return number * 3"),
        ("doubled", "return number * 2", "return number * 1"),
        ("Box.size", "return len('ab')", "return None"),
        ("Box.size", "return len('ab')", "return len('ab_')"),
        ("adder", "return add", "return None"),
        ("adder.<locals>.add", "return first - second", "return None"),
        ("adder.<locals>.add", "return first - second", "return first + second"),
    ]


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("x = f(a, b=1)", "x = f(a)"),
        ("x = f(a, **b)", "x = f(a)"),
        ("x = f(a, b)", "x = f(b, a)"),
        ("return (a, *b)", "return (a,)"),
        ("return a if b else c", "return a"),
        ("return [x for x in a if x]", "return [x for x in a]"),
        ("return a[1:]", "return a[:]"),
        ("return a + b", "return a"),
        ("return a is None", "return a is not None"),
        ("for x in a: f(x)", "for x in ():"),
        ("a = f(a)", "pass"),
        ("return lambda: a in b", "return lambda: a not in b"),
        ("while a: f()", "while False:"),
    ],
)
def test_what_changes(body: str, new: str) -> None:
    source = f"def g(a, b, c):\n    {body}"
    assert new in [mutant.new for mutant in mutants(Path("toy.py"), source)]


@pytest.mark.parametrize(
    "body",
    [
        "raise errors.missing('a', True)",
        "x: int | None",
        "'text'",
        "f(*zip(*a, strict=True))",
        "x = ValueError('a' if b else 'c')",
    ],
)
def test_what_does_not_change(body: str) -> None:
    source = f"def g(a, b):\n    {body}"
    assert {mutant.new for mutant in mutants(Path("toy.py"), source)} <= {"pass"}


def test_mutants_leave_the_tree_as_it_was(path: Path) -> None:
    trees = {id(mutant.tree): mutant.tree for mutant in mutants(path)}
    assert len(trees) == 1
    assert list(mutants(path)) == list(mutants(path))


def tried(live: Live, mutant: Mutant, passes: str, toy: ModuleType) -> Fate:
    """What becomes of a mutant for which the test is an expression that must be true."""

    def work(_: Path) -> int:
        tree = next(m.tree for m in mutants(mutant.path) if m == mutant)
        if not live.put(mutant.path, tree, mutant.function):
            return Fate.SKIPPED
        return Fate.SURVIVED if eval(passes, vars(toy) | {"held": held}) else Fate.KILLED

    held = {"adder": toy.adder(3), "least": toy.least, "doubled": toy.doubled(2)}
    return Fate(waited(fork(work, 30.0))[0])


@pytest.mark.parametrize(
    ("function", "new", "passes", "fate"),
    [
        ("least", "best = max(values)", "held['least']((1, 2)) == 1", Fate.KILLED),
        ("least", "best = max(values)", "least((1,)) == 1", Fate.SURVIVED),
        ("doubled", "return number + 2", "doubled(3) == 6", Fate.KILLED),
        ("doubled", "return None", "doubled(2) == 4", Fate.KILLED),  # although it was asked before
        ("Box.size", "return None", "Box().size == 2", Fate.KILLED),
        ("adder", "return None", "adder(3) is not None", Fate.KILLED),
    ],
)
def test_a_mutant_in_a_child(path: Path, toy: ModuleType, function: str, new: str, passes: str, fate: Fate) -> None:
    found = [mutant for mutant in mutants(path) if (mutant.function, mutant.new) == (function, new)]
    live = Live([path])
    assert tried(live, found[0], passes, toy) is fate
    assert toy.least((1, 2)) == 1, "a child changes only itself"


@pytest.mark.parametrize(("new", "wanted"), [("return first + second", 4), ("return None", None)])
def test_a_closure_that_lives_is_changed(path: Path, toy: ModuleType, new: str, wanted: int | None) -> None:
    """Also where it then needs fewer variables of the function around it."""
    add = toy.adder(3)
    live = Live([path])
    mutant = next(m for m in mutants(path) if (m.function, m.new) == ("adder.<locals>.add", new))

    def work(_: Path) -> int:
        done = live.put(path, next(m.tree for m in mutants(path) if m == mutant), mutant.function)
        return Fate.KILLED if done and (add(1), toy.adder(3)(1)) == (wanted, wanted) else Fate.SURVIVED

    assert waited(fork(work, 30.0))[0] == Fate.KILLED


def test_a_child_that_does_not_end(path: Path) -> None:
    assert waited(fork(lambda _: time.sleep(60) or 0, 0.2))[0] == Fate.TIMEOUT


def test_marks_say_what_is_executed(path: Path, toy: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: set[str] = set()
    monkeypatch.setattr(f"builtins.{MARK}", lines.add, raising=False)
    live = Live([path])
    before = toy.least.__code__
    live.put(path, marked(path))
    assert toy.least(()) == 7
    assert lines == {line_name(path, 9), line_name(path, 10)}
    toy.least.__code__ = before


def test_tests_are_chosen_by_line_time_and_kind() -> None:
    tests = [
        Record("a.py::one[1]", 1.0, frozenset({"x:1"})),
        Record("a.py::one[2]", 2.0, frozenset({"x:1"})),
        Record("b.py::two", 3.0, frozenset({"x:1"})),
        Record("b.py::three", 0.1, frozenset({"x:2"})),
    ]
    assert [test.nodeid for test in choose(tests, "x:1", 4.0)] == ["a.py::one[1]", "b.py::two"]
    assert [test.nodeid for test in choose(tests, "x:1", 0.5)] == ["a.py::one[1]"]
    assert choose(tests, "x:3") == []


def test_survivors_are_reported_unless_they_are_listed(path: Path, tmp_path: Path) -> None:
    first, second, third, *_ = mutants(path)
    results = [
        Result("pure", first, Fate.KILLED, 0.1),
        Result("pure", second, Fate.SURVIVED, 0.1),
        Result("pure", third, Fate.TIMEOUT, 0.1),
    ]
    numbers = report.scores(results, {})
    assert (numbers["pure"].killed, numbers["pure"].survived, round(numbers["all"].per_cent)) == (2, 1, 67)
    assert [line.partition(":")[0] for line in report.complaints(numbers)][:1] == ["pure"]
    assert "1 survived without being listed" in report.complaints(numbers)[-1]
    assert "if False:" in report.survivor(second, Fate.SURVIVED)

    (tmp_path / "list.txt").write_text(known.written(second, "equivalent: it is a toy"), encoding="utf-8")
    entries = known.read(tmp_path / "list.txt")
    numbers = report.scores(results, {entry.key: entry for entry in entries})
    assert (numbers["pure"].listed, numbers["pure"].per_cent) == (1, 100.0)
    assert not report.complaints(numbers)
    assert known.stale(entries, [first]) == entries


def test_the_list_is_not_stale() -> None:
    entries = known.read()
    assert all(":" in entry.reason or " " in entry.reason for entry in entries), "each entry has a reason"
    names = {entry.key[0] for entry in entries}
    paths = [path for group in GROUPS.values() for path in files(group) if path.name in names]
    assert known.stale(entries, (mutant for path in paths for mutant in mutants(path))) == []


@pytest.mark.parametrize("group", GROUPS)
def test_the_tests_of_a_group_are_there(group: str) -> None:
    named = [*GROUPS[group].quick, *GROUPS[group].more]
    assert [name for name in named if not (ROOT / name.partition("::")[0]).exists()] == []


def test_every_module_is_in_one_group() -> None:
    """Those without functions, and what only passes things on, are in none."""
    grouped = [path for group in GROUPS.values() for path in files(group)]
    assert len(grouped) == len(set(grouped))
    source = {path for folder in ("haliax", "haliax_mypy") for path in (ROOT / folder).rglob("*.py")}
    assert {path.relative_to(ROOT).as_posix() for path in source - set(grouped)} <= {
        "haliax/__init__.py",
        "haliax/axis.py",
        "haliax/errors.py",
        "haliax/hof.py",
        "haliax/specialized_fns.py",
        "haliax/types.py",
    }


def test_the_same_seed_draws_the_same_mutants() -> None:
    drawn = draw(["boundary", "partitioning"], 30, seed=3)
    assert drawn == draw(["boundary", "partitioning"], 30, seed=3)
    assert {group for group, _ in drawn} == {"boundary", "partitioning"}
    assert drawn != draw(["boundary", "partitioning"], 30, seed=4)
