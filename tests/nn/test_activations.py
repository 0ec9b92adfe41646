"""Activations: their dtypes, plain arrays, gradients, and the gates of `glu`."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from tests.cases import ACTIVATIONS

X, Y = Axis("x", 3), Axis("y", 14)
KEEP_INTEGERS = {"relu", "relu_squared"}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_integers_and_booleans_are_taken(name: str) -> None:
    op = getattr(hax.nn, name)
    for dtype in (jnp.int32, jnp.uint8, jnp.bool_):
        values = jnp.asarray([0, 1, 1], dtype)
        out = op(NamedArray(values, (X,)))
        assert out.axes == (X,)
        np.testing.assert_allclose(out.array, op(values.astype(float)), rtol=1e-6)
        assert jnp.issubdtype(out.dtype, jnp.floating) or name in KEEP_INTEGERS


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16, jnp.float32])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_floats_keep_their_dtype(name: str, dtype: Any) -> None:
    values = jnp.asarray([-100.0, -0.5, 100.0], dtype)
    out = getattr(hax.nn, name)(NamedArray(values, (X,)))
    assert out.dtype == dtype
    assert bool(jnp.isfinite(out.array).all())
    plain = getattr(hax.nn, name)(values)
    assert isinstance(plain, jax.Array) and plain.dtype == dtype
    np.testing.assert_array_equal(plain, out.array)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "tanh"])
def test_gradients_are_finite_far_out(name: str) -> None:
    slope = jax.grad(lambda v: getattr(hax.nn, name)(NamedArray(v, (X,))).sum().scalar())(jnp.asarray([-90.0, 0, 90]))
    assert bool(jnp.isfinite(slope).all())


def test_tanh_is_that_of_haliax() -> None:
    assert hax.nn.tanh is hax.tanh


def test_glu_gates_the_first_half_by_the_second() -> None:
    values = jax.random.normal(jax.random.key(0), (3, 14))
    expected = values[:, :7] * jax.nn.sigmoid(values[:, 7:])
    for axes in ((X, Y), (Y, X)):
        x = NamedArray(values if axes[0] == X else values.T, axes)
        out = hax.nn.glu(x, "y")
        assert out.axes == tuple(axis.resize(7) if axis == Y else axis for axis in axes)
        np.testing.assert_allclose(out.rearrange(("x", "y")).array, expected, rtol=1e-6)
        assert jax.eval_shape(lambda x=x: hax.nn.glu(x, Y)).axes == out.axes
    assert hax.nn.glu(hax.ones((X, Y), dtype=jnp.int32), "y").dtype == jnp.float32


def test_glu_wants_an_even_size_and_an_array_with_names() -> None:
    with pytest.raises(hax.AxisError, match=r"glu: axis 'x' has size 3, which cannot be split into two halves"):
        hax.nn.glu(hax.ones((X, Y)), "x")
    with pytest.raises(TypeError, match="glu: expected a NamedArray"):
        hax.nn.glu(jnp.ones(4), "x")
