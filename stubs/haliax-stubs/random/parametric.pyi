# Written by `python -m tools.stubs`. Do not edit.
"""Samples of distributions with parameters."""

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric

def bernoulli(key: jax.Array, shape: AxisSpec, p: NamedOrNumeric) -> NamedArray:
    """Booleans that are true with probability `p`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def beta(
    key: jax.Array,
    shape: AxisSpec,
    a: NamedOrNumeric,
    b: NamedOrNumeric,
    dtype: DTypeLike = float,
) -> NamedArray:
    """Samples of the beta distribution with shape parameters `a` and `b`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def binomial(
    key: jax.Array,
    shape: AxisSpec,
    n: NamedOrNumeric,
    p: NamedOrNumeric,
    dtype: DTypeLike = float,
) -> NamedArray:
    """How many of `n` trials succeed, each with probability `p`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def gamma(key: jax.Array, shape: AxisSpec, a: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the gamma distribution with shape parameter `a` and scale 1.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def loggamma(key: jax.Array, shape: AxisSpec, a: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Logarithms of samples of the gamma distribution, exact also where those are very small.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def pareto(key: jax.Array, shape: AxisSpec, b: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the Pareto distribution, which are 1 or more: more than `x` with probability `x ** -b`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def poisson(key: jax.Array, shape: AxisSpec, lam: NamedOrNumeric, dtype: DTypeLike = int) -> NamedArray:
    """Samples of the Poisson distribution with mean `lam`.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def t(key: jax.Array, shape: AxisSpec, df: NamedOrNumeric, dtype: DTypeLike = float) -> NamedArray:
    """Samples of Student's t distribution with `df` degrees of freedom.

    Axes: `(batch, embed), [embed] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def weibull_min(
    key: jax.Array,
    shape: AxisSpec,
    scale: NamedOrNumeric,
    concentration: NamedOrNumeric,
    dtype: DTypeLike = float,
) -> NamedArray:
    """Samples of the Weibull distribution: `x` or less with probability `1 - exp(-(x / scale) ** concentration)`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
