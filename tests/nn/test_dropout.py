"""Dropout: what is left out and how often, keys, and probabilities at both ends."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import dropout

X, Y = Axis("x", 50), Axis("y", 70)
KEY = jax.random.key(5)
ONES = hax.ones((X, Y))


@pytest.mark.parametrize("pdrop", [0.1, 0.5, 0.75])
def test_the_mean_is_kept(pdrop: float) -> None:
    out = dropout(ONES, pdrop, inference=False, key=KEY)
    assert out.axes == ONES.axes
    assert set(np.unique(out.array).tolist()) == {0.0, np.float32(1 / (1 - pdrop))}
    assert abs((out.array == 0).mean() - pdrop) < 0.03
    assert abs(out.mean().item() - 1) < 0.06


@pytest.mark.parametrize("shared", ["y", Y, ("y",), {"y": 70}, {"y": None}])
def test_elements_along_an_axis_share_their_fate(shared: Any) -> None:
    out = dropout(ONES, 0.5, shared, inference=False, key=KEY).array
    assert bool((out == out[:, :1]).all())
    assert 0 < (out == 0).mean() < 1
    flipped = dropout(hax.ones((Y, X)), 0.5, shared, inference=False, key=KEY).array
    assert bool((flipped == flipped[:1]).all()) and 0 < (flipped == 0).mean() < 1


def test_nothing_is_left_out_for_inference_or_by_0() -> None:
    for how in ({"inference": True}, {"inference": False}, {"inference": True, "key": KEY}):
        pdrop = 0.5 if how["inference"] else 0.0
        np.testing.assert_array_equal(dropout(ONES, pdrop, **how).array, ONES.array)


@pytest.mark.parametrize("pdrop", [1, 1.0, jnp.float32(1.0)])
def test_all_is_left_out_by_1_and_so_is_the_gradient(pdrop: Any) -> None:
    def total(x: NamedArray) -> Any:
        return dropout(x, pdrop, inference=False, key=KEY).sum().scalar()

    assert total(ONES) == 0
    assert bool((jax.grad(total)(ONES).array == 0).all())


def test_the_probability_may_be_traced() -> None:
    out = jax.jit(lambda p: dropout(ONES, p, inference=False, key=KEY))(0.25)
    np.testing.assert_allclose(out.array, dropout(ONES, 0.25, inference=False, key=KEY).array, rtol=1e-6)
    assert bool((jax.jit(lambda p: dropout(ONES, p, inference=False, key=KEY))(1.0).array == 0).all())


def test_plain_arrays_give_plain_arrays() -> None:
    values = jnp.ones((50, 70))
    out = dropout(values, 0.5, inference=False, key=KEY)
    assert isinstance(out, jax.Array)
    np.testing.assert_array_equal(out, dropout(ONES, 0.5, inference=False, key=KEY).array)
    with pytest.raises(TypeError, match="dropout: expected a NamedArray, got a plain array of shape"):
        dropout(values, 0.5, "y", inference=False, key=KEY)


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16])
def test_the_dtype_stays(dtype: Any) -> None:
    assert dropout(ONES.astype(dtype), 0.5, inference=False, key=KEY).dtype == dtype
    assert dropout(ONES.astype(int), 0.5, inference=True).dtype == jnp.float32


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"dropout: expected a key.*pass key=\.\.\., or inference=True"):
        dropout(ONES, 0.5, inference=False)


@pytest.mark.parametrize("pdrop", [-0.1, 1.5, float("nan")])
def test_what_is_no_probability_is_an_error(pdrop: float) -> None:
    for inference in (True, False):
        with pytest.raises(ValueError, match=r"dropout: pdrop is .*, but a probability is from 0 to 1"):
            dropout(ONES, pdrop, inference=inference, key=KEY)
    with pytest.raises(TypeError, match="dropout: expected a number as `pdrop`"):
        dropout(ONES, hax.ones(X), inference=True)  # type: ignore[arg-type]  # that is the mistake
