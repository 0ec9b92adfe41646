"""Products of 8 bits: the rounding, the scales that follow what is seen, and a step of training with them."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.quantization import (
    DefaultDotGeneralOp,
    DotGeneralOp,
    Fp8DotGeneralOp,
    OverwriteWithGradient,
    QuantizationConfig,
    apply_updates,
    partition_for_grad_overwrite,
)

BATCH, EMBED, MLP = Axis("batch", 5), Axis("embed", 7), Axis("mlp", 3)
X = hax.random.normal(jax.random.key(0), (BATCH, EMBED))
W = hax.random.normal(jax.random.key(1), (EMBED, MLP)) * 3
NUMBERS = (((1,), (0,)), ((), ()))


def rounded(x: Any, scale: float, fp8: Any) -> np.ndarray[Any, Any]:
    """Values rounded to a format of 8 bits, by another library."""
    largest = float(ml_dtypes.finfo(fp8).max)
    return np.clip(np.asarray(x) / scale, -largest, largest).astype(fp8).astype(np.float32) * np.float32(scale)


def with_histories(op: Fp8DotGeneralOp, left: float, right: float, back: float) -> Fp8DotGeneralOp:
    def seen(history: jax.Array, largest: float) -> jax.Array:
        return history.at[1].set(largest)

    return eqx.tree_at(
        lambda o: (o.input_amax_history, o.kernel_amax_history, o.output_grad_amax_history),
        op,
        (
            seen(op.input_amax_history, left),
            seen(op.kernel_amax_history, right),
            seen(op.output_grad_amax_history, back),
        ),
    )


@pytest.mark.parametrize("op", [DotGeneralOp.default(), DefaultDotGeneralOp.init()])
def test_the_default_is_that_of_jax(op: Any) -> None:
    assert isinstance(op, DefaultDotGeneralOp) and not jax.tree.leaves(op)
    expected = jax.lax.dot_general(X.array, W.array, NUMBERS, precision="highest", preferred_element_type=jnp.float16)
    actual = op(X.array, W.array, NUMBERS, "highest", jnp.float16)
    assert actual.dtype == jnp.float16
    np.testing.assert_array_equal(actual, expected)
    np.testing.assert_array_equal(hax.dot(X, W, axis="embed", dot_general=op).array, X.array @ W.array)


def test_a_new_op() -> None:
    op = Fp8DotGeneralOp.init(16, jnp.bfloat16)
    assert isinstance(op, OverwriteWithGradient)
    assert op.input_scale.shape == op.kernel_scale.shape == op.output_grad_scale.shape == (1,)
    assert op.input_amax_history.shape == op.kernel_amax_history.shape == op.output_grad_amax_history.shape == (16,)
    assert all(leaf.dtype == jnp.float32 for leaf in jax.tree.leaves(op)) and len(jax.tree.leaves(op)) == 6
    assert op(X.array, W.array, NUMBERS).dtype == jnp.bfloat16
    assert Fp8DotGeneralOp.init().input_amax_history.shape == (1024,)


def test_operands_are_rounded() -> None:
    op = Fp8DotGeneralOp.init(4)
    product = hax.dot(X, W, axis="embed", dot_general=op)
    expected = rounded(X.array, 1.0, ml_dtypes.float8_e4m3fn) @ rounded(W.array, 1.0, ml_dtypes.float8_e4m3fn)
    assert product.axes == (BATCH, MLP) and product.dtype == jnp.float32
    np.testing.assert_allclose(product.array, expected, rtol=1e-5, atol=1e-5)
    assert not np.allclose(product.array, X.array @ W.array, rtol=1e-4)


def test_scales_are_those_of_what_was_seen() -> None:
    op = with_histories(Fp8DotGeneralOp.init(4), 896.0, 4.48, 0.0)
    expected = rounded(X.array, 2.0, ml_dtypes.float8_e4m3fn) @ rounded(W.array, 0.01, ml_dtypes.float8_e4m3fn)
    np.testing.assert_allclose(op(X.array, W.array, NUMBERS), expected, rtol=1e-5, atol=1e-5)
    assert float(jnp.abs(op(X.array * 1e4, W.array, NUMBERS)).max()) < 896 * 4.48 * 7 + 1  # what is too large is cut


def gradients(op: Fp8DotGeneralOp, scale: float = 1.0) -> tuple[Any, Any, Any]:
    found: tuple[Any, Any, Any] = jax.grad(
        lambda o, x, w: (o(x, w, NUMBERS) * jnp.arange(15.0).reshape(5, 3) * scale).sum(), argnums=(0, 1, 2)
    )(op, X.array, W.array)
    return found


def test_the_gradient_of_an_op_is_the_next_one() -> None:
    op = with_histories(Fp8DotGeneralOp.init(4), 896.0, 0.0, 57344.0 * 3)
    next_op, _, _ = gradients(op)
    assert [float(s[0]) for s in (next_op.input_scale, next_op.kernel_scale, next_op.output_grad_scale)] == [2, 1, 3]
    largest = [float(jnp.abs(a).max()) for a in (X.array, W.array)]
    np.testing.assert_allclose(next_op.input_amax_history, [largest[0], 0, 896, 0], rtol=1e-6)
    np.testing.assert_allclose(next_op.kernel_amax_history, [largest[1], 0, 0, 0], rtol=1e-6)
    np.testing.assert_allclose(next_op.output_grad_amax_history, [14, 0, 57344 * 3, 0], rtol=1e-6)


def test_gradients_are_rounded_too() -> None:
    _, dx, dw = gradients(with_histories(Fp8DotGeneralOp.init(4), 0.0, 0.0, 57344.0 * 3), 0.7)
    back = rounded(np.arange(15.0, dtype=np.float32).reshape(5, 3) * np.float32(0.7), 3.0, ml_dtypes.float8_e5m2)
    np.testing.assert_allclose(dx, back @ rounded(W.array, 1.0, ml_dtypes.float8_e4m3fn).T, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(dw, rounded(X.array, 1.0, ml_dtypes.float8_e4m3fn).T @ back, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("bad", [jnp.inf, jnp.nan])
def test_a_scale_survives_what_is_no_number(bad: float) -> None:
    op = with_histories(Fp8DotGeneralOp.init(4), bad, bad, bad)
    next_op, _, _ = gradients(op)
    for scale in (next_op.input_scale, next_op.kernel_scale, next_op.output_grad_scale):
        assert float(scale[0]) == 1.0


def test_what_was_seen_is_forgotten_after_some_steps() -> None:
    op = with_histories(Fp8DotGeneralOp.init(3), 7.0, 7.0, 7.0)
    for _ in range(2):
        op, _, _ = gradients(op)
    assert 7.0 not in np.asarray(op.input_amax_history)


class Layer(eqx.Module):
    weight: NamedArray
    op: Any
    name: str = eqx.field(static=True, default="layer")

    def __call__(self, x: NamedArray) -> NamedArray:
        return hax.dot(x, self.weight, axis="embed", dot_general=self.op)


def test_a_step_of_training() -> None:
    model = {"eight": Layer(W, Fp8DotGeneralOp.init(4)), "plain": Layer(W, DefaultDotGeneralOp.init())}

    @jax.jit
    def step(model: Any) -> tuple[Any, Any]:
        gradient = jax.grad(lambda m: (m["eight"](X) + m["plain"](X)).sum().scalar())(model)
        overwrites, others = partition_for_grad_overwrite(gradient)
        updates = jax.tree.map(lambda g: -0.1 * g, others)
        return apply_updates(model, updates, overwrites), (overwrites, others)

    new, (overwrites, others) = step(model)
    assert others["eight"].op is None and overwrites["eight"].weight.array is None
    assert isinstance(overwrites["eight"].op, Fp8DotGeneralOp)
    assert jax.tree.structure(new) == jax.tree.structure(model)
    np.testing.assert_allclose(new["plain"].weight.array, W.array - 0.1 * X.array.sum(0)[:, None], rtol=1e-5, atol=1e-6)
    assert new["eight"].weight.axes == W.axes
    np.testing.assert_allclose(new["eight"].op.input_amax_history[0], jnp.abs(X.array).max(), rtol=1e-6)
    again, _ = step(new)
    np.testing.assert_allclose(again["eight"].op.input_scale, jnp.abs(X.array).max() / 448, rtol=1e-6)


def test_updates_that_are_missing() -> None:
    model = {"a": jnp.ones(2), "b": W, "op": Fp8DotGeneralOp.init(2)}
    new = apply_updates(model, {"a": None, "b": W, "op": None}, {"a": None, "b": None, "op": None})
    assert new["a"] is model["a"] and new["op"].input_scale is model["op"].input_scale
    np.testing.assert_array_equal(new["b"].array, 2 * W.array)


def test_configurations() -> None:
    config = QuantizationConfig(targets=["up"], fp8=True)
    assert (config.amax_history_length, config.compute_dtype, config.int8) == (1024, None, False)
    with pytest.raises(ValueError, match="products are of float8 or of int8, not of both"):
        QuantizationConfig(fp8=True, int8=True)
