# Written by `python -m tools.stubs`. Do not edit.
"""Functions that normalize along axes: softmax and its logarithm."""

from haliax.axis import AxisSelection
from haliax.core import NamedArray

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
