# Written by `python -m tools.stubs`. Do not edit.
"""Functions that normalize along axes: softmax and its logarithm, and values of mean 0 and variance 1."""

from haliax.axis import AxisSelection
from haliax.core import NamedArray, NamedOrNumeric
from haliax.nn.norms import LayerNorm as LayerNorm, LayerNormBase as LayerNormBase, RmsNorm as RmsNorm

def softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """exp(a) divided by its sum over the axes, so that the elements along them sum to 1. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def log_softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of `softmax`, computed without loss of precision. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def logsumexp(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of the sum of exp(a) over the axes, which the result lacks.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        a: The values.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def standardize(
    x: NamedArray,
    axis: AxisSelection,
    *,
    mean: NamedOrNumeric | None = None,
    variance: NamedOrNumeric | None = None,
    epsilon: float = 1e-05,
    where: NamedArray | None = None,
) -> NamedArray:
    """The values with their mean taken away, divided by their standard deviation over the axes. The axes stay.

    Axes: `[batch, embed], axis=embed -> [batch, embed]`

    Sums are in float32 at least; the result has the dtype of `x`.

    Args:
        x: The values.
        axis: The axes over which mean and variance are taken.
        mean: The mean, if it is not to be worked out: a number, or an array with some of the axes of `x`.
        variance: The variance, likewise.
        epsilon: What is added to the variance.
        where: Which elements mean and variance are of: a boolean array with some or all of the axes of `x`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `mean`, `variance` or
            `where` has other axes.
    """
