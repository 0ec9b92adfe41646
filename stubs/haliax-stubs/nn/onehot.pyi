# Written by `python -m tools.stubs`. Do not edit.
"""One-hot vectors."""

from jax.typing import DTypeLike

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric

def one_hot(x: NamedOrNumeric, class_axis: Axis, *, dtype: DTypeLike | None = None) -> NamedArray:
    """A new last axis that is 1 at the position that `x` gives, and 0 elsewhere.

    Axes: `[batch], vocab -> [batch, vocab]`

    Args:
        x: Positions: an array of integers, or one integer. One outside the axis gives only zeros.
        class_axis: The new axis.
        dtype: A float dtype by default.

    Raises:
        AxisError: If `x` has an axis of this name.
        TypeError: If `x` holds bools.
    """
