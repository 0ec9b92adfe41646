"""Losses: labels and probabilities, what counts and how much, far numbers, low precision, gradients."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import (
    binary_cross_entropy_loss,
    cross_entropy_loss,
    cross_entropy_loss_and_log_normalizers,
    one_hot,
    reduce_loss,
)
from haliax.nn.loss import maybe_reduce_loss

B, P, V = Axis("batch", 3), Axis("position", 5), Axis("vocab", 11)
LOGITS = jax.random.normal(jax.random.key(0), (3, 5, 11)) * 4
LABELS = jax.random.randint(jax.random.key(1), (3, 5), 0, 11)
WHERE = jax.random.bernoulli(jax.random.key(2), 0.6, (3, 5))
WEIGHT = jax.random.uniform(jax.random.key(3), (3, 5))
logits, labels = NamedArray(LOGITS, (B, P, V)), NamedArray(LABELS, (B, P))
where, weight = NamedArray(WHERE, (B, P)), NamedArray(WEIGHT, (B, P))
EACH = -jnp.take_along_axis(jax.nn.log_softmax(LOGITS), LABELS[..., None], -1)[..., 0]


def close(actual: Any, wanted: Any, rtol: float = 1e-5) -> None:
    np.testing.assert_allclose(actual.array, wanted, rtol=rtol, atol=1e-6)


def test_losses_keep_the_order_of_the_logits() -> None:
    for axes in permutations((B, P, V)):
        stored = logits.rearrange(axes)
        for targets in (labels, labels.rearrange(("position", "batch")), one_hot(labels, V)):
            out = cross_entropy_loss(stored, "vocab", targets, reduction=None)
            assert out.axes == tuple(axis for axis in axes if axis != V)
            close(out.rearrange(("batch", "position")), EACH)


@pytest.mark.parametrize("dtype", [jnp.int8, jnp.uint8, jnp.int32])
def test_labels_of_any_integer_dtype(dtype: Any) -> None:
    big = Axis("vocab", 300)  # more than a uint8 can count to
    values = jax.random.normal(jax.random.key(0), (3, 300))
    out = cross_entropy_loss(
        NamedArray(values, (B, big)), big, NamedArray(jnp.asarray([1, 44, 100], dtype), (B,)), None
    )
    close(out, -jax.nn.log_softmax(values)[jnp.arange(3), jnp.asarray([1, 44, 100])])


def test_targets_of_fewer_axes_are_spread() -> None:
    row = NamedArray(LABELS[0], (P,))
    close(cross_entropy_loss(logits, V, row), cross_entropy_loss(logits, V, row.broadcast_axis(B)).array)
    prior = NamedArray(jax.nn.softmax(LOGITS[0, 0]), (V,))
    close(cross_entropy_loss(logits, V, prior), -(jax.nn.log_softmax(LOGITS) * prior.array[None, None]).sum(-1).mean())


def test_probabilities_and_labels_agree_and_whole_numbers_may_be_probabilities() -> None:
    close(cross_entropy_loss(logits, V, one_hot(labels, V, dtype=jnp.int32)), EACH.mean())
    close(cross_entropy_loss(logits, V, one_hot(labels, V) > 0), EACH.mean())


def test_a_label_outside_the_axis_is_nan_unless_it_does_not_count() -> None:
    for bad in (-1, 11, -100):
        ignored = labels.at["batch", 0, "position", 0].set(bad)
        losses = cross_entropy_loss(logits, V, ignored, None)
        assert bool(jnp.isnan(losses["batch", 0, "position", 0].array)) and int(jnp.isnan(losses.array).sum()) == 1
        for counted in ({"where": ignored == labels}, {"weight": (ignored == labels).astype(float)}):
            total, slope = jax.value_and_grad(
                lambda x, c=counted, t=ignored: cross_entropy_loss(x, V, t, **c).scalar()
            )(logits)
            np.testing.assert_allclose(total, EACH.reshape(-1)[1:].mean(), rtol=1e-5)
            assert bool(jnp.isfinite(slope.array).all()) and bool((slope.array[0, 0] == 0).all())


def test_labels_that_are_no_integers_are_refused() -> None:
    for wrong in (labels.astype(float), labels > 3):
        with pytest.raises(TypeError, match=r"cross_entropy_loss: the targets lack axis 'vocab'.*one_hot gives it"):
            cross_entropy_loss(logits, V, wrong)
    with pytest.raises(TypeError, match="expected real numbers as `logits`, got complex64"):
        cross_entropy_loss(logits.astype(jnp.complex64), V, labels)


def test_what_is_no_array_or_function_is_refused() -> None:
    with pytest.raises(TypeError, match="cross_entropy_loss: expected a NamedArray as `targets`, got a plain array"):
        cross_entropy_loss(logits, V, LABELS)  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(TypeError, match="cross_entropy_loss: expected a NamedArray as `where`"):
        cross_entropy_loss(logits, V, labels, where=WHERE)  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(TypeError, match="reduce_loss: expected a function as `reduction`, or None, got str"):
        reduce_loss(logits, "mean")  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(TypeError, match="reduce_loss: `reduction` gave int"):
        reduce_loss(logits, lambda array, axis=None, *, where=None: 3)  # type: ignore[arg-type, return-value]  # too
    with pytest.raises(
        hax.AxisError, match=r"what `reduction` gives is \[batch=3, position=5, vocab=11\]; expected \[\]"
    ):
        reduce_loss(logits, lambda array, axis=None, *, where=None: array)


def test_gradient_is_that_of_softmax() -> None:
    slope = jax.grad(lambda x: cross_entropy_loss(x, V, labels, hax.sum).scalar())(logits)
    np.testing.assert_allclose(slope.array, jax.nn.softmax(LOGITS) - jax.nn.one_hot(LABELS, 11), atol=1e-5)
    soft = NamedArray(jax.nn.softmax(LOGITS[..., ::-1]), (B, P, V))
    by_targets = jax.grad(lambda t: cross_entropy_loss(logits, V, t, hax.sum).scalar())(soft)
    np.testing.assert_allclose(by_targets.array, -jax.nn.log_softmax(LOGITS), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16])
def test_low_precision_is_worked_out_in_float32(dtype: Any) -> None:
    low = logits.astype(dtype)
    expected = cross_entropy_loss(low.astype(jnp.float32), V, labels)
    out = cross_entropy_loss(low, V, labels)
    assert out.dtype == jnp.float32
    close(out, expected.array)
    slope = jax.grad(lambda x: cross_entropy_loss(x, V, labels).scalar())(low)
    assert slope.dtype == dtype


def test_far_logits() -> None:
    values = jnp.asarray([[1e4, 1e4 - 1, -1e30]], jnp.float32)
    x = NamedArray(values, ("batch", "vocab"))
    losses, normalizers = cross_entropy_loss_and_log_normalizers(x, "vocab", NamedArray(jnp.asarray([1]), ("batch",)))
    np.testing.assert_allclose(losses.array, [1 + np.log1p(np.exp(-1))], rtol=1e-6)  # not lost beside 1e4
    np.testing.assert_allclose(normalizers.array, jax.nn.logsumexp(values, 1), rtol=1e-6)


def test_impossible_labels_cost_nothing_where_they_are_said_to_be() -> None:
    values = jnp.asarray([[0.0, 1.0, -jnp.inf]])
    x, t = NamedArray(values, ("batch", "vocab")), NamedArray(jnp.asarray([[0.5, 0.5, 0.0]]), ("batch", "vocab"))
    total, slope = jax.value_and_grad(lambda x: cross_entropy_loss(x, "vocab", t).scalar())(x)
    np.testing.assert_allclose(total, -jax.nn.log_softmax(values)[0, :2].mean(), rtol=1e-6)
    assert bool(jnp.isfinite(slope.array).all())


def test_normalizers_may_be_penalized() -> None:
    losses, normalizers = cross_entropy_loss_and_log_normalizers(logits, "vocab", labels)
    close(losses, EACH)
    close(normalizers, jax.nn.logsumexp(LOGITS, -1))
    slope = jax.grad(lambda x: (cross_entropy_loss_and_log_normalizers(x, "vocab", labels)[1] ** 2).sum().scalar())(
        logits
    )
    expected = jax.grad(lambda x: (jax.nn.logsumexp(x, -1) ** 2).sum())(LOGITS)
    np.testing.assert_allclose(slope.array, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("target", [0.0, 1.0, 0.3])
def test_binary_cross_entropy_far_out(target: float) -> None:
    values = jnp.asarray([-90.0, -20.0, -1.0, 0.0, 1.0, 20.0, 90.0])
    x, t = NamedArray(values, ("x",)), NamedArray(jnp.full(7, target), ("x",))
    far = np.asarray(values, np.float64)
    expected = target * np.logaddexp(0, -far) + (1 - target) * np.logaddexp(0, far)
    np.testing.assert_allclose(binary_cross_entropy_loss(x, t, None).array, expected, rtol=1e-6, atol=1e-38)
    slope = jax.grad(lambda x: binary_cross_entropy_loss(x, t, hax.sum).scalar())(x)
    np.testing.assert_allclose(slope.array, jax.nn.sigmoid(values) - target, atol=1e-6)


def test_binary_cross_entropy_of_booleans_in_low_precision() -> None:
    low = logits.astype(jnp.bfloat16)
    out = binary_cross_entropy_loss(low, logits > 1)
    assert out.dtype == jnp.float32
    close(out, binary_cross_entropy_loss(low.astype(float), (logits > 1).astype(float)).array)


# --- reductions


def test_the_mean_is_weighted() -> None:
    close(cross_entropy_loss(logits, V, labels, where=where, weight=weight), np.average(EACH, weights=WEIGHT * WHERE))
    close(cross_entropy_loss(logits, V, labels, where=where), EACH[WHERE].mean())
    out = cross_entropy_loss(logits, V, labels, reduction_axis="position", weight=NamedArray(WEIGHT[0], (P,)))
    close(out, np.average(EACH, axis=1, weights=WEIGHT[0]))
    by_batch = cross_entropy_loss(logits, V, labels, reduction_axis="position", weight=NamedArray(WEIGHT[:, 0], (B,)))
    close(by_batch, EACH.mean(1))  # a weight that is the same for all of them
    assert out.axes == by_batch.axes == (B,)


def test_the_mean_of_nothing_is_0_and_so_is_its_gradient() -> None:
    nothing = where & False
    for counted in ({"where": nothing}, {"weight": nothing.astype(float)}):
        total, slope = jax.value_and_grad(lambda x, c=counted: cross_entropy_loss(x, V, labels, **c).scalar())(logits)
        assert total == 0 and bool((slope.array == 0).all())
    some = NamedArray(jnp.asarray([True, False, True]), (B,))
    out = reduce_loss(NamedArray(EACH, (B, P)), reduction_axis=P, where=some)
    close(out, np.where([True, False, True], EACH.mean(1), 0))


def test_sums_and_whole_losses_are_weighted_too() -> None:
    losses = NamedArray(EACH, (B, P))
    close(reduce_loss(losses, hax.sum, weight=weight, where=where), (EACH * WEIGHT * WHERE).sum())
    close(reduce_loss(losses, None, weight=weight, where=where), EACH * WEIGHT * WHERE)
    assert reduce_loss(losses, None).axes == (B, P)
    close(maybe_reduce_loss(losses, hax.sum, "batch", None), EACH.sum(0))


def test_a_reduction_of_ones_own() -> None:
    losses = NamedArray(EACH, (B, P))
    close(reduce_loss(losses, hax.max, "position"), EACH.max(1))
    close(reduce_loss(losses, hax.max, where=where), EACH[WHERE].max())
    close(
        reduce_loss(losses, lambda x, axis=None, *, where=None: hax.sum(x * 2, axis, where=where), P), 2 * EACH.sum(1)
    )


def test_what_does_not_count_may_be_infinite() -> None:
    losses = NamedArray(jnp.asarray([1.0, jnp.inf, jnp.nan, 3.0]), ("batch",))
    counts = NamedArray(jnp.asarray([True, False, False, True]), ("batch",))
    for counted in ({"where": counts}, {"weight": counts.astype(float)}, {"weight": counts}):
        assert reduce_loss(losses, **counted).item() == 2
        assert reduce_loss(losses, hax.sum, **counted).item() == 4
        assert reduce_loss(losses, None, **counted).array.tolist() == [1, 0, 0, 3]


def test_weights_have_gradients_also_at_0() -> None:
    losses = NamedArray(jnp.asarray([1.0, 5.0]), ("batch",))
    slope = jax.grad(lambda w: reduce_loss(losses, hax.sum, weight=w).scalar())(NamedArray(jnp.zeros(2), ("batch",)))
    assert slope.array.tolist() == [1, 5]


def test_losses_over_devices() -> None:
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(jax.sharding.AxisType.Auto,) * 2)
    wide = hax.random.normal(jax.random.key(0), (Axis("batch", 8), Axis("vocab", 16)))
    ids = hax.random.randint(jax.random.key(1), Axis("batch", 8), 0, 16)
    spread = jax.device_put(wide.array, jax.NamedSharding(mesh, jax.P("data", "model")))
    loss = jax.jit(lambda x: cross_entropy_loss(NamedArray(x, wide.axes), "vocab", ids).array)
    np.testing.assert_allclose(loss(spread), loss(wide.array), rtol=1e-6)
    assert "all-gather" not in loss.lower(spread).compile().as_text()  # the labels stay where they are
