"""Lists and dicts of arrays that differ, and names that are assigned again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.projects import Project

Check = Callable[..., None]

DIFFERING = """
def one(x: NamedArray["b"]) -> None: ...
def two(x: NamedArray["b e"]) -> None: ...

def f(b: NamedArray["b"], e: NamedArray["e"], be: NamedArray["b e"], flag: bool) -> None:
    same_rank = [b, e]
    ranks = [b, be]
    named = {"b": b, "be": be}
    for x in ranks:
        one(x); two(x)
    one(same_rank[0]); two(ranks[1]); two(named["be"]); one(ranks.pop())
    longest = max(ranks, key=id)
    one(longest)
    for name, y in named.items():
        two(y)
    for i, (x, y) in enumerate(zip(ranks, named.values())):
        one(x); two(y)
    one([x * 2 for x in ranks][0])
    outs = []
    outs.append(b)
    outs.append(be)
    grown = {"b": b}
    grown["be"] = be
    declared: list[NamedArray["b"]] = []
    declared.append(be)  # E: arg-type: list.append: argument
    reveal_type([b, b][0])  # R: [b]
    reveal_type((b, be)[1])  # R: [b, e]
    reveal_type(b if flag else be)  # R: [b] | [b, e]
"""

ASSIGNED = """
def f(x: NamedArray["b e"], flag: bool, n: int) -> NamedArray["b"]:
    y = x
    y = y.sum("e")
    reveal_type(y)  # R: [b]
    if flag:
        y = x
    reveal_type(y)  # R: [b] | [b, e]
    for _ in range(n):
        y = y.sum("e") if flag else y
    x = x.sum("e")
    return x
"""


def test_differing_arrays(check: Check) -> None:
    check(DIFFERING)


def test_assigned_again(check: Check) -> None:
    check(ASSIGNED)


@pytest.mark.slow
def test_the_user_decides_about_redefinition(project: Project) -> None:
    project.extra = "allow_redefinition = False"
    project.write("p.py", ASSIGNED)
    assert "assignment" in [m.code for m in project.run()]


def test_a_file_decides_about_redefinition(project: Project) -> None:
    project.write("p.py", ASSIGNED + "\n# mypy: disallow-redefinition\n")
    assert "assignment" in [m.code for m in project.run()]


@pytest.mark.slow
def test_redefinition_in_pyproject(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    project.write("p.py", ASSIGNED)
    for value, errors in (("", False), ("allow_redefinition = false", True)):
        config = project.write(
            "pyproject.toml", f'[tool.mypy]\nplugins = ["haliax_mypy"]\nfollow_imports = "skip"\n{value}\n'
        )
        flags = ["--config-file", str(config), "--cache-dir", str(tmp_path_factory.mktemp("cache"))]
        said = project.spawn(*flags)
        assert ("assignment" in [m.code for m in said]) is errors


def test_members(check: Check) -> None:
    """Of containers of every kind, and of what mypy makes of them."""
    check("""
from collections import deque
from typing import TypeVar
T = TypeVar("T")
Text = str
def same(x: T) -> T:
    return x
def one(x: NamedArray["b"]) -> None: ...
def first(xs: list[T]) -> T:
    return xs[0]
def members(b: NamedArray["b"], e: NamedArray["e"], be: NamedArray["b e"], texts: list[NamedArray[Text]],
            either: list[NamedArray["b"] | NamedArray["e"]], maybe: list[NamedArray["b"] | None]) -> None:
    reveal_type(texts[0])  # R: [...]
    alike, ranks = [b, e], [b, be]
    reveal_type(alike)  # R: list[[...]]
    one(first(alike)); one(same(alike)[0])
    reveal_type(either[0])  # R: [...]
    reveal_type(maybe[0])  # R: [b] | None
    queue = deque([b])
    queue.append(be)
    reveal_type(queue.popleft())  # R: [...]
    table = {"b": b}
    table.setdefault("be", be)
    table.update({"be": be})
    table["e"] = e
    reveal_type(table.get("b"))  # R: [...] | None
    nested = {"x": {"b": b, "be": be}}
    one(nested["x"]["b"])
    reveal_type(nested["x"]["b"])  # R: [...]
    listed = [(b, 1), (be, 2)]
    reveal_type(listed[0])  # R: tuple[[...], int]
    for y, i in listed:
        reveal_type(y)  # R: [...]
    p, q = b, be
    reveal_type(q)  # R: [b, e]
    ordered = sorted([b, be], key=id)
    reveal_type(ordered)  # R: list[[...]]
    items = [b]
    items.insert(0, be)
    items.extend([be, e])
    reveal_type(next(iter([b, be])))  # R: [...]
    for key in {b: 1, be: 2}:
        reveal_type(key)  # R: [...]
""")
