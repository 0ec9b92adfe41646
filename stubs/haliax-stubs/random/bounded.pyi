# Written by `python -m tools.stubs`. Do not edit.
"""Samples between bounds."""

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric

def uniform(
    key: jax.Array,
    shape: AxisSpec,
    dtype: DTypeLike = float,
    minval: NamedOrNumeric = 0.0,
    maxval: NamedOrNumeric = 1.0,
) -> NamedArray:
    """Samples of the uniform distribution on `[minval, maxval)`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """

def randint(
    key: jax.Array,
    shape: AxisSpec,
    minval: NamedOrNumeric,
    maxval: NamedOrNumeric,
    dtype: DTypeLike = int,
) -> NamedArray:
    """Integers from `minval` up to, not including, `maxval`, each as likely as the others.

    Axes: `(batch, position), [], [] -> [batch, position]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """

def truncated_normal(
    key: jax.Array,
    shape: AxisSpec,
    lower: NamedOrNumeric,
    upper: NamedOrNumeric,
    dtype: DTypeLike = float,
) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1, of which only those within bounds are kept.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
