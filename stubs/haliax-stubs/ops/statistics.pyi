# Written by `python -m tools.stubs`. Do not edit.
"""Statistics that are more than a sum: medians, quantiles, weighted means, covariances."""

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric

def median(array: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """Median over the given axes.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes, which the result lacks. All of them if None, which gives a scalar.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def nanmedian(array: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """Median over the given axes, ignoring NaN.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes, which the result lacks. All of them if None, which gives a scalar.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def quantile(
    array: NamedArray,
    q: NamedOrNumeric,
    axis: AxisSelection | None = None,
    *,
    method: str = "linear",
) -> NamedArray:
    """Quantiles over the given axes.

    Axes: `[batch, embed], 0.5, axis=embed -> [batch]`

    Axes: `[batch, embed], [quantile], axis=embed -> [quantile, batch]`

    Args:
        array: The values.
        q: Which: a number from 0 to 1, or an array of such numbers. Its axes come out first.
        axis: The axes, which the result lacks. All of them if None.
        method: What lies between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `q` has an axis that the
            array keeps.
    """

def nanquantile(
    array: NamedArray,
    q: NamedOrNumeric,
    axis: AxisSelection | None = None,
    *,
    method: str = "linear",
) -> NamedArray:
    """Quantiles over the given axes, ignoring NaN.

    Axes: `[batch, embed], 0.5, axis=embed -> [batch]`

    Axes: `[batch, embed], [quantile], axis=embed -> [quantile, batch]`

    Args:
        array: The values.
        q: Which: a number from 0 to 1, or an array of such numbers. Its axes come out first.
        axis: The axes, which the result lacks. All of them if None.
        method: What lies between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `q` has an axis that the
            array keeps.
    """

def percentile(
    array: NamedArray,
    q: NamedOrNumeric,
    axis: AxisSelection | None = None,
    *,
    method: str = "linear",
) -> NamedArray:
    """Percentiles over the given axes.

    Axes: `[batch, embed], 0.5, axis=embed -> [batch]`

    Axes: `[batch, embed], [quantile], axis=embed -> [quantile, batch]`

    Args:
        array: The values.
        q: Which: a number from 0 to 100, or an array of such numbers. Its axes come out first.
        axis: The axes, which the result lacks. All of them if None.
        method: What lies between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `q` has an axis that the
            array keeps.
    """

def nanpercentile(
    array: NamedArray,
    q: NamedOrNumeric,
    axis: AxisSelection | None = None,
    *,
    method: str = "linear",
) -> NamedArray:
    """Percentiles over the given axes, ignoring NaN.

    Axes: `[batch, embed], 0.5, axis=embed -> [batch]`

    Axes: `[batch, embed], [quantile], axis=embed -> [quantile, batch]`

    Args:
        array: The values.
        q: Which: a number from 0 to 100, or an array of such numbers. Its axes come out first.
        axis: The axes, which the result lacks. All of them if None.
        method: What lies between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `q` has an axis that the
            array keeps.
    """

def average(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    weights: NamedArray | None = None,
) -> NamedArray:
    """The mean over the given axes, of elements that may count more or less than others.

    Axes: `[batch, embed], axis=batch, weights=[batch] -> [embed]`

    It is `sum(weights * array) / sum(weights)`, as of `jax.numpy.average`.

    Args:
        array: The values.
        axis: The axes, which the result lacks. All of them if None, which gives a scalar.
        weights: How much each element counts: an array with some or all of the axes of `array`. All alike by default.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `weights` has other axes.
    """

def cov(
    array: NamedArray,
    axis: AxisSelector,
    variable: AxisSelector,
    new_axis: AxisSelector | None = None,
    *,
    ddof: int = 1,
) -> NamedArray:
    """The covariances of the variables along one axis, over the observations along another.

    Axes: `[sample, feature], axis=sample, variable=feature -> [feature, feature_cov]`

    That of variables i and j is the mean of `(x_i - mean(x_i)) * conj(x_j - mean(x_j))` over the observations, as of
    `numpy.cov`. Other axes stay: there is a matrix for each of their positions.

    Args:
        array: The values.
        axis: The observations, which the result lacks.
        variable: The variables.
        new_axis: The second axis of the variables, after the first. By default it is named like the first with `_cov`
            after it.
        ddof: Delta degrees of freedom: the divisor is the number of observations minus this.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the name of the new
            axis is taken.
    """
