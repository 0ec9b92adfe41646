"""Functions of haliax 1.x that are others put together."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray

A, B, C = hax.make_axes(a=2, b=3, c=5)
X = NamedArray(jnp.arange(6.0).reshape(2, 3), (A, B))
Y = NamedArray(jnp.arange(6.0).reshape(3, 2), (B, A))
Z = NamedArray(jnp.arange(3.0), B)


def axes(arrays: Any) -> list[Any]:
    return [None if array is None else array.axes for array in arrays]


def test_arrays_get_the_axes_of_the_one_that_has_all() -> None:
    out = hax.broadcast_arrays(Z, X, None, 2, Y)
    assert axes(out) == [(A, B), (A, B), None, (A, B), (A, B)]
    expected = [jnp.broadcast_to(Z.array[None], (2, 3)), X.array, None, jnp.full((2, 3), 2), Y.array.T]
    for one, wanted in zip(out, expected, strict=True):
        assert (one is None) is (wanted is None)
        if one is not None:
            np.testing.assert_array_equal(one.array, wanted)
    assert hax.broadcast_arrays() == () and axes(hax.broadcast_arrays(1, None)) == [(), None]


def test_each_keeps_its_order_if_it_may() -> None:
    assert axes(hax.broadcast_arrays(X, Y, Z, ensure_order=False)) == [(A, B), (B, A), (A, B)]


def test_the_axes_of_all() -> None:
    other = hax.ones(C)
    assert axes(hax.broadcast_arrays(Z, other, X, require_subset=False)) == [(B, C, A)] * 3
    with pytest.raises(AxisError, match=r"broadcast_arrays: cannot broadcast \[b=3\] and \[c=5\]"):
        hax.broadcast_arrays(Z, other)


def test_what_does_not_go_together() -> None:
    with pytest.raises(AxisError, match="broadcast_arrays: axis 'b' has different sizes"):
        hax.broadcast_arrays(X, hax.ones(B.resize(7)))
    with pytest.raises(TypeError, match="broadcast_arrays: expected a NamedArray, got a plain array"):
        hax.broadcast_arrays(X, jnp.ones(3))


@pytest.mark.parametrize("axis", ["b", B])
@pytest.mark.parametrize("new", [B.resize(5), Axis("long", 5), B])
def test_padding_on_the_left(axis: Any, new: Axis) -> None:
    out = jax.jit(lambda x: hax.pad_left(x, axis, new, 7))(X)
    assert out.axes == (A, new)
    np.testing.assert_array_equal(out.array, jnp.pad(X.array, ((0, 0), (new.size - 3, 0)), constant_values=7))
    assert float(hax.pad_left(X, axis, Axis("b", 4)).array[0, 0]) == 0


@pytest.mark.parametrize(
    ("axis", "new", "message"),
    [
        ("c", C, "pad_left: no axis 'c'"),
        (B.resize(4), C, "pad_left: axis 'b' has size 3 .* but 4"),
        ("b", Axis("a", 9), "pad_left: axis 'a' is already in"),
        ("b", Axis("b", 2), "pad_left: axis 'b' has size 3, which is more than b=2"),
    ],
)
def test_padding_that_is_refused(axis: Any, new: Axis, message: str) -> None:
    with pytest.raises(AxisError, match=message):
        hax.pad_left(X, axis, new)
