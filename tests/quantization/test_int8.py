"""Products in integers of 8 bits: rounding by rows, sums of 32 bits, and gradients that go through."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis
from haliax.quantization import Int8Config, Int8DotGeneralOp
from tests.tracing import primitives

BATCH, EMBED, MLP = Axis("batch", 5), Axis("embed", 7), Axis("mlp", 3)
X = hax.random.normal(jax.random.key(0), (BATCH, EMBED))
W = hax.random.normal(jax.random.key(1), (EMBED, MLP)) * 3
NUMBERS = (((1,), (0,)), ((), ()))
OP = Int8DotGeneralOp.init()


def rounded(x: Any, axis: int | tuple[int, ...]) -> np.ndarray[Any, Any]:
    """Values rounded to multiples of a scale for each row, in numpy."""
    x = np.asarray(x, np.float64)
    scale = np.abs(x).max(axis=axis, keepdims=True) / 127
    return np.round(x / np.where(scale == 0, 1, scale)) * scale


def test_operands_are_rounded_by_rows() -> None:
    rows = X * hax.named(10.0 ** np.arange(-2.0, 3.0), BATCH)  # each has a scale of its own
    product = hax.dot(rows, W, axis="embed", dot_general=OP)
    assert product.axes == (BATCH, MLP) and product.dtype == jnp.float32
    np.testing.assert_allclose(product.array, rounded(rows.array, 1) @ rounded(W.array, 0), rtol=1e-5)
    exact = np.asarray(rows.array, np.float64) @ np.asarray(W.array, np.float64)
    assert not np.allclose(product.array, exact, rtol=1e-4)
    assert np.abs(product.array - exact).max() / np.abs(exact).max() < 0.02


def test_integers_are_multiplied() -> None:
    jaxpr = jax.make_jaxpr(lambda x, w: OP(x, w, NUMBERS))(X.array, W.array)
    assert "i8[5,7]" in str(jaxpr) and "preferred_element_type=int32" in str(jaxpr)
    assert primitives(lambda x, w: OP(x, w, NUMBERS), X.array, W.array).count("dot_general") <= 1


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        ((2, 3, 5), (5, 7), (((2,), (0,)), ((), ()))),
        ((5, 2, 3), (7, 5), (((0,), (1,)), ((), ()))),
        ((2, 3, 5), (2, 5, 7), (((2,), (1,)), ((0,), (0,)))),
        ((5, 3, 2), (7, 2, 5), (((0,), (2,)), ((2,), (1,)))),
        ((2, 3, 5, 7), (7, 11, 5), (((2, 3), (2, 0)), ((), ()))),
        ((2, 11, 3, 5), (5, 3, 2, 7), (((3,), (0,)), ((0, 2), (2, 1)))),
        ((5,), (5,), (((0,), (0,)), ((), ()))),
        ((2,), (3,), (((), ()), ((), ()))),
    ],
    ids=str,
)
def test_every_form_of_product(left: Any, right: Any, numbers: Any) -> None:
    x, y = jax.random.normal(jax.random.key(2), left), jax.random.normal(jax.random.key(3), right)
    ours = OP(x, y, numbers)
    (first, second), _ = numbers
    theirs = jax.lax.dot_general(rounded(x, first).astype(np.float32), rounded(y, second).astype(np.float32), numbers)
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


def test_gradients_go_through_the_rounding() -> None:
    back = np.arange(15.0).reshape(5, 3)
    dx, dw = jax.grad(lambda x, w: (OP(x, w, NUMBERS) * back).sum(), argnums=(0, 1))(X.array, W.array)
    np.testing.assert_allclose(dx, back @ rounded(W.array, 0).T, rtol=1e-5, atol=1e-4)
    np.testing.assert_allclose(dw, rounded(X.array, 1).T @ back, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.float16])
def test_dtypes(dtype: Any) -> None:
    x, w = X.array.astype(dtype), W.array.astype(dtype)
    product = OP(x, w, NUMBERS)
    assert product.dtype == dtype
    np.testing.assert_allclose(product.astype(float), rounded(x, 1) @ rounded(w, 0), rtol=1e-2, atol=1e-2)
    assert OP(x, w, NUMBERS, None, jnp.float32).dtype == jnp.float32
    assert [g.dtype for g in jax.grad(lambda x, w: OP(x, w, NUMBERS).sum(), argnums=(0, 1))(x, w)] == [dtype, dtype]


@pytest.mark.parametrize("cfg", [Int8Config(lhs=False), Int8Config(rhs=False), Int8Config(lhs=False, rhs=False)])
def test_one_operand_as_it_is(cfg: Int8Config) -> None:
    x = rounded(X.array, 1) if cfg.lhs else np.asarray(X.array)
    w = rounded(W.array, 0) if cfg.rhs else np.asarray(W.array)
    op = Int8DotGeneralOp(cfg)
    np.testing.assert_allclose(op(X.array, W.array, NUMBERS), x @ w, rtol=1e-5, atol=1e-5)
    dx = jax.grad(lambda x: op(x, W.array, NUMBERS).sum())(X.array)
    np.testing.assert_allclose(dx, np.broadcast_to(w.sum(1), (5, 7)), rtol=1e-5, atol=1e-5)


def test_what_is_no_floating_point_number_is_multiplied_as_it_is() -> None:
    x = jnp.arange(35).reshape(5, 7) * 1000
    product = OP(x, x, (((1,), (1,)), ((), ())))
    assert product.dtype == jnp.int32
    np.testing.assert_array_equal(product, x @ x.T)


def test_zeros_and_what_is_no_number() -> None:
    x = X.array.at[0].set(0).at[1, 2].set(jnp.inf).at[2, 0].set(jnp.nan)
    product = np.asarray(OP(x, W.array, NUMBERS))
    assert (product[0] == 0).all() and not np.isfinite(product[1:3]).any() and np.isfinite(product[3:]).all()


def test_rows_of_zeros_are_not_divided() -> None:
    with jax.debug_nans(True):
        np.testing.assert_array_equal(OP(X.array.at[1].set(0), W.array, NUMBERS)[1], np.zeros(3))


def test_a_row_whose_largest_value_is_one() -> None:
    x = jnp.array([[1.0, 0.3, -0.7]])
    np.testing.assert_allclose(OP(x, jnp.eye(3), NUMBERS), rounded(x, 1), rtol=1e-6)


def test_sums_of_nothing() -> None:
    np.testing.assert_array_equal(OP(jnp.ones((5, 0)), jnp.ones((0, 3)), NUMBERS), np.zeros((5, 3)))


@pytest.mark.parametrize(("longest", "is_integer"), [(6, False), (7, True)])
def test_how_long_sums_of_integers_are(longest: int, is_integer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.quantization.int8._LONGEST", longest)
    jaxpr = str(jax.make_jaxpr(lambda x, w: OP(x, w, NUMBERS))(X.array, W.array))
    assert ("preferred_element_type=int32" in jaxpr) == is_integer
    np.testing.assert_allclose(OP(X.array, W.array, NUMBERS), rounded(X.array, 1) @ rounded(W.array, 0), rtol=1e-4)


def test_operands_of_two_dtypes() -> None:
    x, w = X.array.astype(jnp.bfloat16), jnp.arange(21, dtype=jnp.int32).reshape(7, 3)
    assert OP(x, W.array, NUMBERS).dtype == OP(W.array.T, x.T, NUMBERS).dtype == jnp.float32
    for ours, theirs in (
        (OP(X.array, w, NUMBERS), X.array @ w),
        (OP(w.T, X.array.T, NUMBERS), w.T @ X.array.T),
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5)


def test_sums_that_do_not_fit_into_32_bits() -> None:
    x = jnp.ones((1, 140_000))
    np.testing.assert_allclose(OP(x, x, (((1,), (1,)), ((), ()))), [[140_000]], rtol=1e-4)


def test_it_is_no_state() -> None:
    assert OP.to_state_dict("layer") == {} and not jax.tree.leaves(OP)
    hash(jax.tree.structure(OP))
    assert hax.vmap(lambda row: hax.dot(row, W, axis="embed", dot_general=OP), "batch")(X).axes == (BATCH, MLP)
