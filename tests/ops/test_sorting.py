"""Sorting and searching: their options, and what they refuse."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, C = hax.make_axes(a=3, b=5, c=7)
VALUES = np.random.default_rng(0).integers(-9, 9, (3, 5, 7)).astype(np.float32)  # some are equal


def array() -> NamedArray:
    return named(VALUES, (A, B, C))


def check(out: NamedArray, names: str, values: Any) -> None:
    assert out.axis_names == tuple(names.split())
    np.testing.assert_array_equal(np.asarray(out.array), values)


def test_sort_and_argsort() -> None:
    for place, axis in enumerate(array().axes):
        for form in (axis, axis.name):
            check(hax.sort(array(), form), "a b c", np.sort(VALUES, axis=place))
            check(array().argsort(form, stable=True), "a b c", np.argsort(VALUES, axis=place, stable=True))
            taken = array().take(axis.name, hax.argsort(array(), form)).rearrange(("a", "b", "c"))
            check(taken, "a b c", np.sort(VALUES, axis=place))


def test_argsort_of_the_flattened_array() -> None:
    check(hax.argsort(array(), None, stable=True), "flat", np.argsort(VALUES, axis=None, stable=True))
    assert hax.argsort(named(3.0, ()), None).shape == {"flat": 1}


@pytest.mark.parametrize("k", [0, 1, 2, 3])
@pytest.mark.parametrize("axis", ["a", "b", "c"])
def test_top_k(axis: str, k: int) -> None:
    place = "abc".index(axis)
    order = np.argsort(-VALUES, axis=place, stable=True).take(range(k), axis=place)
    largest, positions = hax.top_k(array(), axis, k)
    check(largest, "a b c", np.take_along_axis(VALUES, order, place))
    check(positions, "a b c", order)
    for new in ("top", Axis("top", k)):
        largest, positions = hax.top_k(array(), axis, k, new)
        names = "a b c".replace(axis, "top")
        check(largest, names, np.take_along_axis(VALUES, order, place))
        check(positions, names, order)


@pytest.mark.parametrize("dtype", [jnp.bfloat16, np.int32, np.bool_])
def test_top_k_of_other_dtypes(dtype: Any) -> None:
    largest, positions = hax.top_k(array().astype(dtype), "b", 2)
    assert (largest.dtype, positions.dtype) == (dtype, np.int32)


@pytest.mark.parametrize("method", ["scan", "scan_unrolled", "sort", "compare_all"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_searchsorted(side: Any, method: str) -> None:
    keys = np.sort(VALUES[0, 0])
    x = named(keys, C)
    check(hax.searchsorted(x, array(), side=side, method=method), "a b c", np.searchsorted(keys, VALUES, side=side))
    for one in (2.0, np.float32(2), jnp.float32(2), named(2.0, ())):
        check(hax.searchsorted(x, one, side=side, method=method), "", np.searchsorted(keys, 2.0, side=side))
    check(hax.searchsorted(x, x, side=side, method=method), "c", np.searchsorted(keys, keys, side=side))


def test_searchsorted_in_an_order() -> None:
    values = VALUES[0, 0]
    order = np.argsort(values, stable=True)
    wanted = np.searchsorted(values, VALUES, sorter=order)
    for sorter in (order, named(order, C), named(order, "flat")):
        check(hax.searchsorted(named(values, C), array(), sorter=sorter), "a b c", wanted)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda x: hax.sort(x, "q"), AxisError, "sort: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.sort(x, None), TypeError, "sort: expected an axis or its name, got None"),
    (lambda x: hax.argsort(x, "q"), AxisError, "argsort: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.argsort(x, ("a", "b")), TypeError, "argsort: expected an axis or its name, got ('a', 'b')"),
    (lambda x: hax.top_k(x, "q", 1), AxisError, "top_k: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.top_k(x, "a", 4), AxisError, "top_k: cannot take 4 elements of axis 'a' of size 3"),
    (lambda x: hax.top_k(x, "a", -1), AxisError, "top_k: cannot take -1 elements of axis 'a' of size 3"),
    (
        lambda x: hax.top_k(x, "a", 2, "b"),
        AxisError,
        "top_k: axis 'b' is already in [a=3, b=5, c=7]; choose another name or rename it first",
    ),
    (
        lambda x: hax.top_k(x, "a", 2, Axis("top", 3)),
        AxisError,
        "top_k: axis 'top' is given with size 3, but the array has 2 there",
    ),
    (
        lambda x: jax.jit(lambda k: hax.top_k(x, "a", k))(2),
        TypeError,
        "top_k: an argument is traced which must be known before the program runs",
    ),
    (
        lambda x: hax.searchsorted(x, 1.0),
        AxisError,
        "searchsorted: expected an array with one axis, got [a=3, b=5, c=7]; flatten it, or take a part of it",
    ),
    (
        lambda x: hax.searchsorted(VALUES[0, 0], x),
        TypeError,
        "searchsorted: expected a NamedArray, got a plain array of shape (7,); name its axes with haliax.named",
    ),
    (
        lambda x: hax.searchsorted(x["a", 0, "b", 0], VALUES[0]),
        TypeError,
        "searchsorted: expected a NamedArray or a number, got a plain array of shape (5, 7); "
        "name its axes with haliax.named",
    ),
    (
        lambda x: hax.searchsorted(x["a", 0, "b", 0], x, sorter=hax.arange(B)),
        AxisError,
        "searchsorted: [b=5] has another number of elements than [c=7]; they must be equal",
    ),
    (
        lambda x: hax.searchsorted(x["a", 0, "b", 0], x, sorter=hax.arange((A, B))),
        AxisError,
        "searchsorted: expected an array with one axis, got [a=3, b=5]; flatten it, or take a part of it",
    ),
    (
        lambda x: hax.searchsorted(x["a", 0, "b", 0], x, sorter=np.arange(5)),
        TypeError,
        "searchsorted: the sorter of [c=7] has shape (5,)",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(array())
    assert str(raised.value) == text
