"""Samples of distributions without parameters."""

from __future__ import annotations

from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import axis_of, shape_of
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import random as rules
from haliax.random._shapes import sampled


@implements(rules.normal, by_jax=False)
def normal(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.normal, jax.random.normal, key, shape, dtype)


@implements(rules.cauchy, by_jax=False)
def cauchy(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Cauchy distribution with location 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.cauchy, jax.random.cauchy, key, shape, dtype)


@implements(rules.exponential, by_jax=False)
def exponential(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the exponential distribution with rate 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.exponential, jax.random.exponential, key, shape, dtype)


@implements(rules.gumbel, by_jax=False)
def gumbel(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Gumbel distribution with location 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.gumbel, jax.random.gumbel, key, shape, dtype)


@implements(rules.laplace, by_jax=False)
def laplace(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Laplace distribution with mean 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.laplace, jax.random.laplace, key, shape, dtype)


@implements(rules.logistic, by_jax=False)
def logistic(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the logistic distribution with mean 0 and scale 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.logistic, jax.random.logistic, key, shape, dtype)


@implements(rules.rademacher, by_jax=False)
def rademacher(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples that are 1 or -1, each half of the time.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    return sampled(rules.rademacher, jax.random.rademacher, key, shape, dtype)


@implements(rules.ball, by_jax=False)
def ball(
    key: jax.Array,
    shape: AxisSpec,
    D: Axis,
    p: float = 2.0,
    dtype: DTypeLike = float,
) -> NamedArray:
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
    sizes, names = _around(rules.ball, (), shape, axis_of(rules.ball, D))
    return wrap(jax.random.ball(key, sizes[-1], p, sizes[:-1], dtype), names)


@settled
def _around(
    operation: Operation[Any],
    signatures: Signatures,
    shape: AxisSpec,
    D: Axis,
) -> tuple[Shape, Names]:
    out = operation.rule(None, shape, D)
    return shape_of(out), out.names
