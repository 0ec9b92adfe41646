"""Samples of distributions with parameters."""

from __future__ import annotations

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric
from haliax.ops._explicit import implements
from haliax.pure.rules import random as rules
from haliax.random._shapes import sampled_with


@implements(rules.bernoulli, by_jax=False)
def bernoulli(key: jax.Array, shape: AxisSpec, p: NamedOrNumeric) -> NamedArray:
    """Booleans that are true with probability `p`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.bernoulli, jax.random.bernoulli, key, shape, (p,))


@implements(rules.beta, by_jax=False)
def beta(key: jax.Array, shape: AxisSpec, a: NamedOrNumeric, b: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the beta distribution with shape parameters `a` and `b`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.beta, jax.random.beta, key, shape, (a, b), dtype)


@implements(rules.binomial, by_jax=False)
def binomial(
    key: jax.Array, shape: AxisSpec, n: NamedOrNumeric, p: NamedOrNumeric, dtype: DTypeLike = float
) -> NamedArray:
    """How many of `n` trials succeed, each with probability `p`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.binomial, jax.random.binomial, key, shape, (n, p), dtype)


@implements(rules.gamma, by_jax=False)
def gamma(key: jax.Array, shape: AxisSpec, a: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the gamma distribution with shape parameter `a` and scale 1.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.gamma, jax.random.gamma, key, shape, (a,), dtype)


@implements(rules.loggamma, by_jax=False)
def loggamma(key: jax.Array, shape: AxisSpec, a: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Logarithms of samples of the gamma distribution, exact also where those are very small.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.loggamma, jax.random.loggamma, key, shape, (a,), dtype)


@implements(rules.pareto, by_jax=False)
def pareto(key: jax.Array, shape: AxisSpec, b: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Pareto distribution, which are 1 or more: more than `x` with probability `x ** -b`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.pareto, jax.random.pareto, key, shape, (b,), dtype)


@implements(rules.poisson, by_jax=False)
def poisson(key: jax.Array, shape: AxisSpec, lam: NamedOrNumeric, dtype: DTypeLike = int) -> NamedArray:
    """Samples of the Poisson distribution with mean `lam`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.poisson, jax.random.poisson, key, shape, (lam,), dtype)


@implements(rules.t, by_jax=False)
def t(key: jax.Array, shape: AxisSpec, df: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of Student's t distribution with `df` degrees of freedom.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.t, jax.random.t, key, shape, (df,), dtype)


@implements(rules.weibull_min, by_jax=False)
def weibull_min(
    key: jax.Array, shape: AxisSpec, scale: NamedOrNumeric, concentration: NamedOrNumeric, dtype: DTypeLike = float
) -> NamedArray:
    """Samples of the Weibull distribution: `x` or less with probability `1 - exp(-(x / scale) ** concentration)`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return sampled_with(rules.weibull_min, jax.random.weibull_min, key, shape, (scale, concentration), dtype)
