# Written by `python -m tools.stubs`. Do not edit.
"""Reductions over named axes: `sum`, `mean`, `argmax`, … The reduced axes go."""

from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray

def all(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Whether all elements are true, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def any(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Whether any element is true, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def max(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Largest element over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def min(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Smallest element over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def amax(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Largest element over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def amin(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Smallest element over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def ptp(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Largest minus smallest element over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanmax(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Largest element, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanmin(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
    """Smallest element, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def sum(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Sum over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def prod(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Product over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def product(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Product over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def mean(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Mean over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nansum(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Sum, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanprod(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Product, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanmean(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Mean, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def std(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    ddof: int = 0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Standard deviation over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        ddof: Delta degrees of freedom: the divisor is the number of elements minus this.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def var(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    ddof: int = 0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Variance over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        ddof: Delta degrees of freedom: the divisor is the number of elements minus this.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanstd(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    ddof: int = 0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Standard deviation, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        ddof: Delta degrees of freedom: the divisor is the number of elements minus this.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def nanvar(
    array: NamedArray,
    axis: AxisSelection | None = None,
    *,
    where: NamedArray | None = None,
    ddof: int = 0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Variance, ignoring NaN, over the given axes, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axes to reduce. All of them if None, which gives a scalar.
        where: Which elements count: a boolean array with some or all of the axes of `array`.
        ddof: Delta degrees of freedom: the divisor is the number of elements minus this.
        dtype: The dtype of the result, and of the sums that lead to it.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
    """

def argmax(array: NamedArray, axis: AxisSelector | None) -> NamedArray:
    """Index of the largest element along an axis, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axis to search. If None, the whole array, flattened in the order of its axes.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def argmin(array: NamedArray, axis: AxisSelector | None) -> NamedArray:
    """Index of the smallest element along an axis, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axis to search. If None, the whole array, flattened in the order of its axes.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def nanargmax(array: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
    """Index of the largest element along an axis, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axis to search. If None, the whole array, flattened in the order of its axes.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def nanargmin(array: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
    """Index of the smallest element along an axis, which the result lacks.

    Axes: `[batch, embed], axis=embed -> [batch]`

    Args:
        array: The values.
        axis: The axis to search. If None, the whole array, flattened in the order of its axes.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
