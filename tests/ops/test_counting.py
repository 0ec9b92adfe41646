"""Counting elements, and finding those that count."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, N = hax.make_axes(a=3, b=4, n=5)
COUNTED = np.array([0, 3, 3, 1, 0, 7, 3])
VALUES = np.array([[0, 1, 0, 2], [0, 0, 0, 0], [3, 0, 4, 5]], np.float32)


def test_bincount() -> None:
    x = named(COUNTED, "sample")
    for size in (0, 2, 5, 8, 11):
        wanted = np.bincount(COUNTED, minlength=size)[:size]
        out = hax.bincount(x, Axis("n", size))
        assert out.shape == {"n": size}
        np.testing.assert_array_equal(out.array, wanted)
        np.testing.assert_array_equal(jax.jit(lambda x, n=size: hax.bincount(x, Axis("n", n)))(x).array, wanted)
    assert hax.bincount(x, Axis("sample", 8)).shape == {"sample": 8}
    np.testing.assert_array_equal(hax.bincount(x > 0, N).array, [2, 5, 0, 0, 0])


def test_weights() -> None:
    weights = np.arange(7, dtype=np.float32) / 2
    wanted = np.bincount(COUNTED, weights)
    for given in (weights, jnp.asarray(weights), named(weights, "sample")):
        np.testing.assert_allclose(hax.bincount(named(COUNTED, "sample"), Axis("n", 8), weights=given).array, wanted)


def positions(found: tuple[NamedArray, ...]) -> list[list[int]]:
    assert all(part.axis_names == ("hit",) for part in found)
    return [part.tolist() for part in found]


def test_nonzero() -> None:
    x = named(VALUES, (A, B))
    assert positions(hax.nonzero(x, size=Axis("hit", 5))) == [p.tolist() for p in np.nonzero(VALUES)]
    assert positions(hax.nonzero(x, size=Axis("hit", 2))) == [[0, 0], [1, 3]]
    assert positions(hax.nonzero(x, size=Axis("hit", 6), fill_value=-1))[0] == [0, 0, 2, 2, 2, -1]
    assert positions(jax.jit(lambda x: hax.nonzero(x, size=Axis("hit", 5)))(x)) == positions(
        hax.nonzero(x, size=Axis("hit", 5))
    )
    for dtype in (jnp.bfloat16, np.int32, np.bool_, np.complex64):
        assert positions(hax.nonzero(x.astype(dtype), size=Axis("hit", 5))) == positions(
            hax.nonzero(x, size=Axis("hit", 5))
        )


def test_positions_of_what_holds() -> None:
    x = named(VALUES, (A, B))
    found = hax.where(x > 2, fill_value=9, new_axis=Axis("hit", 4))
    assert positions(found) == [[2, 2, 2, 9], [0, 2, 3, 9]]
    assert x["a", found[0]["hit", :3], "b", found[1]["hit", :3]].tolist() == [3, 4, 5]


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (
        lambda x: hax.bincount(x, N),
        AxisError,
        "bincount: expected an array with one axis, got [a=3, b=4]; flatten it, or take a part of it",
    ),
    (lambda x: hax.bincount(x["a", 0], "n"), AxisError, "bincount: axis 'n' needs a size; pass Axis('n', size)"),
    (lambda x: hax.bincount(x["a", 0], 5), TypeError, "bincount: expected an axis, got 5"),
    (
        lambda x: hax.bincount(hax.arange(B), N, weights=hax.ones(A)),
        AxisError,
        "bincount: needs arrays with the same axes, got [b=4] and [a=3]; broadcast or rename them first",
    ),
    (
        lambda x: hax.bincount(hax.arange(B), N, minlength=6),
        ValueError,
        "bincount: minlength 6 is greater than the axis of counts, n=5",
    ),
    (lambda x: hax.nonzero(x, size="hit"), AxisError, "nonzero: axis 'hit' needs a size; pass Axis('hit', size)"),
    (
        lambda x: hax.nonzero(named(1.0, ()), size=N),
        AxisError,
        "nonzero: finding positions needs at least one axis, got none",
    ),
    (
        lambda x: hax.nonzero(VALUES, size=N),
        TypeError,
        "nonzero: expected a NamedArray, got a plain array of shape (3, 4); name its axes with haliax.named",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(named(VALUES, (A, B)))
    assert str(raised.value) == text


def test_numbers_that_cannot_be_counted_are_refused() -> None:
    with pytest.raises(TypeError, match="bincount"):
        hax.bincount(hax.ones(A), N)
