"""Selecting elements: which axes come out, and which values, for every kind of index."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, dslice, named
from tests import indices, tracing
from tests.indices import Indices, Sizes

A, B, C = hax.make_axes(a=3, b=5, c=7)
VALUES = np.arange(3 * 5 * 7, dtype=np.int32).reshape(3, 5, 7)


def array(dtype: Any = np.int32) -> NamedArray:
    return named(VALUES.astype(dtype), (A, B, C))


def check(out: NamedArray, names: str, values: Any) -> None:
    """Names, shape, dtype and values are these."""
    assert out.axis_names == tuple(names.split())
    values = np.asarray(values)
    assert out.array.shape == values.shape
    np.testing.assert_array_equal(np.asarray(out.array), values)


# --- random indices, against an oracle that reads one element at a time


def agrees(axes: Sizes, index: Indices, out: NamedArray, values: np.ndarray[Any, Any]) -> None:
    selected = indices.select(axes, index)
    call = f"{axes}, index {shown(index)}"
    assert out.shape == selected.axes, call
    assert out.axis_names == tuple(selected.axes), f"the new axes have landed elsewhere: {call}"
    assert out.dtype == values.dtype
    np.testing.assert_array_equal(np.asarray(out.array), selected.read(values), call)


def shown(index: Indices) -> str:
    return ", ".join(f"{name}: {how!r}" for name, how in index.items())


def compare(axes: Sizes, index: Indices) -> None:
    values = indices.numbers(axes)
    agrees(axes, index, named(values, tuple(axes))[index], values)


@pytest.mark.parametrize("seed", range(40))
def test_random_indices(seed: int) -> None:
    compare(*indices.case(seed))


@pytest.mark.slow
def test_many_random_indices() -> None:
    for seed in range(1000, 1600):
        if seed % 50 == 0:
            jax.clear_caches()  # or they take gigabytes
        compare(*indices.case(seed))


@pytest.mark.parametrize("seed", range(6))
def test_random_indices_under_jit(seed: int) -> None:
    axes, index = indices.case(seed, masks=False)
    values = indices.numbers(axes)
    arrays = {name: how for name, how in index.items() if isinstance(how, NamedArray | jax.Array | dslice)}

    @jax.jit
    def select(x: NamedArray, traced: Indices) -> NamedArray:
        return x[{name: traced.get(name, how) for name, how in index.items()}]

    agrees(axes, index, select(named(values, tuple(axes)), arrays), values)


@pytest.mark.parametrize("seed", range(6))
def test_random_indices_under_grad(seed: int) -> None:
    """Each element of the gradient counts how often the element is selected, weighted."""
    axes, index = indices.case(seed, masks=False, outside=False)  # outside, jax reads but sends nothing back
    x = named(indices.numbers(axes, np.float32), tuple(axes))
    selected = indices.select(axes, index)
    weights = indices.numbers(selected.axes, np.float32)
    wanted = np.zeros(x.array.shape, np.float32)
    for at, position in selected.positions.items():
        if position is not None:
            wanted[position] += weights[at]

    gradient = jax.grad(lambda x: (x[index].array * weights).sum())(x)
    assert gradient.axes == x.axes
    np.testing.assert_array_equal(np.asarray(gradient.array), wanted)


@pytest.mark.parametrize("seed", range(6))
def test_random_indices_under_vmap(seed: int) -> None:
    axes, index = indices.case(seed, masks=False)
    values = indices.numbers(axes)
    batch = np.stack([values, -values, 2 * values])
    out = jax.vmap(lambda plain: named(plain, tuple(axes))[index].array)(batch)
    for one, each in zip(batch, out, strict=True):
        np.testing.assert_array_equal(np.asarray(each), indices.select(axes, index).read(one))


def test_storage_order_changes_storage_order_alone() -> None:
    for seed in range(8):
        axes, index = indices.case(seed)
        x = named(indices.numbers(axes), tuple(axes))
        turned = x.rearrange(tuple(reversed(x.axes)))
        out, other = x[index], turned[index]
        assert set(out.axes) == set(other.axes)
        np.testing.assert_array_equal(np.asarray(out.array), np.asarray(other.rearrange(out.axis_names).array))


def test_the_order_in_which_indices_are_written_changes_nothing() -> None:
    for seed in range(8):
        axes, index = indices.case(seed)
        x = named(indices.numbers(axes), tuple(axes))
        turned = dict(reversed(index.items()))
        check(x[turned], " ".join(x[index].axis_names), x[index].array)


# --- the forms of an index


def test_pairs_dicts_and_axes_mean_the_same() -> None:
    x = array()
    for out in (
        x["a", 1, "c", 2:4],
        x[{"a": 1, "c": slice(2, 4)}],
        x[A, 1, C, 2:4],
        hax.index(x, {A: 1, "c": slice(2, 4)}),
    ):
        check(out, "b c", VALUES[1, :, 2:4])


def test_nothing_selected_is_everything() -> None:
    x = array()
    assert x[...] is x
    check(x[{}], "a b c", VALUES)
    check(named(3, ())[{}], "", 3)


def test_each_kind_of_index() -> None:
    x = array()
    mask = np.array([True, False, True])
    check(x["b", -1], "a c", VALUES[:, -1])
    check(x["b", np.int64(2)], "a c", VALUES[:, 2])
    check(x["b", jnp.int32(2)], "a c", VALUES[:, 2])
    check(x["b", named(2, ())], "a c", VALUES[:, 2])
    check(x["b", ::-2], "a b c", VALUES[:, ::-2])
    check(x["b", 9:2:-1], "a b c", VALUES[:, 9:2:-1])
    check(x["b", dslice(1, 3)], "a b c", VALUES[:, 1:4])
    check(x["b", dslice(1, Axis("window", 3))], "a b c", VALUES[:, 1:4])
    check(x["b", [0, 4, 4]], "a b c", VALUES[:, [0, 4, 4]])
    check(x["b", (0, 4)], "a b c", VALUES[:, [0, 4]])
    check(x["b", []], "a b c", VALUES[:, []])
    check(x["a", [True, False, True]], "a b c", VALUES[mask])
    check(x["a", mask], "a b c", VALUES[mask])
    check(x["a", jnp.asarray(mask)], "a b c", VALUES[mask])
    check(x["a", named(mask, "a")], "a b c", VALUES[mask])
    check(x["a", np.zeros(3, bool)], "a b c", VALUES[:0])
    check(x["b", named([4, 0], "p")], "a p c", VALUES[:, [4, 0]])
    check(x["b", named([[4, 0, 1], [2, 2, 2]], ("p", "q"))], "a p q c", VALUES[:, [[4, 0, 1], [2, 2, 2]]])


def test_lists_may_hold_traced_positions() -> None:
    out = jax.jit(lambda x, i: x["b", [i, i + 1, 0]])(array(), 2)
    check(out, "a b c", VALUES[:, [2, 3, 0]])


# --- where the axes of named arrays land: the rule of `haliax.pure.rules.indexing`


LANDINGS: list[tuple[Indices, str]] = [
    # in the place of the axis
    ({"a": named([0, 1], "p")}, "p b c"),
    ({"b": named([0, 1], "p")}, "a p c"),
    ({"c": named([0, 1], "p")}, "a b p"),
    ({"b": named([[0, 1]], ("q", "p"))}, "a q p c"),
    # of several in the place of the first, in the order of the axes that they index
    ({"a": named([0, 1], "p"), "c": named([0, 1], "p")}, "p b"),
    ({"a": named([0, 1], "p"), "c": named([0, 1], "q")}, "p q b"),
    ({"c": named([0, 1], "q"), "a": named([0, 1], "p")}, "p q b"),
    ({"b": named([[0, 1]], ("q", "p")), "c": named([[0, 1]], ("q", "p"))}, "a q p"),
    ({"b": named([[0], [1]], ("p", "q")), "c": named([[0, 1]], ("q", "p"))}, "a p q"),
    # those that the array has stay where they are
    ({"b": named([0, 1, 2], "a")}, "a c"),
    ({"c": named([[0, 1, 2]], ("p", "a"))}, "a b p"),
    ({"a": named([0] * 5, "b")}, "b c"),
    # one that was indexed itself is new
    ({"b": named([0, 1], "b")}, "a b c"),
    ({"a": named([0] * 5, "b"), "b": named([0] * 3, "a")}, "b a c"),
    # integers, of whatever kind, take an axis away and have no place
    ({"a": 0, "c": named([0, 1], "p")}, "b p"),
    ({"a": jnp.int32(0), "c": named([0, 1], "p")}, "b p"),
    ({"a": named(0, ()), "c": named([0, 1], "p")}, "b p"),
    ({"a": named([0, 1], "p"), "c": 0}, "p b"),
    # slices and lists keep their axis
    ({"a": [0, 1], "c": named([0, 1], "p")}, "a b p"),
    ({"a": named([0, 1], "p"), "c": slice(2, 3)}, "p b c"),
    ({"a": named([0, 1], "p"), "c": dslice(2, 3)}, "p b c"),
]


@pytest.mark.parametrize(("index", "names"), LANDINGS, ids=lambda case: shown(case) if isinstance(case, dict) else case)
def test_where_new_axes_land(index: Indices, names: str) -> None:
    assert array()[index].axis_names == tuple(names.split())


def test_axes_that_index_and_array_share_are_matched() -> None:
    x = array()
    check(x["b", named([4, 0, 2], "a")], "a c", VALUES[np.arange(3), [4, 0, 2]])
    check(x["b", named([4, 0], "a"), "a", 1:], "a c", VALUES[np.arange(1, 3), [4, 0]])
    check(x["b", named([4, 0], "a"), "a", [2, 0]], "a c", VALUES[[2, 0], [4, 0]])
    check(x["a", named([0, 2], "p"), "b", named([1, 3], "p")], "p c", VALUES[[0, 2], [1, 3]])


# --- positions outside


def test_static_integers_outside_are_refused() -> None:
    x = array()
    for index in (3, -4, np.int64(3)):
        with pytest.raises(AxisError) as raised:
            x["a", index]
        assert str(raised.value) == f"index: index {index} is out of range for axis 'a' of size 3"
    with pytest.raises(AxisError, match=r"index 0 is out of range for axis 'e' of size 0"):
        hax.zeros(Axis("e", 0))["e", 0]


def test_arrays_outside_are_as_in_jax() -> None:
    x, plain = array(np.float32), jnp.asarray(VALUES, np.float32)
    outside = jnp.array([-20, -8, -7, 6, 7, 20])
    check(x["c", outside], "a b c", plain[..., outside])
    check(x["c", named(outside, "p")], "a b p", plain[..., outside])
    check(x["c", jnp.int32(20)], "a b", plain[..., jnp.int32(20)])
    for mode in ("fill", "clip", None):
        check(x.at["c", outside].get(mode=mode), "a b c", plain.at[..., outside].get(mode=mode))
    for fill in (7.5, np.nan):
        wanted = plain.at[..., outside].get(mode="fill", fill_value=fill)
        check(x.at["c", outside].get(mode="fill", fill_value=fill), "a b c", wanted)


def test_dslice_past_the_end_reads_zero() -> None:
    x = array()
    check(x["a", 1, "b", 2, "c", dslice(5, 4)], "c", [*VALUES[1, 2, 5:], 0, 0])
    check(x["a", 1, "b", 2, "c", dslice(7, 2)], "c", [0, 0])
    check(x["a", 1, "b", 2, "c", dslice(-2, 2)], "c", VALUES[1, 2, -2:])
    check(x.at["a", 1, "b", 2, "c", dslice(5, 4)].get(fill_value=-1), "c", [*VALUES[1, 2, 5:], -1, -1])
    check(x.at["a", 1, "b", 2, "c", dslice(5, 4)].get(mode="clip"), "c", VALUES[1, 2, [5, 6, 6, 6]])


# --- dtypes and sizes


@pytest.mark.parametrize("dtype", [np.float32, jnp.bfloat16, np.int32, np.bool_, np.complex64])
def test_dtypes(dtype: Any) -> None:
    x = array(dtype)
    for out in (x["a", 0], x["a", ::2], x["a", named([0, 1], "p")], x["b", dslice(3, 4)], hax.slice(x, "c", start=2)):
        assert out.dtype == dtype
    assert not x["c", dslice(7, 2)].array.any()


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint32, np.int32])
def test_dtypes_of_indices(dtype: Any) -> None:
    check(array()["b", named(np.array([4, 0], dtype), "p")], "a p c", VALUES[:, [4, 0]])
    check(array()["b", dslice(dtype(2), 2)], "a b c", VALUES[:, 2:4])
    check(array()["b", jnp.asarray(4, dtype)], "a c", VALUES[:, 4])
    long = hax.arange(Axis("n", 300))  # longer than narrow integers can say
    check(long["n", named(np.array([100, 3], dtype), "p")], "p", [100, 3])
    check(long["n", dslice(dtype(120), 10)], "n", range(120, 130))
    check(long.slice("n", start=jnp.asarray(120, dtype), length=10), "n", range(120, 130))


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint32, np.int32])
def test_starts_of_different_dtypes(dtype: Any) -> None:
    start = {"a": jnp.asarray(1, dtype), "b": jnp.int32(2)}
    check(array().slice(start, {"a": 1, "b": 2}), "a b c", VALUES[1:2, 2:4])
    out = array().updated_slice(start, named([[-1, -2]], ("a", "b")))
    check(out["c", 0], "a b", [[0, 7, 14, 21, 28], [35, 42, -1, -2, 63], [70, 77, 84, 91, 98]])


def test_axes_of_size_zero() -> None:
    empty = hax.zeros((A, Axis("e", 0)))
    check(empty["a", 0], "e", np.zeros(0))
    check(empty["e", :], "a e", np.zeros((3, 0)))
    check(empty["a", named([0, 1], "p")], "p e", np.zeros((2, 0)))
    check(array()["a", named(np.zeros(0, int), "p")], "p b c", VALUES[[]])
    check(hax.slice(empty, "e"), "a e", np.zeros((3, 0)))


# --- what jax is given


def test_indices_trace_to_what_a_person_would_write() -> None:
    x, plain = array(), jnp.asarray(VALUES)
    i, ii = jnp.int32(1), jnp.array([0, 2])
    pairs: list[tuple[Any, Any]] = [
        (lambda x: x["a", 1], lambda x: x[1]),
        (lambda x: x["a", 1, "c", 2:4], lambda x: x[1, :, 2:4]),
        (lambda x: x["c", ::-1], lambda x: x[..., ::-1]),
        (lambda x: x["b", i], lambda x: x[:, i]),
        (lambda x: x["b", named(ii, "p")], lambda x: x[:, ii]),
        (lambda x: x["a", named(ii, "p"), "c", named(ii, "p")], lambda x: x[ii, :, ii]),
        (lambda x: hax.slice(x, "c", start=2, length=3), lambda x: x[..., 2:5]),
        (lambda x: hax.slice(x, "c", start=i, length=3), lambda x: jax.lax.dynamic_slice(x, (0, 0, i), (3, 5, 3))),
    ]
    for ours, theirs in pairs:
        traced = tracing.primitives(lambda v, ours=ours: ours(named(v, x.axes)).array, plain)
        assert traced == tracing.primitives(theirs, plain)


# --- slice


def test_slice_along_one_axis() -> None:
    x = array()
    check(hax.slice(x, "c", start=2, length=3), "a b c", VALUES[..., 2:5])
    check(hax.slice(x, "c", "w", 2, 3), "a b w", VALUES[..., 2:5])
    check(hax.slice(x, "c", Axis("w", 3), 2), "a b w", VALUES[..., 2:5])
    check(hax.slice(x, "c", Axis("w", 3)), "a b w", VALUES[..., :3])
    check(hax.slice(x, C, new_axis="c", start=2), "a b c", VALUES[..., 2:])
    check(hax.slice(x, axis="c", start=np.int64(2), length=3), "a b c", VALUES[..., 2:5])
    check(x.slice("c", start=7), "a b c", VALUES[..., 7:])
    check(x.slice("c", length=0), "a b c", VALUES[..., :0])


def test_slice_along_several_axes() -> None:
    x = array()
    check(hax.slice(x, {"a": 1, "c": 2}, {"a": 2, "c": 3}), "a b c", VALUES[1:3, :, 2:5])
    check(hax.slice(x, start={"c": 2, A: 1}, length={"a": 2}), "a b c", VALUES[1:, :, 2:])
    check(hax.slice(x, {"a": 1, "c": 2}, {"a": Axis("w", 1), C: Axis("z", 3)}), "w b z", VALUES[1:2, :, 2:5])
    check(x.slice({"a": 1}), "a b c", VALUES[1:])
    check(x.slice({}), "a b c", VALUES)
    # one takes the name that another gives up
    check(x.slice({"a": 1, "c": 2}, {"a": Axis("c", 1), "c": Axis("a", 3)}), "c b a", VALUES[1:2, :, 2:5])


@pytest.mark.parametrize("start", [2, np.int32(2), jnp.int32(2), named(2, ())])
def test_slice_starts_of_every_kind(start: Any) -> None:
    x = array()
    check(x.slice("c", start=start, length=3), "a b c", VALUES[..., 2:5])
    check(x.slice({"c": start, "a": 1}, {"c": 3, "a": 1}), "a b c", VALUES[1:2, :, 2:5])
    check(jax.jit(lambda x, s: x.slice("c", "w", s, 3))(x, start), "a b w", VALUES[..., 2:5])


def test_traced_starts_are_moved_back_into_the_array() -> None:
    check(jax.jit(lambda x, s: x.slice("c", start=s, length=3))(array(), 6), "a b c", VALUES[..., 4:7])


def test_slice_under_grad() -> None:
    gradient = jax.grad(lambda x, s: x.slice("c", start=s, length=2).array.sum())(array(np.float32), 3)
    wanted = np.zeros((3, 5, 7))
    wanted[..., 3:5] = 1
    check(gradient, "a b c", wanted)


# --- what is refused

AXIS_ERRORS: list[tuple[Any, str]] = [
    (lambda x: x["q", 0], "index: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: x["q", np.ones(3, bool)], "index: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: x[Axis("a", 4), 0], "index: axis 'a' has size 3 in [a=3, b=5, c=7] but 4 was given; sizes must agree"),
    (lambda x: x["a", 0, "a", 1], "index: axis 'a' is repeated in [a, a]; name each axis once"),
    (lambda x: x[{"a": 0, A: 1}], "index: axis 'a' is repeated in [a, a]; name each axis once"),
    (
        lambda x: x["b", named([0, 1], "a")],
        "index: axis 'a' has different sizes in [a=3, c=7] and [a=2]; sizes of one name must agree, or rename one",
    ),
    (
        lambda x: x["a", named([0, 1], "p"), "b", named([0, 1, 2], "p")],
        "index: axis 'p' has different sizes in [p=2] and [p=3]; sizes of one name must agree, or rename one",
    ),
    (
        lambda x: x["a", np.ones(5, bool)],
        "index: axis 'a' of size 3 is indexed by a mask of shape (5,); a mask lies along the axis that it selects from",
    ),
    (
        lambda x: x["a", named(np.ones((3, 5), bool), ("a", "b"))],
        "index: axis 'a' of size 3 is indexed by a mask along [a=3, b=5]; "
        "a mask lies along the axis that it selects from",
    ),
    (
        lambda x: x["a", named(np.ones(3, bool), "p")],
        "index: axis 'a' of size 3 is indexed by a mask along [p=3]; a mask lies along the axis that it selects from",
    ),
    (lambda x: x["c", dslice(named([0, 1], "p"), 2)], "index: [p=2] is not a scalar; reduce its axes first"),
    (lambda x: hax.slice(x, "q"), "slice: no axis 'q' in [a=3, b=5, c=7]"),
    (
        lambda x: hax.slice(x, "c", "a"),
        "slice: axis 'a' is already in [a=3, b=5, c=7]; choose another name or rename it first",
    ),
    (lambda x: hax.slice(x, "c", start=5, length=4), "slice: positions 5 to 9 are not within axis 'c' of size 7"),
    (lambda x: hax.slice(x, "c", start=-2, length=2), "slice: positions -2 to 0 are not within axis 'c' of size 7"),
    (lambda x: hax.slice(x, "c", start=8), "slice: positions 8 to 7 are not within axis 'c' of size 7"),
    (lambda x: hax.slice(x, "c", Axis("w", 8)), "slice: positions 0 to 8 are not within axis 'c' of size 7"),
    (lambda x: hax.slice(x, {"c": 5}, {"c": 4}), "slice: positions 5 to 9 are not within axis 'c' of size 7"),
    (lambda x: hax.slice(x, {"c": 0, C: 1}), "slice: axis 'c' is repeated in [c, c=7]; name each axis once"),
    (
        lambda x: hax.slice(x, "c", start=named([0, 1, 2], "a"), length=2),
        "slice: [a=3] is not a scalar; reduce its axes first",
    ),
]


@pytest.mark.parametrize(("call", "text"), AXIS_ERRORS, ids=[text for _, text in AXIS_ERRORS])
def test_axes_that_do_not_fit_are_refused(call: Any, text: str) -> None:
    with pytest.raises(AxisError) as raised:
        call(array())
    assert str(raised.value) == text


TYPE_ERRORS: list[tuple[Any, str]] = [
    (
        lambda x: x[0],
        'index: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis',
    ),
    (
        lambda x: x["a"],
        'index: expected x["axis", index, ...] or x[{"axis": index}], got x["a"]; an index follows its axis',
    ),
    (
        lambda x: x["a", 0, "b"],
        'index: expected x["axis", index, ...] or x[{"axis": index}], got x["a", 0, "b"]; an index follows its axis',
    ),
    (
        lambda x: hax.index(x, 0),
        'index: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis',
    ),
    (
        lambda x: x["a", "b"],
        "index: axis 'a' cannot be indexed by str; use an integer, a slice, or an array of positions",
    ),
    (
        lambda x: x["a", None],
        "index: axis 'a' cannot be indexed by NoneType; use an integer, a slice, or an array of positions",
    ),
    (
        lambda x: x["a", ...],
        "index: axis 'a' cannot be indexed by ellipsis; use an integer, a slice, or an array of positions",
    ),
    (
        lambda x: x["a", 1.5],
        "index: axis 'a' cannot be indexed by float; use an integer, a slice, or an array of positions",
    ),
    (
        lambda x: x["a", True],
        "index: axis 'a' cannot be indexed by bool; use an integer, a slice, or an array of positions",
    ),
    (lambda x: x["a", np.bool_(True)], "index: axis 'a' is indexed by bool; a single index is an integer"),
    (lambda x: x["a", jnp.array(True)], "index: axis 'a' is indexed by bool; a single index is an integer"),
    (
        lambda x: x["a", [True, 2]],
        "index: axis 'a' is indexed by a list of both bools and integers; a mask has only bools",
    ),
    (lambda x: x["a", jnp.array([0.5])], "index: axis 'a' is indexed by float32; indices are integers or bools"),
    (lambda x: x["a", named([0.5], "p")], "index: axis 'a' is indexed by float32; indices are integers or bools"),
    (
        lambda x: x["a", jnp.ones((2, 2), int)],
        "index: axis 'a' is indexed by a plain array of shape (2, 2), whose axes have no names; name them first",
    ),
    (lambda x: x["c", dslice(0.5, 2)], "index: a part of axis 'c' starts at float; it starts at an integer"),
    (
        lambda x: x["c", dslice(jnp.float32(1), 2)],
        "index: a part of axis 'c' starts at float32; it starts at an integer",
    ),
    (
        lambda x: hax.index(VALUES, {"a": 0}),
        "index: expected a NamedArray, got a plain array of shape (3, 5, 7); name its axes with haliax.named",
    ),
    (
        lambda x: jax.jit(lambda i: x["a", i : i + 2])(1),
        "index: the bounds of a slice of axis 'a' must be integers known before the program runs; "
        "use haliax.dslice(start, length) for a start that is computed",
    ),
    (
        lambda x: jax.jit(lambda m: x["a", m])(np.ones(3, bool)),
        "index: how many elements a mask selects is not known under jit; "
        "use haliax.where to blank out the others, or haliax.nonzero with a size",
    ),
    (
        lambda x: jax.jit(lambda m: x["a", m])(named(np.ones(3, bool), "a")),
        "index: how many elements a mask selects is not known under jit; "
        "use haliax.where to blank out the others, or haliax.nonzero with a size",
    ),
    (
        lambda x: jax.jit(lambda i: x.slice("c", start=i))(1),
        "slice: the part of axis 'c' needs a length, since its start is known only when the program runs",
    ),
    (lambda x: x.slice("c", start=0.5), "slice: a part of axis 'c' starts at float; it starts at an integer"),
    (
        lambda x: x.slice("c", stop=3),
        "slice: got an unexpected keyword argument 'stop'; expected (axis, new_axis=None, start=0, length=None) "
        "or ({axis: start, ...}, {axis: length, ...}) after the array",
    ),
    (
        lambda x: x.slice(),
        "slice: missing a required argument: 'axis'; expected (axis, new_axis=None, start=0, length=None) "
        "or ({axis: start, ...}, {axis: length, ...}) after the array",
    ),
    (lambda x: x.slice({"c": 0}, {"a": 1}), "slice: a length is given for axis 'a', but no start"),
]


@pytest.mark.parametrize(("call", "text"), TYPE_ERRORS, ids=[text for _, text in TYPE_ERRORS])
def test_wrong_kinds_are_refused(call: Any, text: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(array())
    assert str(raised.value) == text
