"""Behaviours on which libraries of named arrays have gone wrong, silently or not, one test for each.

What only one module does is tested with it: compiled functions and their caches in `test_named_jit.py`, the shardings
that they give in `test_partitioning.py`, arrays that a transform leaves ill-shaped and conversions in `test_core.py`,
annotations in `test_haxtyping.py` and `test_checked.py`, threads in `test_threads.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named
from tests import tracing

X, Y = hax.make_axes(X=5, Y=3)
VALUES = np.arange(15, dtype=np.float32).reshape(5, 3)


def array() -> NamedArray:
    return named(VALUES, (X, Y))


def refused(call: Callable[[], Any], text: str) -> None:
    with pytest.raises(AxisError) as raised:
        call()
    assert str(raised.value) == text


# --- results that would be wrong without anyone noticing


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_a_plain_index_array_means_the_same_whatever_its_length(size: int) -> None:
    positions = np.arange(size)
    for index in (positions, jnp.asarray(positions), positions.tolist()):
        out = array()["X", index]
        assert out.axes == (Axis("X", size), Y)
        np.testing.assert_array_equal(out.array, VALUES[:size])


def test_a_slice_out_of_bounds_is_refused_in_both_forms() -> None:
    text = "slice: positions 4 to 7 are not within axis 'X' of size 5"
    refused(lambda: hax.slice(array(), "X", start=4, length=3), text)
    refused(lambda: hax.slice(array(), {"X": 4}, {"X": 3}), text)
    refused(lambda: array().slice("X", Axis("W", 3), 4), text)


def test_a_static_index_out_of_range_is_refused() -> None:
    refused(lambda: array()["X", 99], "index: index 99 is out of range for axis 'X' of size 5")
    refused(lambda: array()["X", -6], "index: index -6 is out of range for axis 'X' of size 5")
    refused(lambda: array().take("X", 99), "take: index 99 is out of range for axis 'X' of size 5")
    refused(lambda: array().at["X", 99].set(0), "at: index 99 is out of range for axis 'X' of size 5")


def test_names_that_are_not_there_are_refused_where_names_are_keys() -> None:
    refused(lambda: array().rename({"typo": "Z"}), "rename: no axis 'typo' in [X=5, Y=3]")
    refused(lambda: hax.pad(array(), {"typo": (1, 1)}), "pad: no axis 'typo' in [X=5, Y=3]")
    refused(lambda: hax.updated_slice(array(), {"typo": 0}, array()), "updated_slice: no axis 'typo' in [X=5, Y=3]")
    refused(lambda: hax.fft(array(), {"typo": 4}), "fft: no axis 'typo' in [X=5, Y=3]")


def test_an_axis_of_another_size_is_refused() -> None:
    text = "axis 'X' has size 5 in [X=5, Y=3] but 7 was given; sizes must agree"
    wrong = Axis("X", 7)
    refused(lambda: array().rename({wrong: "Z"}), f"rename: {text}")
    refused(lambda: array().sum(wrong), f"sum: {text}")
    refused(lambda: array()[wrong, 0], f"index: {text}")
    refused(lambda: array().take(wrong, 0), f"take: {text}")
    refused(
        lambda: hax.replace_axis(array().axes, wrong, Axis("Z", 7)),
        "replace_axis: axis 'X' has size 5 but 7 was given; sizes must agree",
    )


def test_axes_of_one_name_and_different_sizes_are_not_compatible() -> None:
    assert not hax.is_axis_compatible(Axis("X", 2), Axis("X", 3))
    assert hax.is_axis_compatible("X", Axis("X", 3))


def test_has_axis_asks_for_every_axis() -> None:
    assert not array().has_axis(("X", "missing"))
    assert not array().has_axis(Axis("X", 7))
    assert array().has_axis(("X", Y))


def test_an_axis_selected_twice_is_refused() -> None:
    refused(lambda: array().sum(("X", "X")), "sum: axis 'X' is repeated in [X, X]; name each axis once")
    refused(lambda: array().sum((X, "X")), "sum: axis 'X' is repeated in [X=5, X]; name each axis once")


def test_softmax_over_all_axes_keeps_them() -> None:
    out = hax.nn.softmax(array())
    assert isinstance(out, NamedArray)
    assert out.axes == (X, Y)
    np.testing.assert_allclose(out.array.sum(), 1, rtol=1e-6)


def test_operations_with_two_results_give_two_arrays() -> None:
    for parts, wanted in ((hax.divmod(array(), 2.0), np.divmod(VALUES, 2)), (hax.frexp(array()), np.frexp(VALUES))):
        assert isinstance(parts, tuple)
        for ours, theirs in zip(parts, wanted, strict=True):
            assert ours.axes == (X, Y)
            np.testing.assert_array_equal(ours.array, theirs)
    assert (hax.ndim(array()), type(hax.ndim(array()))) == (2, int)


def test_arange_has_the_dtype_that_is_asked_for() -> None:
    out = hax.arange(X, start=0.5, dtype=np.int32)
    assert out.dtype == np.int32
    assert out.tolist() == [0, 1, 2, 3, 4]


def test_numpy_sees_numbers_and_no_objects() -> None:
    assert np.asarray(array()).dtype == np.float32
    np.testing.assert_array_equal(np.asarray(array()), VALUES)


# --- what once always failed


@pytest.mark.parametrize(("name", "wanted"), [("max", 14), ("amax", 14), ("min", 4), ("amin", 4)])
def test_extremes_take_a_condition(name: str, wanted: float) -> None:
    assert getattr(hax, name)(array(), where=array() > 3).item() == wanted
    along = getattr(hax, name)(array(), "X", where=array() > 3)
    assert along.axes == (Y,)
    np.testing.assert_array_equal(
        along.array, getattr(np, name)(VALUES, 0, where=VALUES > 3, initial=-np.inf if "max" in name else np.inf)
    )


@pytest.mark.parametrize("mode", ["edge", "reflect", "symmetric", "wrap", "mean", "median", "maximum", "linear_ramp"])
def test_pad_takes_every_mode(mode: Any) -> None:
    out = hax.pad(array(), {"X": (2, 1)}, mode=mode)
    assert out.axes == (Axis("X", 8), Y)
    np.testing.assert_allclose(out.array, np.pad(VALUES, ((2, 1), (0, 0)), mode=mode), rtol=1e-6)


def test_tree_functions_take_is_leaf() -> None:
    pair = (array(), [1.0, 2.0])
    assert hax.tree.leaves(pair, is_leaf=lambda node: isinstance(node, list)) == [pair[0], pair[1]]
    assert len(hax.tree.flatten(pair, is_leaf=lambda node: isinstance(node, list))[0]) == 2
    assert hax.tree.structure(pair, is_leaf=lambda node: isinstance(node, list)).num_leaves == 2


def test_functions_that_jax_has_dropped_are_still_there() -> None:
    np.testing.assert_array_equal(hax.product(array() + 1, "X").array, (VALUES + 1).prod(0))
    np.testing.assert_array_equal(hax.fix(array() - 7.5).array, np.trunc(VALUES - 7.5))


def test_where_with_a_scalar_condition_promotes() -> None:
    whole = array().astype(np.int32)
    for condition in (True, jnp.array(True), named(True, ())):
        out = hax.where(condition, whole, 0.5)
        assert out.dtype == np.float32
        np.testing.assert_array_equal(out.array, VALUES)
    assert set(hax.where(False, whole, 0.5).array.ravel().tolist()) == {0.5}


def test_a_reduction_takes_one_array() -> None:
    with pytest.raises(TypeError, match="sum: expected a NamedArray, got dict"):
        hax.sum({"a": array(), "b": array()}, where=array() > 3)


def test_rearranging_a_scalar_and_by_a_set() -> None:
    assert named(2.0, ()).rearrange([]).axes == named(2.0, ()).rearrange([...]).axes == ()
    with pytest.raises(TypeError, match="rearrange: expected a sequence of axes or an expression, got set"):
        array().rearrange({...})


def test_one_hot_of_a_number_takes_any_dtype() -> None:
    for dtype in (np.dtype("float32"), "float32", np.float32, jnp.bfloat16):
        out = hax.nn.one_hot(2, X, dtype=dtype)
        assert (out.axes, out.dtype) == ((X,), dtype)
        assert out.tolist() == [0, 0, 1, 0, 0]


def test_comparing_with_what_is_no_array_is_no_error() -> None:
    x = array()
    assert (x == None) is False  # noqa: E711
    assert (x != None) is True  # noqa: E711
    assert (x == "a string") is False
    assert x not in [None, "a string"]
    assert x in [None, x]


def test_isclose_takes_numbers() -> None:
    np.testing.assert_array_equal(hax.isclose(array(), 1.0).array, np.isclose(VALUES, 1))
    assert hax.isclose(array(), 1.0).axes == (X, Y)


def test_a_mask_selects_eagerly_and_says_why_not_under_jit() -> None:
    mask = array()["Y", 0] > 5
    np.testing.assert_array_equal(array()["X", mask].array, VALUES[VALUES[:, 0] > 5])
    with pytest.raises(TypeError, match="index: how many elements a mask selects is not known under jit"):
        jax.jit(lambda x, mask: x["X", mask])(array(), mask)


# --- what errors say


def test_errors_show_axes_and_no_values() -> None:
    large = hax.ones(hax.make_axes(A=300, B=300))
    refused(
        lambda: large + hax.ones(hax.make_axes(C=3, D=2)),
        "add: cannot broadcast [A=300, B=300] and [C=3, D=2]: neither has all axes of the other; "
        "rename an axis, or use broadcast_axis to add the missing ones",
    )


def test_errors_tell_a_size_from_a_name() -> None:
    refused(
        lambda: array() + hax.ones((X.resize(4), Y)),
        "add: axis 'X' has different sizes in [X=5, Y=3] and [X=4, Y=3]; sizes of one name must agree, or rename one",
    )


def test_errors_say_where_an_axis_is_missing() -> None:
    refused(lambda: array().axis_size("Q"), "axis_size: no axis 'Q' in [X=5, Y=3]")
    refused(lambda: array().resolve_axis("Q"), "resolve_axis: no axis 'Q' in [X=5, Y=3]")


def test_a_clash_of_sizes_is_the_same_error_everywhere() -> None:
    other = hax.ones((X, Y.resize(4)))
    calls: list[Callable[[], Any]] = [
        lambda: array() * other,
        lambda: hax.dot(array(), other, axis="X"),
        lambda: hax.einsum("{X} -> Y", array(), other),
        lambda: hax.concatenate("X", [array(), other]),
        lambda: hax.stack("S", [array(), other]),
        lambda: hax.where(array() > 0, array(), other),
        lambda: hax.union_axes(array().axes, other.axes),
        lambda: array()["X", named([0, 1, 2, 3], "Y")],
    ]
    for call in calls:
        with pytest.raises(AxisError, match=r"axis 'Y' has (different sizes|size 3)") as raised:
            call()
        assert raised.value.kind == "size"


# --- what jax is given


def named_primitives(call: Callable[[NamedArray], Any]) -> list[str]:
    return tracing.primitives(lambda values: jax.tree.leaves(call(named(values, (X, Y)))), VALUES)


def test_an_update_gathers_nothing() -> None:
    for call in (
        lambda x: x.at["X", jnp.array([0, 2])].set(0.0),
        lambda x: x.at["X", named(jnp.array([0, 2]), "pick")].add(1.0),
        lambda x: x.at["X", 1].set(0.0),
        lambda x: x.at["X", hax.dslice(1, 2)].multiply(2.0),
    ):
        traced = named_primitives(call)
        assert "gather" not in traced, traced
        assert sum(name.startswith("scatter") or name == "dynamic_update_slice" for name in traced) == 1, traced


def test_a_split_is_one_operation() -> None:
    parts = hax.make_axes(U=2, V=3)
    assert named_primitives(lambda x: hax.split(x, "X", [X.resize(2), X.resize(3)])) == ["split"]
    assert [part.axes[0].size for part in hax.split(array(), "X", [X.resize(p.size) for p in parts])] == [2, 3]


def test_a_scalar_condition_makes_no_branches() -> None:
    traced = named_primitives(lambda x: hax.where(jnp.array(True), x, 0.0))
    assert "cond" not in traced
    assert "select_n" in traced


def test_bounds_that_are_numbers_stay_numbers() -> None:
    key = jax.random.key(0)
    ours = jax.make_jaxpr(lambda k: hax.random.uniform(k, (X, Y), minval=-1.0, maxval=2.0).array)(key)
    theirs = jax.make_jaxpr(lambda k: jax.random.uniform(k, (5, 3), minval=-1.0, maxval=2.0))(key)
    assert str(ours) == str(theirs)


def test_a_reduction_or_an_operator_is_one_operation() -> None:
    assert named_primitives(lambda x: x + x) == ["add"]
    assert named_primitives(lambda x: x.sum("X")) == ["reduce_sum"]
    assert named_primitives(lambda x: hax.dot(x, x, axis="X")) == named_primitives(
        lambda x: jnp.einsum("xy,xy->y", x.array, x.array)
    )
