"""`Axis`, and the functions on lists of axes: in every form of a selection, against what plain lists give."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import haliax as hax
from haliax.pure.axis import Axis, AxisSelection, entries, is_size_said, name_of, of_size, size_of, unsized
from haliax.pure.errors import AxisError

A, B, C = hax.make_axes(a=2, b=3, c=5)


def test_make_axes() -> None:
    assert hax.make_axes(a=2, b=3) == (Axis("a", 2), Axis("b", 3))
    assert hax.make_axes() == ()


def test_an_axis_is_a_value() -> None:
    assert Axis("a", 2) == A and Axis("a", 3) != A and Axis("b", 2) != A
    assert len({A, Axis("a", 2), B}) == 2
    assert pickle.loads(pickle.dumps(A)) == copy(A) == deepcopy(A) == A
    with pytest.raises(FrozenInstanceError):
        A.size = 7  # type: ignore[misc]


def test_alias_and_resize() -> None:
    assert A.alias("z") == Axis("z", 2)
    assert A.resize(7) == Axis("a", 7)


def test_an_axis_prints_as_in_errors() -> None:
    assert str(A) == "a=2"
    assert repr(A) == "Axis(name='a', size=2)"


@pytest.mark.parametrize("size", [3, np.int64(3), np.uint8(3)], ids=repr)
def test_a_size_is_an_integer(size: Any) -> None:
    axis = Axis("a", size)
    assert axis == Axis("a", 3) and type(axis.size) is int
    assert A.resize(size) == axis


@pytest.mark.parametrize(
    ("size", "given"),
    [
        (2.5, "2.5, of type float"),
        (3.0, "3.0, of type float"),
        ("3", "'3', of type str"),
        (None, "None, of type NoneType"),
        (True, "True, of type bool"),
        (np.array(3), "an array; a size must be known before the program runs"),
    ],
    ids=repr,
)
def test_what_is_no_size(size: Any, given: str) -> None:
    for make in (lambda: Axis("a", size), lambda: A.resize(size), lambda: hax.make_axes(a=size)):
        with pytest.raises(TypeError) as caught:
            make()
        assert str(caught.value).startswith(f"Axis: the size of axis 'a' is an integer, got {given}")


def test_an_array_is_no_size() -> None:
    with pytest.raises(TypeError, match="an array; a size must be known before the program runs"):
        Axis("a", jnp.array(3))
    with pytest.raises(TypeError, match="an array; a size must be known before the program runs"):
        jax.jit(lambda size: Axis("a", size).size)(3)


@pytest.mark.parametrize("name", [3, None, ("a",), A])
def test_a_name_is_a_string(name: Any) -> None:
    with pytest.raises(TypeError, match="Axis: a name is a string, got "):
        Axis(name, 3)


def test_what_is_known_of_a_size() -> None:
    assert [size_of(axis) for axis in (A, "a", unsized("a"), of_size("a", None), of_size("a", 2))] == [
        2,
        None,
        None,
        None,
        2,
    ]
    assert [is_size_said(axis) for axis in (A, "a", unsized("a"), of_size("a", None))] == [True, False, False, True]
    assert str(unsized("a")) == str(of_size("a", None)) == "a"
    assert of_size("a", 2) == A


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("a", (unsized("a"),)),
        (A, (A,)),
        ((A, "b"), (A, unsized("b"))),
        ([A, "b"], (A, unsized("b"))),
        ({"a": 2, "b": None}, (A, unsized("b"))),
        ((), ()),
        ({}, ()),
    ],
)
def test_forms_of_a_selection(selection: AxisSelection, expected: tuple[Axis, ...]) -> None:
    assert entries(selection) == expected


@pytest.mark.parametrize("wrong", [3, None, ("a", 3), [None], 2.5, object()])
def test_what_is_no_selection(wrong: Any) -> None:
    with pytest.raises(TypeError, match="expected an axis"):
        entries(wrong)


def test_axis_name() -> None:
    assert hax.axis_name("a") == hax.axis_name(A) == "a"
    assert hax.axis_name((A, "b")) == ("a", "b")
    assert hax.axis_name({"a": 2, "b": None}) == ("a", "b")


def test_axis_size() -> None:
    assert hax.axis_size(A) == 2
    assert hax.axis_size((A, B, C)) == hax.axis_size({"a": 2, "b": 3, "c": 5}) == 30
    assert hax.axis_size(()) == 1
    with pytest.raises(AxisError, match="axis_size: axis 'a' needs a size"):
        hax.axis_size("a")  # type: ignore[arg-type]


FORMS: list[tuple[Callable[..., Any], tuple[Any, ...], Any]] = [
    (hax.concat_axes, (A, B), (A, B)),
    (hax.concat_axes, ((A, "b"), C), (A, "b", C)),
    (hax.concat_axes, ({"a": 2}, (B, C)), {"a": 2, "b": 3, "c": 5}),
    (hax.concat_axes, ((), A), (A,)),
    (hax.union_axes, ((A, B), (B, C)), (A, B, C)),
    (hax.union_axes, (("a", B), (A, "b")), (A, B)),
    (hax.union_axes, ({"a": 2}, B), {"a": 2, "b": 3}),
    (hax.union_axes, (A, {"b": 3}), {"a": 2, "b": 3}),
    (hax.intersect_axes, ((A, B, C), ("c", "a")), (A, C)),
    (hax.intersect_axes, (("a", "b"), (B, A)), (A, B)),
    (hax.intersect_axes, ({"a": 2, "b": 3}, "b"), {"b": 3}),
    (hax.intersect_axes, (A, B), ()),
    (hax.eliminate_axes, ((A, B, C), ("c", A)), (B,)),
    (hax.eliminate_axes, ({"a": 2, "b": None}, "a"), {"b": None}),
    (hax.without_axes, ((A, B), ("b", "z")), (A,)),
    (hax.without_axes, ({"a": 2, "b": 3}, B), {"a": 2}),
    (hax.replace_axis, ((A, B, C), "b", Axis("d", 7)), (A, Axis("d", 7), C)),
    (hax.replace_axis, ((A, B, C), B, ("d", "e")), (A, "d", "e", C)),
    (hax.replace_axis, ((A, B), "a", "a"), ("a", B)),
    (hax.replace_axis, ({"a": 2, "b": 3}, "a", Axis("d", 7)), {"d": 7, "b": 3}),
    (hax.resolve_axis, ((A, B), "b"), B),
    (hax.resolve_axis, ((A, B), B), B),
    (hax.resolve_axis, ((A, B), ("b", A)), (B, A)),
    (hax.resolve_axis, ({"a": 2, "b": 3}, {"b": None}), {"b": 3}),
    (hax.selects_axis, ((A, B), "a"), True),
    (hax.selects_axis, ((A, B), ("b", A)), True),
    (hax.selects_axis, (("a", "b"), (B, A)), True),
    (hax.selects_axis, ((A, B), Axis("a", 7)), False),
    (hax.selects_axis, (A, (A, B)), False),
    (hax.is_axis_compatible, (A, "a"), True),
    (hax.is_axis_compatible, (A, Axis("a", 2)), True),
    (hax.is_axis_compatible, ("a", "a"), True),
    (hax.is_axis_compatible, (A, Axis("a", 7)), False),
    (hax.is_axis_compatible, (A, B), False),
]


@pytest.mark.parametrize(("function", "args", "expected"), FORMS, ids=[f"{f.__name__}{a}" for f, a, _ in FORMS])
def test_functions_in_every_form(function: Callable[..., Any], args: tuple[Any, ...], expected: Any) -> None:
    out = function(*args)
    assert out == expected and type(out) is type(expected)


REFUSED: list[tuple[Callable[..., Any], tuple[Any, ...], str]] = [
    (hax.concat_axes, ((A, B), "b"), "concat_axes: axis 'b' is already in [a=2, b=3]"),
    (hax.concat_axes, (A, ("b", "b")), "concat_axes: axis 'b' is repeated in [b, b]"),
    (hax.union_axes, (A, A.resize(7)), "union_axes: axis 'a' has size 2 but 7 was given"),
    (hax.union_axes, ((A, A), B), "union_axes: axis 'a' is repeated in [a=2, a=2]"),
    (hax.intersect_axes, (A, A.resize(7)), "intersect_axes: axis 'a' has size 2 but 7 was given"),
    (hax.eliminate_axes, ((A, B), "z"), "eliminate_axes: no axis 'z' in [a=2, b=3]"),
    (hax.eliminate_axes, ((A, B), A.resize(7)), "eliminate_axes: axis 'a' has size 2 but 7 was given"),
    (hax.without_axes, ((A, B), A.resize(7)), "without_axes: axis 'a' has size 2 but 7 was given"),
    (hax.replace_axis, ((A, B), "z", "c"), "replace_axis: no axis 'z' in [a=2, b=3]"),
    (hax.replace_axis, ((A, B), A.resize(7), "c"), "replace_axis: axis 'a' has size 2 but 7 was given"),
    (hax.replace_axis, ((A, B), "a", "b"), "replace_axis: axis 'b' is repeated in [b, b=3]"),
    (hax.resolve_axis, ((A, B), "z"), "resolve_axis: no axis 'z' in [a=2, b=3]"),
    (hax.resolve_axis, ((A, B), A.resize(7)), "resolve_axis: axis 'a' has size 2 but 7 was given"),
]


@pytest.mark.parametrize(("function", "args", "text"), REFUSED, ids=[f"{f.__name__}{a}" for f, a, _ in REFUSED])
def test_what_is_refused(function: Callable[..., Any], args: tuple[Any, ...], text: str) -> None:
    with pytest.raises(AxisError) as caught:
        function(*args)
    assert str(caught.value).startswith(text)


def test_sizes_may_differ_where_that_is_asked_for() -> None:
    assert hax.without_axes((A, B), A.resize(7), allow_mismatched_sizes=True) == (B,)


sizes = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))


@given(sizes, sizes)
def test_functions_agree_with_dicts(first: dict[str, int], second: dict[str, int]) -> None:
    left, right = ([Axis(name, size) for name, size in axes.items()] for axes in (first, second))
    conflict = any(first[name] != second[name] for name in first.keys() & second)
    for function, expected in (
        (hax.union_axes, first | second),
        (hax.intersect_axes, {name: size for name, size in first.items() if name in second}),
        (hax.without_axes, {name: size for name, size in first.items() if name not in second}),
    ):
        if conflict:
            with pytest.raises(AxisError):
                function(left, right)
        else:
            assert {name_of(axis): size_of(axis) for axis in function(left, right)} == expected
            assert function(first, right) == expected
    assert hax.selects_axis(left, right) == (not conflict and second.keys() <= first.keys())


def test_sizes_by_name() -> None:
    assert hax.axis.axis_spec_to_shape_dict((A, "b")) == {"a": 2, "b": None}
    assert hax.axis.axis_spec_to_shape_dict({"a": 2, "b": None}) == {"a": 2, "b": None}
    assert hax.axis.axis_spec_to_shape_dict(A) == {"a": 2} and hax.axis.axis_spec_to_shape_dict("a") == {"a": None}
    with pytest.raises(AxisError, match="axis_spec_to_shape_dict: axis 'a' is repeated"):
        hax.axis.axis_spec_to_shape_dict(("a", "a"))


@pytest.mark.parametrize(
    ("axes", "which", "expected"),
    [
        ((A, B), None, ("a", "b")),
        ((A, B), "b", (A, "b")),
        ((A, B), (B, "a"), ("a", "b")),
        ((A, "b"), (), (A, "b")),
        (A, None, "a"),
        ("a", A, "a"),
        ({"a": 2, "b": 3}, None, {"a": None, "b": None}),
        ({"a": 2, "b": 3}, "a", {"a": None, "b": 3}),
    ],
)
def test_axes_without_sizes(axes: Any, which: Any, expected: Any) -> None:
    assert hax.axis.unsize_axes(axes, which) == expected


def test_axes_without_sizes_must_be_there() -> None:
    with pytest.raises(AxisError, match="unsize_axes: no axis 'c'"):
        hax.axis.unsize_axes((A, B), "c")
    with pytest.raises(AxisError, match="unsize_axes: axis 'a' has size 2 but 7"):
        hax.axis.unsize_axes((A, B), A.resize(7))


def test_a_partial_order() -> None:
    assert hax.axis.rearrange_for_partial_order(("c", ..., A), (A, B, C)) == (C, B, A)
    assert hax.axis.rearrange_for_partial_order((..., "b"), ("a", "b", "c")) == ("a", "c", "b")
    assert hax.axis.rearrange_for_partial_order((..., B, ...), (A, B, C)) == (A, B, C)
    with pytest.raises(AxisError, match="rearrange_for_partial_order: the new order leaves out 'c'"):
        hax.axis.rearrange_for_partial_order(("b", "a"), (A, B, C))
    with pytest.raises(AxisError, match="rearrange_for_partial_order: no axis 'd'"):
        hax.axis.rearrange_for_partial_order(("d", ...), (A, B, C))


def test_an_older_name() -> None:
    assert hax.concat_axis_specs is hax.concat_axes
