"""`standardize`: means and variances in any dtype, from outside, and of some elements only."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray

X, Y = Axis("x", 5), Axis("y", 7)
VALUES = jax.random.normal(jax.random.key(3), (5, 7)) * 3 + 1


def test_mean_and_variance_of_what_comes_out() -> None:
    out = hax.nn.standardize(NamedArray(VALUES, (X, Y)), "y", epsilon=0.0)
    np.testing.assert_allclose(out.mean("y").array, np.zeros(5), atol=1e-6)
    np.testing.assert_allclose(out.std("y").array, np.ones(5), rtol=1e-5)


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16])
def test_sums_are_in_float32(dtype: Any) -> None:
    values = (VALUES + 300).astype(dtype)  # squares of which no float16 could hold
    out = hax.nn.standardize(NamedArray(values, (X, Y)), "y")
    assert out.dtype == dtype
    expected = jax.nn.standardize(values.astype(jnp.float32), 1, algorithm="stable")
    np.testing.assert_allclose(out.array.astype(jnp.float32), expected, atol=2e-2)


def test_large_values_do_not_cancel() -> None:
    far = hax.nn.standardize(NamedArray(VALUES + 3e3, (X, Y)), "y")
    np.testing.assert_allclose(far.array, hax.nn.standardize(NamedArray(VALUES, (X, Y)), "y").array, atol=2e-3)


def test_integers_become_floats() -> None:
    out = hax.nn.standardize(NamedArray(jnp.arange(5), (X,)), X)
    np.testing.assert_allclose(out.array, (np.arange(5) - 2) / np.sqrt(2 + 1e-5), rtol=1e-5)


def test_gradient() -> None:
    def total(values: jax.Array, *, named: bool) -> jax.Array:
        if named:
            return (hax.nn.standardize(NamedArray(values, (X, Y)), ("x", "y")) ** 3).sum().scalar()
        return (jax.nn.standardize(values, (0, 1), algorithm="stable") ** 3).sum()

    ours, theirs = (jax.grad(lambda v, named=named: total(v, named=named))(VALUES) for named in (True, False))
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)


def test_what_is_no_array_with_names_is_refused() -> None:
    x = NamedArray(VALUES, (X, Y))
    for wrong in ({"mean": jnp.ones(5)}, {"where": jnp.ones(7, bool)}, {"variance": [1.0]}):
        with pytest.raises(TypeError, match="standardize: expected a NamedArray"):
            hax.nn.standardize(x, "y", **wrong)
