"""One-hot vectors."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric, wrap
from haliax.dynamic import widened
from haliax.ops._arguments import axis_of, number, signature_of
from haliax.ops._declare import names_after
from haliax.ops._explicit import implements
from haliax.pure.rules import nn as rules


@implements(rules.one_hot)
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
    size = axis_of(rules.one_hot, class_axis).size
    if getattr(x, "dtype", type(x)) in (bool, jnp.bool_):
        raise TypeError(
            "one_hot: expected positions, which are integers, got bools; use .astype(int) if they are 0 and 1"
        )
    positions = x.array if isinstance(x, NamedArray) else number(rules.one_hot, x)
    out = names_after(rules.one_hot, (signature_of(x),), class_axis)
    return wrap(jax.nn.one_hot(widened(positions), size, dtype=float if dtype is None else dtype), out)
