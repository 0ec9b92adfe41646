"""What the small modules of the pure layer give, and sizes that rules work out."""

from __future__ import annotations

import pickle
from typing import Annotated, Any, get_args, get_origin

import pytest

from haliax.pure import errors
from haliax.pure.axes import ANY, Axes, exactly, having
from haliax.pure.axis import Axis, AxisSelector, NoSize, entries, of_size, unsized
from haliax.pure.dtypes import KINDS, is_kind
from haliax.pure.errors import AxisError
from haliax.pure.operation import Family
from haliax.pure.rules import elementwise, indexing, joining, polynomials, reductions, scans, shaping, updating
from haliax.pure.wants import Array, fits

A, B = Axis("a", 3), Axis("b", 5)


def test_an_annotation_of_an_axis_keeps_what_it_says() -> None:
    assert get_origin(Axis["a"]) is Annotated and get_args(Axis["a"]) == (Axis, "a")
    assert get_args(Axis["a", 3]) == (Axis, ("a", 3))


@pytest.mark.parametrize("size", list(NoSize))
def test_entries_keep_what_is_not_known_of_a_size(size: Any) -> None:
    (entry,) = entries({"a": size})
    assert entry.size is size


def test_entries_of_known_and_of_no_size() -> None:
    assert entries({"a": 3, "b": None}) == (A, unsized("b"))


def test_an_array_of_unknown_axes_has_what_was_selected() -> None:
    assert str(having(ANY, "a")) == "{a, ...}"
    assert str(having(Axes((B,), ""), "a")) == "[b=5, ...]"
    assert str(having(Axes(("b",), "", ordered=False), A)) == "{b, a=3, ...}"


def test_an_unknown_kind_of_dtype() -> None:
    assert is_kind("float32", "Float") and not is_kind("int32", "Float")
    with pytest.raises(TypeError, match="no kind of dtype is called 'Flaot'; there are") as caught:
        is_kind("float32", "Flaot")
    assert all(kind in str(caught.value) for kind in KINDS)


def test_an_error_keeps_its_text_where_it_is_pickled() -> None:
    error = errors.one_axis("[a, b]")
    assert error.args == (error.text,)
    copy = pickle.loads(pickle.dumps(error.within("diag")))
    assert isinstance(copy, AxisError) and str(copy) == str(error)


def test_a_size_is_told_where_it_is_known() -> None:
    assert str(errors.too_many(4, "a", 3)) == "cannot take 4 elements of axis 'a' of size 3"
    assert str(errors.too_many(4, "a", None)) == "cannot take 4 elements of axis 'a'"


def test_operations_are_told_by_their_names_or_as_they_ask() -> None:
    declare = Family("somewhere")

    def rule(array: Array) -> Axes:
        return array

    assert declare("one", rule).told == "one"
    assert declare("one", rule, told="two").told == "two"


def test_which_operations_keep_the_axes() -> None:
    assert elementwise.abs.keeps_axes() and not reductions.sum.keeps_axes() and not elementwise.add.keeps_axes()


@pytest.mark.parametrize(("length", "size"), [(2, 2), (object(), None)])
def test_a_part_of_unknown_length(length: Any, size: int | None) -> None:
    assert indexing.slice.rule(exactly((A, B)), "b", "c", 1, length) == Axes((A, of_size("c", size)))


@pytest.mark.parametrize("axis", ["a", Axis("a", 7), A, Axis("a", 4)])
def test_joined_pieces_are_named_by_the_whole_or_by_a_piece(axis: AxisSelector) -> None:
    pieces = [exactly((A, B)), exactly((Axis("a", 4), B))]
    assert joining.concatenate.rule(axis, pieces) == exactly((Axis("a", 7), B))


def test_joined_pieces_of_another_size() -> None:
    with pytest.raises(AxisError, match="add up to 7, but axis 'a' has size 5"):
        joining.concatenate.rule(Axis("a", 5), [exactly((A, B)), exactly((Axis("a", 4), B))])


@pytest.mark.parametrize(("first", "second", "size"), [(1, 1, 1), (1, 3, 3), (3, 4, 6), (0, 3, 3), (3, 0, 3)])
def test_sizes_of_products_of_polynomials(first: int, second: int, size: int) -> None:
    product = polynomials.polymul.rule(exactly((Axis("a", first),)), exactly((Axis("a", second),)))
    assert product == exactly((Axis("a", size),))


@pytest.mark.parametrize(("count", "size"), [(4, 3), (1, 0), (0, 0)])
def test_sizes_of_roots(count: int, size: int) -> None:
    assert [axis.size for axis in polynomials.roots.rule(exactly((Axis("a", count),))).head] == [size]


def test_weights_of_a_fit_have_the_axes_of_the_points() -> None:
    x = exactly((A,))
    with pytest.raises(AxisError, match="b=5"):
        polynomials.polyfit.rule(x, x, exactly((B,)))


@pytest.mark.parametrize(("count", "size"), [(None, 24), (10, 10), (0, 0), (-3, 21), (-30, 0)])
def test_sizes_of_unpacked_bits(count: int | None, size: int) -> None:
    assert scans.unpackbits.rule(exactly((A,)), "a", count=count) == exactly((Axis("a", size),))


def test_what_is_hidden_is_kept_only_where_extra_axes_are_allowed() -> None:
    broadcast_to, target = shaping.broadcast_to.rule, ("a", "b")
    hidden, shown = Axes(("a",), "", ordered=False), Axes(("a", "c"), ordered=False)
    assert str(broadcast_to(hidden, target, False, True)) == "{a, b}"
    assert str(broadcast_to(hidden, target, False, False)) == "{a, b, ...}"
    assert str(broadcast_to(shown, target, False, False)) == "{a, b, c}"


def test_an_update_may_be_empty() -> None:
    array = exactly((A, B))
    assert updating.updated_slice.rule(array, {"b": 2}, exactly((Axis("b", 0),))) == array
    with pytest.raises(AxisError, match="b"):
        updating.updated_slice.rule(array, {"b": 6}, exactly((Axis("b", 0),)))


def test_members_of_tuples() -> None:
    assert fits(1, int) and not fits(True, int) and fits(True, bool)
    assert fits((1, 2, 3), tuple[int, ...]) and not fits((1, "a"), tuple[int, ...])
    assert fits((1, "a"), tuple[int, str]) and not fits((1, 2), tuple[int, str]) and not fits((1,), tuple[int, str])
