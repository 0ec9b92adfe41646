# Written by `python -m tools.stubs`. Do not edit.
"""Losses, and how those of many examples become one number.

A loss is worked out in float32 at least, and comes out so: in the 8 bits of bfloat16 it would hardly ever change.
"""

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray
from haliax.ops.reductions import mean
from haliax.types import ReductionFunction

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

def cross_entropy_loss_and_log_normalizers(
    pred_y: NamedArray,
    Label: AxisSelector,
    target_y: NamedArray,
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
