"""What users see where a callback fails: what mypy says by itself, and no crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from haliax_mypy import containers
from haliax_mypy.annotations import axis_objects, named_arrays
from haliax_mypy.calls import accessors, axis_functions, operations, passing, updates
from haliax_mypy.safe import DEBUG

Check = Callable[..., None]

CALLS = """
from typing import TypeVar
from haliax.axis import concat_axes
Batch = Axis("batch", 2)
class Special(NamedArray["a"]):
    def total(self) -> None:
        reveal_type(super().sum("nowhere"))  # R: [...]

def wants(x: NamedArray["{b ...}"]) -> int:
    return 0

def f(x: NamedArray["a"], axis: Axis["a", 2], s: Special) -> None:
    reveal_type(axis.name)  # R: str
    reveal_type(axis.size)  # R: int
    reveal_type(x.axes)  # R: tuple[Axis, ...]
    reveal_type(x.has_axis("a"))  # R: bool
    reveal_type(x.axis_size("nowhere"))  # R: int
    reveal_type(x.matches_axes("nowhere"))  # R: bool
    x.resolve_axis("nowhere")
    reveal_type(Batch)  # R: Axis
    reveal_type(hax.make_axes(a=2))  # R: tuple[Axis, ...]
    reveal_type(axis.alias("b"))  # R: Axis
    reveal_type(axis.resize(3))  # R: Axis
    concat_axes(axis, axis)
    reveal_type(x.sum("nowhere"))  # R: [...]
    reveal_type(s.sum("nowhere"))  # R: [...]
    reveal_type(hax.sum(x, "nowhere"))  # R: [...]
    reveal_type(x + 1)  # R: [...]
    reveal_type(x.at["nowhere", 0].set(1.0))  # R: [a]
    reveal_type(x.at["nowhere", 0].get())  # R: [...]
    reveal_type(wants(x))  # R: int
    ranks = [x, x]
    reveal_type(ranks[0])  # R: [a]
    reveal_type(max(ranks, key=id))  # R: [a]
    reveal_type(ranks.append(x))  # R: None
"""

ANNOTATIONS = """
from typing import Annotated, Literal
from haliax.haxtyping import Float
def f(
    bare: NamedArray, names: NamedArray[Literal["a"]], axis: Axis[Literal["a"], Literal[2]],
    plain: Annotated[int, "a"], typed: Float[NamedArray, "a"], of_axis: Axis,
) -> None:
    reveal_type(bare)  # R: [...]
    reveal_type(names)  # R: [a]
    reveal_type(axis)  # R: Axis[a, 2]
    reveal_type(plain)  # R: int
    reveal_type(typed)  # R: [...]
"""


def fails(*args: object, **kwargs: object) -> object:
    raise AttributeError("a bug")


def test_calls(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    check("")
    for module, name in [
        (accessors, "reader_of"),
        (accessors, "find_instance"),
        (accessors, "literal_type"),
        (accessors, "scrub_value"),
        (axis_functions, "literal_part"),
        (axis_functions, "find_instance"),
        (axis_functions, "reader_of"),
        (containers, "held"),
        (operations, "bind"),
        (passing, "reader_of"),
        (updates, "reader_of"),
    ]:
        monkeypatch.setattr(module, name, fails)
    monkeypatch.delenv(DEBUG)
    check(CALLS)


def test_annotations(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    check("")  # so that what the cache knows of the library was read without a failure
    monkeypatch.setattr(named_arrays, "spelled", fails)
    monkeypatch.setattr(axis_objects, "spelled", fails)
    monkeypatch.delenv(DEBUG)
    check(ANNOTATIONS)
