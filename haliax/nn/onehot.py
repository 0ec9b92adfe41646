"""One-hot vectors."""

from __future__ import annotations

from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.axis import Axis
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import settled, sized
from haliax.rules import nn as rules

Names = tuple[str, ...]


def one_hot(x: NamedArray | int, class_axis: Axis, *, dtype: DTypeLike | None = None) -> NamedArray:
    """A new last axis that is 1 at the position that `x` gives, and 0 elsewhere.

    Axes: `[batch], vocab -> [batch, vocab]`

    Args:
        x: Positions: an array of integers, or one integer. One outside the axis gives only zeros.
        class_axis: The new axis.
        dtype: A float dtype by default.

    Raises:
        AxisError: If `x` has an axis of this name.
    """
    values: Any = x.array if isinstance(x, NamedArray) else x
    names, shape = (x.axis_names, x.array.shape) if isinstance(x, NamedArray) else ((), ())
    out = _names("one_hot", names, shape, class_axis)
    return wrap(jax.nn.one_hot(values, class_axis.size, dtype=float if dtype is None else dtype), out)


@settled
def _names(op: str, names: Names, shape: tuple[int, ...], class_axis: Axis) -> Names:
    return sized(rules.one_hot(axes_of(names, shape), class_axis)).names
