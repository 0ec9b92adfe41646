"""Operators of arrays without names, which leave arrays with names to us."""

from __future__ import annotations

import pytest

from haliax_mypy import hooks
from haliax_mypy.types import reading
from tests.plugin.projects import Project, differences

PLAIN = """
class Plain:
    '''Stands in for the arrays of numpy, whose stubs would take seconds to read.'''
    def __add__(self, other: Any) -> Plain: return self
    def __mul__(self, other: Any) -> Any: ...
    def __lt__(self, other: Any) -> Any: ...
    def __neg__(self) -> Plain: return self
    def __abs__(self) -> int: return 1
    def __matmul__(self, other: Any) -> str: return ""
    def __getitem__(self, item: Any) -> Plain: return self
    def sum(self, other: Any) -> int: return 1
    def __iter__(self) -> Any: ...
"""

PROGRAM = """
from arrays_without_names import Plain
class Special(NamedArray["a"]): ...
def f(p: Plain, x: NamedArray["a"], s: Special, cd: NamedArray["c"] | NamedArray["d"], any: Any) -> None:
    reveal_type(p + x)  # R: [a]
    reveal_type(p * x)  # R: [a]
    reveal_type(p < x)  # R: [a]
    reveal_type(p * cd)  # R: [c] | [d]
    reveal_type(p * p)  # R: Any
    reveal_type(p + any)  # R: Any
    reveal_type(p @ x)  # R: str
    reveal_type(-p)  # R: arrays_without_names.Plain
    reveal_type(abs(p))  # R: int
    reveal_type(p[x])  # R: arrays_without_names.Plain
    reveal_type(p.sum(x))  # R: int
    reveal_type(p.__add__(x))  # R: [a]
    reveal_type((p + x).sum("a"))  # R: []
    p + x.sum("b")  # E: axis-missing: sum: no axis 'b' in [a]
"""


def test_operators(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "WITHOUT_NAMES", (*hooks.WITHOUT_NAMES, "arrays_without_names."))
    monkeypatch.setattr(reading, "NUMBERS", reading.NUMBERS | {"arrays_without_names.Plain"})
    project.extra = "[mypy-arrays_without_names]\nfollow_imports = silent\ndisable_error_code = empty-body"
    project.write("arrays_without_names.py", PLAIN)
    project.write("operators_of_others.py", PROGRAM)
    said = [message for message in project.run() if message.file == "operators_of_others.py"]
    assert differences(PROGRAM, said) == []
