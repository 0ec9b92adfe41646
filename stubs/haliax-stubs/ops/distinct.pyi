# Written by `python -m tools.stubs`. Do not edit.
"""The distinct elements of an array, along a new axis whose size says how many are found."""

from typing import overload

from jax.typing import ArrayLike

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray

@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> NamedArray: ...

@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_counts: bool,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...

@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_inverse: bool,
    return_counts: bool = ...,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...

@overload
def unique(
    array: NamedArray,
    Unique: Axis,
    *,
    return_index: bool,
    return_inverse: bool = ...,
    return_counts: bool = ...,
    axis: AxisSelector | None = ...,
    fill_value: ArrayLike | None = ...,
) -> tuple[NamedArray, ...]: ...

def unique_values(
    array: NamedArray,
    Unique: Axis,
    *,
    axis: AxisSelector | None = None,
    fill_value: ArrayLike | None = None,
) -> NamedArray:
    """The distinct elements, as `unique` gives them.

    Axes: `[batch, embed], Unique -> [Unique]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """

def unique_counts(
    array: NamedArray,
    Unique: Axis,
    *,
    axis: AxisSelector | None = None,
    fill_value: ArrayLike | None = None,
) -> tuple[NamedArray, NamedArray]:
    """The distinct elements, and how often each occurs. See `unique`.

    Axes: `[batch, embed], Unique -> [Unique], [Unique]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """

def unique_inverse(
    array: NamedArray,
    Unique: Axis,
    *,
    axis: AxisSelector | None = None,
    fill_value: ArrayLike | None = None,
) -> tuple[NamedArray, NamedArray]:
    """The distinct elements, and which of them each element of the array is. See `unique`.

    Axes: `[batch, embed], Unique -> [Unique], [batch, embed]`

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """

def unique_all(
    array: NamedArray,
    Unique: Axis,
    *,
    axis: AxisSelector | None = None,
    fill_value: ArrayLike | None = None,
) -> tuple[NamedArray, NamedArray, NamedArray, NamedArray]:
    """The distinct elements, where each first occurs, which of them each element is, and how often each occurs.

    Axes: `[batch, embed], Unique -> [Unique], [Unique], [batch, embed], [Unique]`

    See `unique`.

    Raises:
        AxisError: If `axis` is not there, is there with another size, or the name of `Unique` is taken.
    """
