# Written by `python -m tools.stubs`. Do not edit.
"""Samples of what there is: positions along an axis, elements of an array, orders of them."""

import jax

from haliax.axis import AxisSelector, AxisSpec
from haliax.core import NamedArray

def categorical(
    key: jax.Array,
    logits: NamedArray,
    axis: AxisSelector,
    shape: AxisSpec | None = None,
) -> NamedArray:
    """Positions along an axis, each as likely as its logit says. The axis goes.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        key: The key.
        logits: Logarithms of probabilities, which need not add up to 1.
        axis: The axis of the choices, of which one position is drawn.
        shape: The axes of the result, which must have all other axes of the logits. By default just those. Along the
            axes that the logits lack, positions are drawn independently from the same logits.

    Raises:
        AxisError: If the axis is not there, or is there with another size, or if `shape` has no size for an axis,
            repeats one, or lacks one of the logits.
    """

def choice(
    key: jax.Array,
    shape: AxisSpec,
    a: NamedArray,
    axis: AxisSelector,
    replace: bool = True,
    p: NamedArray | None = None,
) -> NamedArray:
    """Elements of an array, drawn along one of its axes, which the axes of the draws replace.

    Axes: `(draw,), [batch, vocab, embed], axis=vocab -> [batch, draw, embed]`

    Args:
        key: The key.
        shape: The axes of the draws. One of them may have the name of `axis`.
        a: The elements. What has one position along `axis` is drawn as a whole.
        axis: The axis along which elements are drawn.
        replace: Whether an element can be drawn more than once.
        p: How likely each is, along `axis`. By default each is as likely as the others.

    Raises:
        AxisError: If the axis is not there, or is there with another size, if `shape` has no size for an axis or a name
            that the array has too, or if `p` has other axes than that one.
        ValueError: If more elements are drawn than there are, and none may be drawn twice.
    """

def permutation(key: jax.Array, x: NamedArray, axis: AxisSelector, independent: bool = False) -> NamedArray:
    """The array with what is along an axis in a random order. The axes stay.

    Axes: `[batch, embed], axis=batch -> [batch, embed]`

    Args:
        key: The key.
        x: The array.
        axis: The axis whose positions change places.
        independent: Whether each row along the axis has an order of its own.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
