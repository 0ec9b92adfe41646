"""`x.at[…]` and `updated_slice`: what is written where, and what is refused."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, dslice, named
from tests import indices, tracing

A, B, C = hax.make_axes(a=3, b=5, c=7)
VALUES = np.arange(3 * 5 * 7, dtype=np.float32).reshape(3, 5, 7)


def array(dtype: Any = np.float32) -> NamedArray:
    return named(VALUES.astype(dtype), (A, B, C))


def check(out: NamedArray, values: Any) -> None:
    """It has the axes of `array()`, and these values."""
    assert out.axes == (A, B, C)
    np.testing.assert_allclose(np.asarray(out.array, np.float32), np.asarray(values), rtol=1e-6)


# --- random indices, against an oracle that writes one element at a time


def written(seed: int) -> None:
    """Sets what a random index selects to numbers that tell where they came from."""
    axes, index = indices.case(seed)
    values = indices.numbers(axes)
    selected = indices.select(axes, index, writing=True)
    places = [position for position in selected.positions.values() if position is not None]
    update = -indices.numbers(selected.axes)
    if len(set(places)) < len(places):  # which of two writes to one place comes last is for jax to say
        update = np.full_like(update, -1)
    x, new = named(values, tuple(axes)), named(update, tuple(selected.axes))
    out = x.at[index].set(new.rearrange(tuple(reversed(new.axes))))
    assert out.axes == x.axes
    np.testing.assert_array_equal(np.asarray(out.array), selected.write(values, update), f"{axes}, {index}")


@pytest.mark.parametrize("seed", range(20))
def test_random_writes(seed: int) -> None:
    written(seed)


@pytest.mark.slow
def test_many_random_writes() -> None:
    for seed in range(1000, 1300):
        if seed % 50 == 0:
            jax.clear_caches()  # or they take gigabytes
        written(seed)


@pytest.mark.parametrize("seed", range(40, 46))
def test_elements_selected_twice_are_added_to_twice(seed: int) -> None:
    axes, index = indices.case(seed)
    values = indices.numbers(axes)
    selected = indices.select(axes, index, writing=True)
    wanted = values.copy()
    for position in selected.positions.values():
        if position is not None:
            wanted[position] += 1
    np.testing.assert_array_equal(np.asarray(named(values, tuple(axes)).at[index].add(1).array), wanted)


# --- every method


METHODS: dict[str, Any] = {
    "set": lambda old, new: new,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "mul": np.multiply,
    "divide": np.divide,
    "power": np.power,
    "min": np.minimum,
    "max": np.maximum,
}
WHERE: dict[str, tuple[Any, Any]] = {
    "int": ({"b": 1}, np.s_[:, 1]),
    "slice": ({"b": slice(1, 4, 2)}, np.s_[:, 1:4:2]),
    "array": ({"b": [4, 0]}, np.s_[:, [4, 0]]),
    "several": ({"c": slice(2, 5), "a": -1}, np.s_[-1, :, 2:5]),
    "dslice": ({"c": dslice(2, 3)}, np.s_[:, :, 2:5]),
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("method", METHODS)
def test_methods(method: str, where: str) -> None:
    index, place = WHERE[where]
    wanted = VALUES.copy()
    wanted[place] = METHODS[method](wanted[place], np.float32(2.5))
    check(getattr(array().at[index], method)(2.5), wanted)


@pytest.mark.parametrize("method", METHODS)
def test_updates_broadcast_by_name(method: str) -> None:
    update = np.arange(1, 8, dtype=np.float32) / 4
    wanted = VALUES.copy()
    wanted[:, [4, 0]] = METHODS[method](wanted[:, [4, 0]], update)
    check(getattr(array().at["b", named([4, 0], "p")], method)(named(update, C)), wanted)


def test_the_order_of_an_update_does_not_matter() -> None:
    update = np.arange(21, dtype=np.float32).reshape(7, 3)
    wanted = VALUES.copy()
    wanted[:, 1] = update.T
    check(array().at["b", 1].set(named(update, (C, A))), wanted)


@pytest.mark.parametrize("where", WHERE)
def test_apply_and_get(where: str) -> None:
    index, place = WHERE[where]
    wanted = VALUES.copy()
    wanted[place] = np.sin(wanted[place])
    check(array().at[index].apply(jnp.sin), wanted)
    got, taken = array().at[index].get(), array()[index]
    assert got.axes == taken.axes
    np.testing.assert_array_equal(np.asarray(got.array), np.asarray(taken.array))


def test_each_function_is_applied() -> None:
    for factor in (2.0, 3.0):
        wanted = VALUES.copy()
        wanted[:, [0, 4]] *= factor
        check(array().at["b", jnp.array([0, 4])].apply(lambda v, factor=factor: v * factor), wanted)


def test_the_whole_array() -> None:
    check(array().at[...].add(1), VALUES + 1)
    check(array().at[{}].set(named(VALUES[0, 0], C)), np.broadcast_to(VALUES[0, 0], VALUES.shape))
    assert named(3, ()).at[...].set(4).item() == 4


# --- options


def test_modes() -> None:
    x, plain = array(), jnp.asarray(VALUES)
    outside = jnp.array([-9, -1, 2, 9])
    for mode in ("drop", "fill", "clip", None):
        check(x.at["c", outside].set(-1, mode=mode), plain.at[..., outside].set(-1, mode=mode))
        check(x.at["c", outside].add(-1, mode=mode), plain.at[..., outside].add(-1, mode=mode))
        check(x.at["c", outside].apply(jnp.exp2, mode=mode), plain.at[..., outside].apply(jnp.exp2, mode=mode))
    got = x.at["c", named(outside, "p")].get(mode="fill", fill_value=7)
    np.testing.assert_array_equal(got.array, plain.at[..., outside].get(mode="fill", fill_value=7))


def test_writes_of_a_dslice_past_the_end_are_dropped() -> None:
    wanted = VALUES.copy()
    wanted[..., 5:] = -1
    check(array().at["c", dslice(5, 4)].set(-1), wanted)
    check(array().at["c", dslice(7, 4)].set(-1), VALUES)
    wanted[..., 5:] = [[[-2.0, -3.0]]]
    check(array().at["c", dslice(5, 4)].set(named([-2.0, -3, -4, -5], "c")), wanted)


def test_promises_reach_jax() -> None:
    def write(x: Any) -> Any:
        where = named(jnp.array([0, 2]), "p")
        return named(x, (A, B, C)).at["b", where].set(0, indices_are_sorted=True, unique_indices=True).array

    (scatter,) = [
        e for e in jax.make_jaxpr(write)(VALUES).jaxpr.eqns for e in _inside(e) if e.primitive.name == "scatter"
    ]
    assert scatter.params["indices_are_sorted"]
    assert scatter.params["unique_indices"]


def _inside(equation: Any) -> list[Any]:
    inner = equation.params.get("jaxpr")
    return [equation] if inner is None else [e for each in inner.jaxpr.eqns for e in _inside(each)]


# --- dtypes, sizes, transforms


@pytest.mark.parametrize("dtype", [np.float32, jnp.bfloat16, np.int32, np.bool_, np.complex64])
def test_dtypes_stay(dtype: Any) -> None:
    x = array(dtype)
    one = np.ones((), dtype)
    for out in (x.at["a", 0].set(one), x.at["a", jnp.array([0, 1])].set(one), x.at["c", dslice(6, 3)].get()):
        assert out.dtype == dtype


def test_axes_of_size_zero() -> None:
    empty = hax.zeros((A, Axis("e", 0)))
    assert empty.at["a", 0].set(1).axes == empty.axes
    check(array().at["b", []].set(1), VALUES)
    check(array().at["b", dslice(2, 0)].set(1), VALUES)


def test_under_jit_grad_and_vmap() -> None:
    @jax.jit
    def write(x: NamedArray, i: Any, value: Any) -> NamedArray:
        return x.at["b", i].set(value)

    wanted = VALUES.copy()
    wanted[:, 3] = -1
    check(write(array(), 3, -1.0), wanted)
    check(write(array(), named(3, ()), named(-1.0, ())), wanted)

    weights = VALUES + 1
    gradients = jax.grad(lambda x, u: (x.at["b", [4, 0]].set(u).array * weights).sum(), (0, 1))(array(), 3.0)
    wanted = weights.copy()
    wanted[:, [4, 0]] = 0
    check(gradients[0], wanted)
    np.testing.assert_allclose(gradients[1], weights[:, [4, 0]].sum())

    out = jax.vmap(lambda i: array().at["b", i].set(0).array)(jnp.arange(5))
    for i in range(5):
        wanted = VALUES.copy()
        wanted[:, i] = 0
        np.testing.assert_array_equal(out[i], wanted)


def test_updates_trace_to_what_a_person_would_write() -> None:
    plain = jnp.asarray(VALUES)
    i, ii = jnp.int32(1), jnp.array([0, 2])
    row = jnp.ones(7)
    pairs: list[tuple[Any, Any]] = [
        (lambda x: x.at["a", 1].set(0.0), lambda x: x.at[1].set(0.0)),
        (lambda x: x.at["b", i].set(0.0), lambda x: x.at[:, i].set(0.0)),
        (lambda x: x.at["b", i].add(named(row, C)), lambda x: x.at[:, i].add(row[None])),
        (lambda x: x.at["b", named(ii, "p")].set(0.0), lambda x: x.at[:, ii].set(0.0)),
        (lambda x: x.at["c", 2:4].multiply(3.0), lambda x: x.at[..., 2:4].multiply(3.0)),
        (
            lambda x: hax.updated_slice(x, {"c": i}, named(jnp.ones((3, 5, 2)), ("a", "b", "c"))),
            lambda x: jax.lax.dynamic_update_slice(x, jnp.ones((3, 5, 2)), (0, 0, i)),
        ),
    ]
    for ours, theirs in pairs:
        traced = tracing.primitives(lambda v, ours=ours: ours(named(v, (A, B, C))).array, plain)
        # Some versions of jax convert a number that a compiled kernel is given, which is no operation in the end.
        traced = [name for name in traced if name != "convert_element_type"]
        assert len(traced) <= len(tracing.primitives(theirs, plain)), traced
        assert "gather" not in traced


# --- updated_slice


@pytest.mark.parametrize("start", [2, np.int64(2), jnp.int32(2), named(2, ())])
def test_updated_slice(start: Any) -> None:
    update = named(-np.arange(15, dtype=np.float32).reshape(3, 5), (Axis("c", 3), B))
    wanted = VALUES.copy()
    wanted[..., 2:5] = update.array.T
    check(hax.updated_slice(array(), {"c": start}, update), wanted)
    check(array().updated_slice({C: start}, update), wanted)
    check(jax.jit(lambda x, s: x.updated_slice({"c": s}, update))(array(), start), wanted)


def test_updated_slice_along_several_axes() -> None:
    wanted = VALUES.copy()
    wanted[1:3, :, 4:6] = -1
    update = hax.full(hax.make_axes(c=2, a=2), -1.0)
    check(hax.updated_slice(array(), {"a": 1, "c": 4}, update), wanted)
    check(hax.updated_slice(array(), {"a": jnp.int32(1), "c": 4}, update), wanted)


def test_an_update_without_the_axis_is_one_position_long() -> None:
    wanted = VALUES.copy()
    wanted[..., 4] = -1
    check(hax.updated_slice(array(), {"c": 4}, named(-1.0, ())), wanted)


def test_traced_starts_are_moved_back_into_the_array() -> None:
    update = named([-1.0, -2, -3], "c")
    wanted = VALUES.copy()
    wanted[..., 4:7] = update.array
    check(jax.jit(lambda s: hax.updated_slice(array(), {"c": s}, update))(6), wanted)


def test_a_start_for_each_position_of_an_axis() -> None:
    starts = [0, 3, 6]  # the last is moved back
    update = -np.arange(1, 10, dtype=np.float32).reshape(3, 3)
    wanted = VALUES.copy()
    for row, start in enumerate([0, 3, 4]):
        wanted[row, :, start : start + 3] = update[row]
    x = array()
    check(hax.updated_slice(x, {"c": named(starts, "a")}, named(update.T, ("c", "a"))), wanted)
    check(jax.jit(hax.updated_slice)(x, {"c": named(starts, "a")}, named(update.T, ("c", "a"))), wanted)
    one_by_one = jax.vmap(lambda v, s, u: jax.lax.dynamic_update_slice(v, jnp.broadcast_to(u, (5, 3)), (0, s)))
    check(
        x.updated_slice({"c": named(starts, "a")}, named(update, ("a", "c"))),
        one_by_one(VALUES, jnp.array(starts), update),
    )


def test_starts_for_each_position_and_others() -> None:
    wanted = VALUES.copy()
    for row, start in enumerate([5, 0, 2]):
        wanted[row, 1:3, start : start + 2] = -1
    update = hax.full(hax.make_axes(b=2, c=2), -1.0)
    check(hax.updated_slice(array(), {"b": 1, "c": named([5, 0, 2], "a")}, update), wanted)


# --- what is refused

AXIS_ERRORS: list[tuple[Any, str]] = [
    (lambda x: x.at["q", 0].set(0), "at: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: x.at["a", 3].set(0), "at: index 3 is out of range for axis 'a' of size 3"),
    (lambda x: x.at["a", 0, A, 0], "at: axis 'a' is repeated in [a, a]; name each axis once"),
    (
        lambda x: x.at["a", 0].set(hax.zeros(A)),
        "at: the update [a=3] has 'a', which [b=5, c=7] lacks; take a part of it, or rename its axis",
    ),
    (
        lambda x: x.at["a", 0].add(hax.zeros(Axis("b", 4))),
        "at: axis 'b' has different sizes in [b=5, c=7] and [b=4]; sizes of one name must agree, or rename one",
    ),
    (lambda x: hax.updated_slice(x, {"q": 0}, x), "updated_slice: no axis 'q' in [a=3, b=5, c=7]"),
    (
        lambda x: hax.updated_slice(x, {"c": 0, C: 0}, x),
        "updated_slice: axis 'c' is repeated in [c, c=7]; name each axis once",
    ),
    (lambda x: hax.updated_slice(x, {"c": 1}, x), "updated_slice: positions 1 to 8 are not within axis 'c' of size 7"),
    (
        lambda x: hax.updated_slice(x, {"c": named([0, 0, 0], "a")}, hax.zeros(Axis("c", 8))),
        "updated_slice: positions 0 to 8 are not within axis 'c' of size 7",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": 1}, hax.zeros(Axis("q", 2))),
        "updated_slice: the update [q=2] has 'q', which [a=3, b=5, c=7] lacks; take a part of it, or rename its axis",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": 1}, hax.zeros(Axis("b", 2))),
        "updated_slice: axis 'b' has different sizes in [a=3, b=5, c=7] and [b=2]; "
        "sizes of one name must agree, or rename one",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": named([0, 1], "q")}, hax.zeros(Axis("c", 2))),
        "updated_slice: the update [q=2] has 'q', which [a=3, b=5] lacks; take a part of it, or rename its axis",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": named([0, 1], "c")}, hax.zeros(Axis("c", 2))),
        "updated_slice: the update [c=2] has 'c', which [a=3, b=5] lacks; take a part of it, or rename its axis",
    ),
]


@pytest.mark.parametrize(("call", "text"), AXIS_ERRORS, ids=[text for _, text in AXIS_ERRORS])
def test_axes_that_do_not_fit_are_refused(call: Any, text: str) -> None:
    with pytest.raises(AxisError) as raised:
        call(array())
    assert str(raised.value) == text


TYPE_ERRORS: list[tuple[Any, str]] = [
    (
        lambda x: x.at[0],
        'at: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis',
    ),
    (
        lambda x: x.at["a", 0].set(VALUES[0]),
        "at: expected a NamedArray or a number, got a plain array of shape (5, 7); name its axes with haliax.named",
    ),
    (
        lambda x: x.at["a", 0].set(0, sorted=True),
        "at: unexpected keyword argument 'sorted'; expected one of "
        "mode, indices_are_sorted, unique_indices, wrap_negative_indices, out_sharding",
    ),
    (
        lambda x: x.at["a", 0.5],
        "at: axis 'a' cannot be indexed by float; use an integer, a slice, or an array of positions",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": 0}, VALUES),
        "updated_slice: expected a NamedArray, got a plain array of shape (3, 5, 7); name its axes with haliax.named",
    ),
    (
        lambda x: hax.updated_slice(x, 0, hax.zeros(Axis("c", 2))),
        "updated_slice: expected a dict from axes to starts, got int",
    ),
    (
        lambda x: hax.updated_slice(x, {"c": 0.5}, hax.zeros(Axis("c", 2))),
        "updated_slice: a part of axis 'c' starts at float; it starts at an integer",
    ),
]


@pytest.mark.parametrize(("call", "text"), TYPE_ERRORS, ids=[text for _, text in TYPE_ERRORS])
def test_wrong_kinds_are_refused(call: Any, text: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(array())
    assert str(raised.value) == text


def test_an_updated_slice_that_would_lose_values_is_refused() -> None:
    whole, part = hax.zeros({"x": 5}, int), hax.full({"x": 2}, 2.5)
    starts = named([0, 1], "y")
    message = "updated_slice: float32 is written into int32, which would lose values; convert it with .astype"
    for array, start in ((whole, 1), (hax.zeros({"y": 2, "x": 5}, int), starts)):
        with pytest.raises(TypeError) as raised:
            array.updated_slice({"x": start}, part)
        assert str(raised.value) == message
    assert whole.astype(float).updated_slice({"x": 1}, part.astype(jnp.bfloat16)).dtype == jnp.float32
