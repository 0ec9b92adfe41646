"""Values do not depend on how narrow a dtype is: positions of few bits, sums in a preferred dtype, masked extremes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray, named

ROW, LONG, PART = hax.make_axes(row=2, long=300, part=20)
VALUES = np.arange(600.0).reshape(2, 300)
WRITTEN = np.float32(-1)


def written(at: slice) -> np.ndarray[Any, Any]:
    out = VALUES.copy()
    out[:, at] = WRITTEN
    return out


def through_ref(array: NamedArray, index: Any) -> NamedArray:
    ref = hax.new_ref(array)
    view = ref.slice({"long": slice(1, None)})
    view["long", index] = WRITTEN
    return ref.value()


# Each call gets an array of [row, long] and a position, and gives what plain numpy gives beside it.
CALLS: dict[str, tuple[Callable[[NamedArray, Any], NamedArray], Callable[[int], Any]]] = {
    "index": (lambda x, p: x["long", p], lambda p: VALUES[:, p]),
    "index by an array": (lambda x, p: x["long", named(jnp.stack([p, p]), "pick")], lambda p: VALUES[:, [p, p]]),
    "take": (lambda x, p: hax.take(x, "long", p), lambda p: VALUES[:, p]),
    "dslice": (lambda x, p: x["long", hax.dslice(p, PART)], lambda p: VALUES[:, p : p + 20]),
    "slice": (lambda x, p: x.slice("long", start=p, length=20), lambda p: VALUES[:, p : p + 20]),
    "slice of two": (
        lambda x, p: hax.slice(x, {"long": p, "row": 1}, {"long": 2, "row": 1}),
        lambda p: VALUES[1:, p : p + 2],
    ),
    "updated_slice": (
        lambda x, p: x.updated_slice({"long": p}, hax.full(LONG.resize(20), -1.0)),
        lambda p: written(np.s_[p : p + 20]),
    ),
    "parts of their own": (
        lambda x, p: x.updated_slice({"long": named(jnp.stack([p, p]), "row")}, hax.full(LONG.resize(20), -1.0)),
        lambda p: written(np.s_[p : p + 20]),
    ),
    "at": (lambda x, p: x.at["long", hax.dslice(p, PART)].set(-1.0), lambda p: written(np.s_[p : p + 20])),
    "ref": (through_ref, lambda p: written(np.s_[p + 1 : p + 2])),
    "roll": (lambda x, p: hax.roll(x, p, "long"), lambda p: np.roll(VALUES, p, 1)),
    "arange": (lambda x, p: hax.arange(LONG, start=p), lambda p: np.arange(p, p + 300)),
    "one_hot": (lambda x, p: hax.nn.one_hot(p, LONG), lambda p: np.eye(300)[p]),
    "bincount": (lambda x, p: hax.bincount(named(p[None], "row"), LONG), lambda p: np.eye(300)[p]),
    "searchsorted": (lambda x, p: hax.searchsorted(x["row", 0], p), lambda p: p),
}


@pytest.mark.parametrize("x64", [False, True], ids=["x32", "x64"])
@pytest.mark.parametrize("name", CALLS)
def test_a_position_means_the_same_in_every_integer_dtype(name: str, x64: bool) -> None:
    call, expected = CALLS[name]
    with jax.enable_x64(x64):
        for bits in (8, 64) if x64 else (8, 32):
            for dtype, position in ((f"int{bits}", 120), (f"uint{bits}", 250)):
                at, x = jnp.asarray(position, dtype), named(jnp.asarray(VALUES, jnp.float32), (ROW, LONG))
                out = jax.jit(call)(x, at) if bits == 64 else call(x, at)
                np.testing.assert_array_equal(out.array, expected(position), err_msg=dtype)


@pytest.mark.parametrize("dtype", ["int8", "uint8"])
def test_a_block_starts_beyond_what_the_dtype_of_its_number_holds(dtype: str) -> None:
    x = named(jnp.asarray(VALUES), (ROW, LONG))
    for number in (jnp.asarray(16, dtype), named(jnp.asarray(16, dtype), ()), np.asarray(16, dtype)[()]):
        np.testing.assert_array_equal(x["long", hax.dblock(number, 16)].array, VALUES[:, 256:272])


def test_a_class_that_a_narrow_dtype_takes_for_another_is_not_hot() -> None:
    np.testing.assert_array_equal(hax.nn.one_hot(named(jnp.uint8([44]), "row"), LONG).array, np.eye(300)[[44]])


def test_an_unsigned_position_beyond_the_axis_is_none_from_its_end() -> None:
    x, beyond = named(jnp.asarray(VALUES), (ROW, LONG)), jnp.asarray(2**32 - 10, jnp.uint32)
    np.testing.assert_array_equal(x["long", hax.dslice(beyond, 5)].array, np.zeros((2, 5)))
    np.testing.assert_array_equal(x.slice({"long": beyond, "row": 0}, {"long": 5, "row": 2}).array, VALUES[:, 295:])


def test_what_lies_outside_is_not_counted() -> None:
    for dtype in ("int8", "int32"):
        x = named(jnp.asarray([-1, 0, 1, 9, -120], dtype), "row")
        weights = named(jnp.asarray([1.0, 2.0, 4.0, 8.0, 16.0]), "row")
        assert hax.bincount(x, Axis("count", 3)).array.tolist() == [1, 1, 0]
        assert hax.bincount(x, Axis("count", 3), weights=weights).array.tolist() == [2, 4, 0]


@pytest.mark.parametrize("others", [["row"], ["row", "row long"], []], ids=["two arrays", "three arrays", "one array"])
def test_products_are_summed_in_the_preferred_dtype_wherever_axes_go(others: list[str]) -> None:
    x = hax.full((ROW, LONG), 100, jnp.int8)
    arrays = [x, *(hax.ones(tuple({"row": ROW, "long": LONG}[n] for n in names.split()), jnp.int8) for names in others)]
    for out in (
        hax.dot(*arrays, axis=None, preferred_element_type=jnp.int32),
        hax.dot(*reversed(arrays), axis=None, preferred_element_type=jnp.int32),
        hax.einsum("-> ", *arrays, preferred_element_type=jnp.int32),
    ):
        assert out.dtype == jnp.int32
        assert out.item() == 60000


def test_an_axis_that_one_array_has_alone_is_summed_in_the_wider_dtype() -> None:
    narrow, wide = hax.full((ROW, LONG), 100, jnp.int8), hax.ones(ROW, jnp.int32)
    assert hax.dot(narrow, wide, axis=None).item() == hax.dot(wide, narrow, axis=None).item() == 60000


FLOATS = ("float8_e4m3fn", "float8_e4m3fnuz", "float8_e4m3b11fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e3m4")
NUMBERS = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int4", "uint4", "bfloat16", "float16", "float32")


@pytest.mark.parametrize("dtype", [*FLOATS, *NUMBERS])
def test_a_masked_extreme_is_one_of_the_elements_that_count(dtype: str) -> None:
    sign = -1 if "u" not in dtype.partition("int")[0] else 1
    x = named(jnp.asarray(np.asarray([3, 1, 2, 0]) * sign, dtype), "row")
    for mask in ([True, True, False, False], [False, True, True, False]):
        counted = np.asarray(x.array.astype(float))[mask]
        where = named(mask, "row")
        for op in (hax.max, hax.amax, hax.nanmax):
            assert op(x, "row", where=where).astype(float).item() == counted.max()
        for op in (hax.min, hax.amin, hax.nanmin):
            assert op(x, "row", where=where).astype(float).item() == counted.min()
        assert hax.ptp(x, "row", where=where).astype(float).item() == np.ptp(counted)


def test_a_masked_extreme_of_complex_numbers_is_one_of_them() -> None:
    for value in (-1e30 - 5j, 1e30 + 5j, 1 - 2j):
        value = complex(np.complex64(value))
        x, where = named(jnp.asarray([value, 0j], jnp.complex64), "row"), named([True, False], "row")
        assert hax.max(x, where=where).item() == hax.min(x, where=where).item() == value


def test_a_complex_number_is_true_whichever_part_is_not_zero() -> None:
    x = named(jnp.asarray([2j, 1, 0j], jnp.complex64), "row")
    assert hax.any(x["row", :1]).item() and hax.all(x["row", :2]).item()
    assert not hax.all(x).item() and not hax.any(x["row", 2:]).item()


@pytest.mark.parametrize("dtype", [*FLOATS, *NUMBERS])
def test_softmax_is_that_of_the_numbers_in_any_dtype(dtype: str) -> None:
    sign = -1 if "int" not in dtype else 1
    x = named(jnp.asarray(np.asarray([3, 1, 2, 0]) * sign, dtype), "row")
    values = np.asarray(x.array.astype(jnp.float32))
    for op, positional in ((hax.nn.softmax, jax.nn.softmax), (hax.nn.log_softmax, jax.nn.log_softmax)):
        np.testing.assert_allclose(op(x, "row").array.astype(float), positional(values), rtol=0.1, atol=0.1)
    np.testing.assert_allclose(hax.nn.logsumexp(x, "row").astype(float).item(), jax.nn.logsumexp(values), rtol=0.1)


def test_softmax_of_far_narrow_integers_does_not_wrap() -> None:
    x = named(jnp.asarray([-128, 127], jnp.int8), "row")
    assert hax.nn.softmax(x, "row").array.tolist() == [0, 1]


def bools(x: NamedArray) -> NamedArray:
    return x["row", 0] > 0


BOOLS: list[tuple[Callable[[NamedArray], Any], str]] = [
    (lambda x: hax.take(x, "long", True), "take: expected integers as index, got bool"),
    (lambda x: hax.take(x, "long", bools(x)), "take: expected integers as index, got bool"),
    (lambda x: hax.take(x, "long", jnp.array(True)), "take: expected integers as index, got bool"),
    (lambda x: hax.take(x, "long", 1.0), "take: expected integers as index, got float"),  # type: ignore[arg-type]  # so
    (lambda x: hax.take(x, "long", [1]), "take: expected integers as index, got list"),  # type: ignore[arg-type]  # so
    (
        lambda x: x.updated_slice({"long": named([True, False], "row")}, hax.zeros(PART.alias("long"))),
        "updated_slice: expected integers as starts along axis 'long', got bool",
    ),
    (lambda x: hax.dblock(True, 16), "dblock: the number of a block is an integer, got a bool"),
    (lambda x: hax.dblock(jnp.array(True), 16), "dblock: the number of a block is an integer, got a bool"),
    (
        lambda x: hax.nn.one_hot(bools(x), ROW),
        "one_hot: expected positions, which are integers, got bools; use .astype(int) if they are 0 and 1",
    ),
    (
        lambda x: hax.nn.one_hot(True, ROW),
        "one_hot: expected positions, which are integers, got bools; use .astype(int) if they are 0 and 1",
    ),
]


@pytest.mark.parametrize(("call", "text"), BOOLS)
def test_a_bool_is_no_position(call: Callable[[NamedArray], Any], text: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(named(jnp.asarray(VALUES), (ROW, LONG)))
    assert str(raised.value) == text
