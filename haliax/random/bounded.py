"""Samples between bounds."""

from __future__ import annotations

from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric, Shape
from haliax.ops._explicit import implements
from haliax.pure.rules import random as rules
from haliax.random._shapes import sampled_with


@implements(rules.uniform, by_jax=False)
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
    return sampled_with(rules.uniform, _uniform, key, shape, (minval, maxval), dtype)


def _uniform(key: Any, low: Any, high: Any, shape: Shape, dtype: DTypeLike) -> jax.Array:
    return jax.random.uniform(key, shape, dtype, low, high)


@implements(rules.randint, by_jax=False)
def randint(
    key: jax.Array, shape: AxisSpec, minval: NamedOrNumeric, maxval: NamedOrNumeric, dtype: DTypeLike = int
) -> NamedArray:
    """Integers from `minval` up to, not including, `maxval`, each as likely as the others.

    Axes: `(batch, position), [], [] -> [batch, position]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
    return sampled_with(rules.randint, _integers, key, shape, (minval, maxval), dtype)


def _integers(key: Any, low: Any, high: Any, shape: Shape, dtype: DTypeLike) -> jax.Array:
    return jax.random.randint(key, shape, low, high, dtype)


@implements(rules.truncated_normal, by_jax=False)
def truncated_normal(
    key: jax.Array, shape: AxisSpec, lower: NamedOrNumeric, upper: NamedOrNumeric, dtype: DTypeLike = float
) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1, of which only those within bounds are kept.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
    operation, sample = rules.truncated_normal, jax.random.truncated_normal
    return sampled_with(operation, sample, key, shape, (lower, upper), dtype)
