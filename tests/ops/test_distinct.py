"""Distinct elements, and what is repeated: their options, and what they refuse."""

from __future__ import annotations

from itertools import product
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B = hax.make_axes(a=3, b=5)
VALUES = np.array([[3, 1, 3, 1, 7], [1, 1, 0, 1, 0], [3, 1, 3, 1, 7]])


def array() -> NamedArray:
    return named(VALUES, (A, B))


def test_unique() -> None:
    assert hax.unique(array(), Axis("n", 4)).tolist() == [0, 1, 3, 7]
    assert hax.unique(array(), Axis("n", 2)).tolist() == [0, 1]
    assert hax.unique(array(), Axis("n", 6)).tolist() == [0, 1, 3, 7, 0, 0]
    assert hax.unique(array(), Axis("n", 6), fill_value=-1).tolist() == [0, 1, 3, 7, -1, -1]
    assert hax.unique(array(), Axis("a", 4)).axes == (Axis("a", 4),)
    traced = jax.jit(lambda x, fill: hax.unique(x, Axis("n", 5), fill_value=fill))(array(), 9)
    assert traced.tolist() == [0, 1, 3, 7, 9]


def test_what_unique_returns_comes_in_the_order_of_its_arguments() -> None:
    N = Axis("n", 4)
    values, index, inverse, counts = hax.unique_all(array(), N)
    names = ("return_index", "return_inverse", "return_counts")
    for flags in product((False, True), repeat=3):
        if not any(flags):
            continue
        asked = dict(zip(names, flags, strict=True))
        found = hax.unique(array(), N, **asked)  # type: ignore[call-overload]
        wanted = [values, *(part for part, flag in zip((index, inverse, counts), flags, strict=True) if flag)]
        assert [part.axes for part in found] == [part.axes for part in wanted]
        assert all(hax.array_equal(one, other) for one, other in zip(found, wanted, strict=True))
    assert isinstance(hax.unique(array(), N, return_index=False), NamedArray)
    assert hax.array_equal(values["n", inverse], array())
    assert VALUES.ravel()[index.array].tolist() == values.tolist()
    assert counts.tolist() == [2, 7, 4, 2]


def test_distinct_slices() -> None:
    values, inverse = hax.unique_inverse(array(), Axis("n", 2), axis="a")
    assert values.tolist() == [[1, 1, 0, 1, 0], [3, 1, 3, 1, 7]]
    assert (values.shape, inverse.shape) == ({"n": 2, "b": 5}, {"a": 3})
    assert hax.array_equal(values["n", inverse], array())
    values, counts = hax.unique_counts(array().rearrange(("b", "a")), Axis("n", 3), axis=B)
    assert (values.shape, counts.tolist()) == ({"n": 3, "a": 3}, [2, 1, 1])
    assert hax.unique_values(array(), Axis("n", 2), axis="a").shape == {"n": 2, "b": 5}


@pytest.mark.parametrize("size", [0, 1, 4])
def test_slices_without_elements(size: int) -> None:
    empty = hax.zeros((A, Axis("e", 0)))
    values, index, inverse, counts = hax.unique_all(empty, Axis("n", size), axis="a")
    assert values.shape == {"n": size, "e": 0}
    assert index.shape == counts.shape == {"n": size}
    assert inverse.shape == {"a": 3}
    assert counts.tolist() == [3, 0, 0, 0][:size]


def test_tile_and_repeat() -> None:
    assert hax.tile(array(), {"b": 2, A: np.int64(3)}).tolist() == np.tile(VALUES, (3, 2)).tolist()
    assert hax.tile(array(), {}).axes == array().axes
    assert hax.tile(array(), {"a": 0}).shape == {"a": 0, "b": 5}
    assert hax.repeat(array(), B, 3).tolist() == VALUES.repeat(3, 1).tolist()
    assert hax.repeat(array(), "a", 0).shape == {"a": 0, "b": 5}
    assert hax.diff(array(), "b", 7).shape == {"a": 3, "b": 0}
    assert hax.diff(array(), "b", 0).tolist() == VALUES.tolist()
    assert hax.diff(array() > 2, "a").dtype == jnp.bool_


NOT_KNOWN = "needs an integer known before the program runs, got"
ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda x: hax.unique(x, "n"), AxisError, "unique: axis 'n' needs a size; pass Axis('n', size)"),
    (lambda x: hax.unique(x, Axis("n", 2), axis="q"), AxisError, "unique: no axis 'q' in [a=3, b=5]"),
    (
        lambda x: hax.unique_all(x, Axis("b", 2), axis="a"),
        AxisError,
        "unique_all: axis 'b' is already in [a=3, b=5]; choose another name or rename it first",
    ),
    (lambda x: hax.tile(x, {"q": 2}), AxisError, "tile: no axis 'q' in [a=3, b=5]"),
    (lambda x: hax.tile(x, 2), TypeError, "tile: expected a dict from axes to numbers of copies, got int"),
    (lambda x: hax.tile(x, {"a": 1.5}), TypeError, f"tile: axis 'a' {NOT_KNOWN} float"),
    (lambda x: hax.repeat(x, A, True), TypeError, f"repeat: axis 'a' {NOT_KNOWN} bool"),
    (lambda x: hax.repeat(x, "a", x), TypeError, f"repeat: axis 'a' {NOT_KNOWN} a NamedArray"),
    (lambda x: hax.repeat(x, None, "a"), TypeError, f"repeat: an axis {NOT_KNOWN} str"),
    (
        lambda x: jax.jit(lambda n: hax.diff(x, "a", n))(1),
        TypeError,
        f"diff: axis 'a' {NOT_KNOWN} a plain array of shape ()",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(array())
    assert str(raised.value) == text
