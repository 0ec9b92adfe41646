"""Losses, and how those of many examples become one number.

A loss is worked out in float32 at least, and comes out so: in the 8 bits of bfloat16 it would hardly ever change.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.dynamic import widened
from haliax.nn._numbers import floats, lowest, refuse_complex, wide
from haliax.nn._reducing import check, mean_of_all, reduced
from haliax.ops._arguments import known, parts_of
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.ops.reductions import mean
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import nn_loss as rules
from haliax.types import ReductionFunction


@implements(rules.cross_entropy_loss)
def cross_entropy_loss(
    logits: NamedArray,
    Label: AxisSelector,
    targets: NamedArray,
    reduction: ReductionFunction | None = mean,
    where: NamedArray | None = None,
    reduction_axis: AxisSelection | None = None,
    weight: NamedArray | None = None,
) -> NamedArray:
    """The cross entropy of targets and the probabilities that logits stand for, reduced as by `reduce_loss`.

    Axes: `[batch, position, vocab], vocab, [batch, position] -> []`

    Axes: `[batch, position, vocab], vocab, [batch, position], reduction=None -> [batch, position]`

    Args:
        logits: Logarithms of probabilities, which need not add up to 1.
        Label: The axis of the labels, which the losses lack.
        targets: The label of each example, as an integer, if the axis of the labels is not there. Otherwise the
            probability of each label, of which one may be 1 and all others 0. All its other axes are among those of the
            logits. A label outside the axis makes the loss NaN.
        reduction: `haliax.mean`, `haliax.sum`, another function of an array, axes and `where`, or None.
        where: Which losses count: a boolean array with some or all of their axes.
        reduction_axis: The axes to reduce. All of them by default.
        weight: What each loss is multiplied by: an array with some or all of their axes.

    Raises:
        AxisError: If the logits lack the label or an axis of the targets, or as `reduce_loss` does.
        TypeError: If the targets lack the axis of the labels, and are no integers.
    """
    operation = rules.cross_entropy_loss
    arrays = {"logits": logits, "targets": targets, "where": where, "weight": weight}
    check(operation, reduction, reduction_axis, Label, **arrays)
    losses, _ = _losses(operation, logits, Label, targets)
    return reduced(operation, losses, reduction, reduction_axis, where, weight)


@implements(rules.cross_entropy_loss_and_log_normalizers)
def cross_entropy_loss_and_log_normalizers(
    pred_y: NamedArray, Label: AxisSelector, target_y: NamedArray
) -> tuple[NamedArray, NamedArray]:
    """The cross entropy of each example, and the logarithm of the sum of exp of its logits.

    Axes: `[batch, position, vocab], vocab, [batch, position] -> [batch, position], [batch, position]`

    Args:
        pred_y: The logits, see `cross_entropy_loss`.
        Label: The axis of the labels, which both results lack.
        target_y: The targets, see `cross_entropy_loss`.

    Raises:
        AxisError: If the logits lack the label or an axis of the targets.
        TypeError: If the targets lack the axis of the labels, and are no integers.
    """
    return _losses(rules.cross_entropy_loss_and_log_normalizers, pred_y, Label, target_y)


@implements(rules.binary_cross_entropy_loss)
def binary_cross_entropy_loss(
    logits: NamedArray,
    targets: NamedArray,
    reduction: ReductionFunction | None = mean,
    where: NamedArray | None = None,
    reduction_axis: AxisSelection | None = None,
    weight: NamedArray | None = None,
) -> NamedArray:
    """The cross entropy of what is true or not and the sigmoids of logits, reduced as by `reduce_loss`.

    Axes: `[batch, class], [batch, class] -> []`

    Axes: `[batch, class], [batch, class], reduction=None -> [batch, class]`

    Args:
        logits: Logits: the logarithm of how much likelier true is than false.
        targets: The probability that it is true, or a boolean: an array with some or all of the axes of the logits.
        reduction: `haliax.mean`, `haliax.sum`, another function of an array, axes and `where`, or None.
        where: Which losses count: a boolean array with some or all of the axes.
        reduction_axis: The axes to reduce. All of them by default.
        weight: What each loss is multiplied by: an array with some or all of the axes.

    Raises:
        AxisError: If the targets have an axis that the logits lack, or as `reduce_loss` does.
    """
    operation = rules.binary_cross_entropy_loss
    check(operation, reduction, reduction_axis, logits=logits, targets=targets, where=where, weight=weight)
    (x, first), (y, second) = parts_of(operation, logits), parts_of(operation, targets)
    call, out = _truths(operation, (first, second))
    refuse_complex(operation, "logits", x.dtype)
    return reduced(operation, wrap(call(x, y), out), reduction, reduction_axis, where, weight)


@implements(rules.reduce_loss)
def reduce_loss(
    arr: NamedArray,
    reduction: ReductionFunction | None = mean,
    reduction_axis: AxisSelection | None = None,
    where: NamedArray | None = None,
    weight: NamedArray | None = None,
) -> NamedArray:
    """Losses reduced over some axes, which the result lacks; all of the losses if `reduction` is None.

    Axes: `[batch, position] -> []`

    Axes: `[batch, position], reduction_axis=position -> [batch]`

    Args:
        arr: The losses.
        reduction: `haliax.mean`, `haliax.sum`, another function of an array, axes and `where`, or None. The mean is
            that by weight, `sum(weight * arr) / sum(weight)`, and 0 if nothing counts.
        reduction_axis: The axes to reduce. All of them by default.
        where: Which losses count: a boolean array with some or all of the axes. One that does not is taken as 0,
            whatever it is.
        weight: What each loss is multiplied by: an array with some or all of the axes.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` or `weight` has
            other axes; if a `reduction` of your own leaves other axes than those that are not reduced.
    """
    if reduction is mean and where is None and weight is None and isinstance(arr, NamedArray):
        return applied(rules.reduce_loss, mean_of_all, arr, reduction_axis)
    check(rules.reduce_loss, reduction, reduction_axis, arr=arr, where=where, weight=weight)
    return reduced(rules.reduce_loss, arr, reduction, reduction_axis, where, weight)


@implements(rules.maybe_reduce_loss)
def maybe_reduce_loss(
    arr: NamedArray,
    reduction: ReductionFunction | None,
    reduction_axis: AxisSelection | None,
    where: NamedArray | None,
    weight: NamedArray | None = None,
) -> NamedArray:
    """The same as `reduce_loss`, of which all is said that has a default there.

    Axes: `[batch, position], reduction_axis=position -> [batch]`

    Raises:
        AxisError: As `reduce_loss` does.
    """
    check(rules.maybe_reduce_loss, reduction, reduction_axis, arr=arr, where=where, weight=weight)
    return reduced(rules.maybe_reduce_loss, arr, reduction, reduction_axis, where, weight)


def _losses(
    operation: Operation[Any], logits: NamedArray, label: AxisSelector, targets: NamedArray
) -> tuple[NamedArray, NamedArray]:
    """The cross entropies, and the logarithms of what normalizes the probabilities."""
    (x, first), (y, second) = parts_of(operation, logits), parts_of(operation, targets)
    call, (out, _) = _entropies(rules.cross_entropy_loss_and_log_normalizers, (first, second), label)
    if name_of(label) not in targets.axis_names and not jnp.issubdtype(y.dtype, jnp.integer):
        raise TypeError(
            f"{operation.told}: the targets lack axis '{name_of(label)}', so they must be labels, which are integers; "
            f"got {y.dtype}. Probabilities have that axis, as haliax.nn.one_hot gives it"
        )
    refuse_complex(operation, "logits", x.dtype)
    losses, normalizers = call(x, y)
    return wrap(losses, out), wrap(normalizers, out)


@settled
def _entropies(
    operation: Operation[Any], signatures: Signatures, label: AxisSelector
) -> tuple[Kernel, tuple[Names, Names]]:
    logits, targets = map(known, signatures)
    out, normalizers = operation.rule(logits, label, targets)
    compute = _of_probabilities if name_of(label) in targets.names else _of_labels
    call = kernel(operation.told, compute, logits.names.index(name_of(label)), move(targets.names, logits.names))
    return call, (out.names, normalizers.names)


def _of_probabilities(at: int, how: Move, logits: Any, targets: Any) -> tuple[jax.Array, jax.Array]:
    shifted, normalizer, top = _shifted(at, logits)
    targets = moved(floats(targets), how).astype(shifted.dtype)
    # What is impossible, and said to be, costs nothing, where 0 times infinity would be NaN.
    costs = jnp.where((targets == 0) & jnp.isneginf(shifted), 0, jnp.expand_dims(normalizer, at) - shifted)
    return jnp.sum(targets * costs, at), normalizer + top


def _of_labels(at: int, how: Move, logits: Any, targets: Any) -> tuple[jax.Array, jax.Array]:
    shifted, normalizer, top = _shifted(at, logits)
    count = logits.shape[at]
    labels = moved(widened(targets), how)
    # Compared and not indexed, so that the labels may be spread over devices.
    positions = lax.broadcasted_iota(labels.dtype, tuple(count if i == at else 1 for i in range(logits.ndim)), at)
    chosen = jnp.sum(jnp.where(labels == positions, shifted, 0), at)
    is_label = jnp.squeeze((labels >= 0) & (labels < count), at)
    return jnp.where(is_label, normalizer - chosen, jnp.nan), normalizer + top


def _shifted(at: int, logits: Any) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Logits less their largest, the logarithm of the sum of exp of that, and the largest."""
    values = wide(logits)
    top = lax.stop_gradient(jnp.max(values, at, keepdims=True, initial=-jnp.inf))
    top = jnp.maximum(top, lowest(top.dtype))  # also where all labels are impossible
    shifted = values - top
    return shifted, jnp.log(jnp.sum(jnp.exp(shifted), at)), jnp.squeeze(top, at)


@settled
def _truths(operation: Operation[Any], signatures: Signatures) -> tuple[Kernel, Names]:
    logits, targets = map(known, signatures)
    out = operation.rule(logits, targets, None).names
    return kernel(operation.told, _of_truths, move(targets.names, logits.names)), out


def _of_truths(how: Move, logits: Any, targets: Any) -> jax.Array:
    values = wide(logits)
    targets = moved(floats(targets), how).astype(values.dtype)
    loss: jax.Array = targets * jax.nn.softplus(-values) + (1 - targets) * jax.nn.softplus(values)
    return loss
