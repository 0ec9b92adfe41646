# Written by `python -m tools.stubs`. Do not edit.
"""Samples of distributions without parameters."""

import jax
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray

def normal(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def cauchy(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Cauchy distribution with location 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def exponential(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the exponential distribution with rate 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def gumbel(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Gumbel distribution with location 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def laplace(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Laplace distribution with mean 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def logistic(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the logistic distribution with mean 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def rademacher(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples that are 1 or -1, each half of the time.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def ball(key: jax.Array, shape: AxisSpec, D: Axis, p: float = 2.0, dtype: DTypeLike = float) -> NamedArray:
    """Points from the unit ball of a p-norm, each as likely as the others.

    Axes: `(batch,), D -> [batch, D]`

    Args:
        key: The key.
        shape: The axes of the points.
        D: The axis of the coordinates of a point, which comes last.
        p: Which norm: the points have `sum(abs(x) ** p) <= 1`.
        dtype: The dtype.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
