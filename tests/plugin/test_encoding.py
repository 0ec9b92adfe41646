"""Axes as types: what is written is read back, and mypy compares it as it should."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given
from mypy.nodes import GDEF, MypyFile, SymbolTable, SymbolTableNode
from mypy.test.typefixture import TypeFixture
from mypy.types import AnyType, Instance, Type, TypeOfAny, TypeVarId, TypeVarTupleType, UnpackType

from haliax.algebra import SCALAR, UNKNOWN, Axes
from haliax.axis import Axis
from haliax_mypy.encoding import Types, any_type, read, write

FIXTURE = TypeFixture()
NAMES = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=4)


def named(name: str, args: list[Type]) -> Instance:
    return Instance({"builtins.str": FIXTURE.str_type_info, "builtins.tuple": FIXTURE.std_tuplei}[name], args)


def _core() -> MypyFile:
    """Stands in for `haliax.core`, which has the class that sets are written with."""
    module = MypyFile([], [])
    module.names = SymbolTable()
    module.names["_With"] = SymbolTableNode(GDEF, FIXTURE.make_type_info("haliax.core._With", mro=[FIXTURE.oi]))
    return module


TYPES = Types(named, {"haliax.core": _core()})


@st.composite
def axes(draw: Any) -> Axes:
    """Axes of any form, without sizes."""
    names = tuple(draw(NAMES))
    at = draw(st.integers(0, len(names)))
    gap = draw(st.sampled_from([None, ""]))
    return Axes(names[:at], gap, names[at:], draw(st.booleans()))


@given(axes(), st.booleans())
def test_what_is_written_is_read(known: Axes, lax: bool) -> None:
    again = read(write(known, {}, TYPES, lax=lax), {})
    assert (again.is_open, again.ordered, again.gap) == (known.is_open, known.ordered, known.gap)
    assert again == known if known.ordered else set(again.names) == set(known.names)


def test_sizes_are_left_out() -> None:
    assert read(write(Axes((Axis("a", 2), "b")), {}, TYPES), {}) == Axes(("a", "b"))


def test_what_is_no_name_is_a_gap() -> None:
    text = named("builtins.str", [])
    a, b = TYPES.text("a"), TYPES.text("b")
    assert read([a, text, b], {}) == Axes(("a",), "", ("b",))
    assert read([a, AnyType(TypeOfAny.special_form), text, b], {}) == Axes(("a",), "", ("b",))
    assert read([UnpackType(named("builtins.tuple", [text]))], {}) == UNKNOWN
    assert read([], {}) == SCALAR
    assert read([a, a], {}) == UNKNOWN  # a row variable that stands for an axis which is also written out


def test_rows_are_kept() -> None:
    anything = named("builtins.tuple", [any_type()])
    row = UnpackType(TypeVarTupleType("Rest", "Rest", TypeVarId(1), anything, anything, any_type()))
    rows: dict[str, Type] = {}
    known = read([row, TYPES.text("a")], rows)
    assert known == Axes((), "Rest", ("a",))
    assert write(known, rows, TYPES)[0] is row
