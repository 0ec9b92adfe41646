"""Axes as types: what is written is read back, and mypy compares it as it should."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given
from mypy.nodes import GDEF, MypyFile, SymbolTable, SymbolTableNode
from mypy.test.typefixture import TypeFixture
from mypy.types import AnyType, Instance, Type, TypeOfAny, TypeVarId, TypeVarTupleType, UnpackType

from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.axis import Axis, of_size
from haliax_mypy.types.encoding import Maker, decode, encode
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.reading import Reader

FIXTURE = TypeFixture()
A, B = of_size("a", None), of_size("b", None)
NAMES = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=4)


def named(name: str, args: list[Type]) -> Instance:
    return Instance({"builtins.str": FIXTURE.str_type_info, "builtins.tuple": FIXTURE.std_tuplei}[name], args)


def _core() -> MypyFile:
    """Stands in for `haliax.core`, which has the class that sets are written with."""
    module = MypyFile([], [])
    module.names = SymbolTable()
    module.names["_With"] = SymbolTableNode(GDEF, FIXTURE.make_type_info("haliax.core._With", mro=[FIXTURE.oi]))
    return module


MAKER = Maker(named, {"haliax.core": _core()})


@st.composite
def axes(draw: Any) -> Axes:
    """Axes of any form, without sizes."""
    names = tuple(of_size(name, None) for name in draw(NAMES))
    at = draw(st.integers(0, len(names)))
    gap = draw(st.sampled_from([None, ""]))
    return Axes(names[:at], gap, names[at:], draw(st.booleans()))


@given(axes(), st.booleans())
def test_what_is_written_is_decode(known: Axes, lax: bool) -> None:
    again = decode(encode(known, {}, MAKER, lax=lax), {})
    assert (again.is_open, again.ordered, again.gap) == (known.is_open, known.ordered, known.gap)
    assert again == known if known.ordered else set(again.names) == set(known.names)


def test_sizes_are_left_out() -> None:
    assert decode(encode(Axes((Axis("a", 2), B)), {}, MAKER), {}) == Axes((A, B))


def test_what_is_no_name_is_a_gap() -> None:
    text = named("builtins.str", [])
    a, b = MAKER.text("a"), MAKER.text("b")
    assert decode([a, text, b], {}) == Axes((A,), "", (B,))
    assert decode([a, AnyType(TypeOfAny.special_form), text, b], {}) == Axes((A,), "", (B,))
    assert decode([UnpackType(named("builtins.tuple", [text]))], {}) == ANY
    assert decode([], {}) == SCALAR
    assert decode([a, a], {}) == ANY  # a row variable that stands for an axis which is also written out


def test_without_the_helpers_of_the_stubs() -> None:
    """As while mypy reads the stubs themselves."""
    bare = Maker(named, {})
    assert encode(Axes((A, B), None, ordered=False), {}, bare, lax=True) == [any_type(), any_type()]
    assert decode(encode(Axes((A, B)), {}, bare), {}) == Axes((A, B))


def test_arrays_of_jax_are_like_numbers() -> None:
    reader = Reader(lambda expr: None)
    found = {"jax": SCALAR, "jax.core": SCALAR, "other.jax": ANY, "jaxlike": ANY}
    for module, axes in found.items():
        assert reader.arrays(Instance(FIXTURE.make_type_info("Array", module_name=module), [])) == (axes,)
    assert reader.arrays(Instance(FIXTURE.make_type_info("Other", module_name="jax"), [])) == (ANY,)


def test_rows_are_kept() -> None:
    anything = named("builtins.tuple", [any_type()])
    row = UnpackType(TypeVarTupleType("Rest", "Rest", TypeVarId(1), anything, anything, any_type()))
    rows: dict[str, Type] = {}
    known = decode([row, MAKER.text("a")], rows)
    assert known == Axes((), "Rest", (A,))
    assert encode(known, rows, MAKER)[0] is row
