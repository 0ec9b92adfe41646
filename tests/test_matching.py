"""What patterns tell of axes that are only partly known, and the bindings that they take."""

from __future__ import annotations

from typing import Any

import pytest

from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.axis import Axis, unsized
from haliax.pure.errors import AxisError
from haliax.pure.matching import bound, form_of
from haliax.pure.rules.contraction import einsum
from haliax.pure.rules.rearranging import rearrange

A, B, C = Axis("a", 2), Axis("b", 3), Axis("c", 5)


def unordered(*axes: Any, open_: bool = False) -> Axes:
    return Axes(axes, "" if open_ else None, ordered=False)


@pytest.mark.parametrize(
    ("axes", "pattern", "out"),
    [
        (Axes((A, "b")), "x y -> y x", "[b, a=2]"),
        (Axes((A, "b")), "x y -> (z: y x)", "[z]"),
        (Axes((A, B)), "x y -> (z: y x)", "[z=6]"),
        (Axes(("a",), "", ("c",)), "x y z -> z y x", "[c, ..., a]"),
        (Axes(("a",), "", ("c",)), "x y -> y x", "[c, a]"),
        (Axes(("a",), "", ("c",)), "x ... y -> y ... x", "[c, ..., a]"),
        (Axes(("a",), "Rest", ("c",)), "x ... y -> y ... x", "[c, *Rest, a]"),
        (Axes(("a",), "Rest", ("c",)), "... x -> x ...", "[c, a, *Rest]"),
        (Axes(("a",), "", ("c",)), "x ... -> (z: x) ...", "[z, ..., c]"),
        (Axes(("a",), "", ("c",)), "x y ... -> y x ...", "{a, c, ...}"),
        (Axes(("a",), "", ("c",)), "x y ... -> y (z: x) ...", "{z, ...}"),
        (Axes(("a",), "", ("c",)), "x ... -> x (z: ...)", "[a, z]"),
        (unordered(A, B), "x y -> y x", "{a=2, b=3}"),
        (unordered(A, B), "x y -> (z: y x)", "[z]"),
        (unordered("a", open_=True), "... x -> x ...", "{a, ...}"),
        (ANY, "x y -> y x", "[...]"),
        (ANY, "x y -> (z: y x)", "[z]"),
        (ANY, "(x: p q) y -> p q y", "[p, q=2, ...]"),
        (ANY, "{a b} -> b a", "[b, a]"),
        (ANY, "{a b} -> b ... a", "[b, ..., a]"),
        (ANY, "{(a: p q)} -> ... p q", "[..., p, q=2]"),
        (Axes((A,), ""), "{a c} -> c a ...", "[c, a=2, ...]"),
        (Axes((A, B), ""), "{a} -> ... a", "[b=3, ..., a=2]"),
        (unordered(A, B, C), "{a} -> ... a", "{b=3, c=5, a=2}"),
        (unordered(A, B), "{a} -> ... a", "[b=3, a=2]"),
        (unordered(A, open_=True), "{b} -> b ...", "{b, a=2, ...}"),
        (Axes(("a", "b")), "{...} -> (z: ...)", "[z]"),
        (SCALAR, "-> (z: )", "[z=1]"),
    ],
)
def test_rearranging_what_is_partly_known(axes: Axes, pattern: str, out: str) -> None:
    bindings = {"q": 2} if " q" in pattern else {}
    assert str(rearrange.rule(axes, pattern, **bindings)) == out


@pytest.mark.parametrize(
    ("arrays", "equation", "out"),
    [
        ([Axes(("a", "b")), Axes(("b", C))], "x y, y z -> x z", "[a, c=5]"),
        ([Axes(("a",), ""), Axes(("b", "c"))], "x y, y z -> x z", "[a, c]"),
        ([ANY, Axes(("b", "c"))], "x y, y z -> x y z", "[..., b, c]"),
        ([Axes(("a", "b"), ""), Axes(("b", "c"))], "... x, x y -> ... y", "[..., c]"),
        ([Axes((), "", ("a", "b")), Axes(("b", "c"))], "... x, x y -> ... y", "[..., a, c]"),
        ([Axes((), "Rest", ("a", "b")), Axes(("b", "c"))], "... x, x y -> ... y", "[*Rest, a, c]"),
        ([ANY, ANY], "{a} -> b", "[..., b]"),
        ([ANY, ANY], "{a} -> ... b", "[..., b]"),
        ([ANY, ANY], "-> a b", "[a, b]"),
        ([Axes(("a", "b")), Axes(("b", "c"))], "{b} -> ", "[a, c]"),
        ([unordered("a", "b"), Axes(("b", "c"))], "{b} -> c", "[a, c]"),
    ],
)
def test_contracting_what_is_partly_known(arrays: list[Axes], equation: str, out: str) -> None:
    assert str(einsum.rule(equation, *arrays)) == out


@pytest.mark.parametrize(
    ("axes", "pattern", "bindings"),
    [
        (Axes((A, B), ""), "x -> x", {}),
        (unordered(A, B), "x y z -> x y z", {}),
        (Axes((A,), ""), "{(a: p q)} -> ... p q", {"q": 4}),
        (Axes((A,), ""), "{a} -> a ...", {"a": 3}),
        (Axes((A,), ""), "{b} -> b", {}),
        (Axes((), "", (A,)), "... x -> x ...", {"x": "b"}),
        (Axes((A,), ""), "{b} -> (a: b) ...", {}),
        (unordered(A, open_=True), "{b} -> b", {}),
    ],
)
def test_what_can_fit_no_array_is_refused(axes: Axes, pattern: str, bindings: dict[str, Any]) -> None:
    with pytest.raises(AxisError):
        rearrange.rule(axes, pattern, **bindings)


def test_a_binding_tells_the_axis_at_an_unknown_position() -> None:
    assert str(rearrange.rule(ANY, "x y -> y x", x=A, y="b")) == "[b, a=2]"
    assert str(rearrange.rule(unordered("a", "b"), "x y -> y x", x=A)) == "{a, b}"
    with pytest.raises(AxisError, match="no axis 'c'"):
        rearrange.rule(unordered("a", "b"), "x y -> y x", x="c")


def test_a_size_may_be_missing_where_only_a_name_is_known() -> None:
    assert str(rearrange.rule(Axes((A,)), "(p q) -> p q", p="r", q="s")) == "[r, s]"


def test_bound() -> None:
    assert bound("x", {}) == unsized("x")
    assert bound("x", {"x": 3}) == Axis("x", 3)
    assert bound("x", {"x": "y"}) == unsized("y")
    assert bound("x", {"x": A}) == A


def test_the_two_forms_of_a_call() -> None:
    assert form_of(("a -> a",), {"axes": 3}) == ("a -> a", {"axes": 3})
    assert form_of(((A, ...),), {}) == ((A, ...), {})
    assert form_of((), {"axes": (A, ...)}) == ((A, ...), {})
    assert form_of((), {"expression": "axes -> axes", "axes": 3}) == ("axes -> axes", {"axes": 3})
    for args, kwargs in [((), {}), (("a", "b"), {}), ((("a",),), {"b": 2})]:
        with pytest.raises(TypeError):
            form_of(args, kwargs)
