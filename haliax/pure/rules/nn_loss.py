"""Losses: those of logits lack the axis of the labels; a reduction takes other axes."""

from __future__ import annotations

from haliax.pure import nn_errors
from haliax.pure.axes import Axes, drop, having
from haliax.pure.axis import name_of
from haliax.pure.operation import Family
from haliax.pure.rules.reductions import fitting
from haliax.pure.wants import Array, Given, OptionalArray, OptionalSelection, Selector

declare = Family("haliax.nn.loss")


def _reduce(
    arr: Array,
    reduction: Given = ...,
    reduction_axis: OptionalSelection = None,
    where: OptionalArray = None,
    weight: OptionalArray = None,
) -> Axes:
    for given in (where, weight):
        arr = fitting(arr, given)
    if reduction is not None:
        return drop(arr, reduction_axis)
    return arr if reduction_axis is None else having(arr, reduction_axis)


reduce_loss = declare("reduce_loss", _reduce)
maybe_reduce_loss = declare("maybe_reduce_loss", _reduce)


def _of_labels(logits: Axes, label: Selector, targets: Axes) -> Axes:
    """The axes of the losses of each label: those of the logits without it.

    Raises:
        AxisError: If the logits lack the label, or an axis of the targets.
    """
    name = name_of(label)
    if logits.has(name) is False and targets.has(name):
        raise nn_errors.swapped(name, logits, targets)
    drop(logits, (label,))
    return drop(fitting(logits, targets), (label,))


def _cross_entropy(
    logits: Array,
    Label: Selector,
    targets: Array,
    reduction: Given = ...,
    where: OptionalArray = None,
    reduction_axis: OptionalSelection = None,
    weight: OptionalArray = None,
) -> Axes:
    return _reduce(_of_labels(logits, Label, targets), reduction, reduction_axis, where, weight)


cross_entropy_loss = declare("cross_entropy_loss", _cross_entropy)


def _with_normalizers(pred_y: Array, Label: Selector, target_y: Array) -> tuple[Axes, Axes]:
    out = _of_labels(pred_y, Label, target_y)
    return out, out


cross_entropy_loss_and_log_normalizers = declare("cross_entropy_loss_and_log_normalizers", _with_normalizers)


def _binary_cross_entropy(
    logits: Array,
    targets: Array,
    reduction: Given = ...,
    where: OptionalArray = None,
    reduction_axis: OptionalSelection = None,
    weight: OptionalArray = None,
) -> Axes:
    return _reduce(fitting(logits, targets), reduction, reduction_axis, where, weight)


binary_cross_entropy_loss = declare("binary_cross_entropy_loss", _binary_cross_entropy)
