# Written by `python -m tools.stubs`. Do not edit.
"""Sorting along an axis, and searching in what is sorted."""

from jax.typing import ArrayLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray

def sort(a: NamedArray, axis: AxisSelector) -> NamedArray:
    """The elements along an axis in rising order. The axes stay.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def argsort(a: NamedArray, axis: AxisSelector | None, *, stable: bool = False) -> NamedArray:
    """The positions that would sort the elements along an axis. The axes stay.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Args:
        a: The values.
        axis: The axis to sort along. If None, the flattened array is sorted, and the result has one axis named "flat".
        stable: Whether equal elements keep their order.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def top_k(
    arr: NamedArray,
    axis: AxisSelector,
    k: int,
    new_axis: AxisSelector | None = None,
) -> tuple[NamedArray, NamedArray]:
    """The `k` largest elements along an axis, in falling order, and their positions.

    Axes: `[batch, vocab=7], vocab, 3 -> [batch, vocab=3], [batch, vocab=3]`

    Args:
        arr: The values.
        axis: The axis to search.
        k: How many.
        new_axis: The axis of the result in its place. By default the old one, resized.

    Returns:
        The elements, and their positions along `axis`.

    Raises:
        AxisError: If the axis is not there, has fewer elements than `k`, or the new name is taken.
    """

def searchsorted(
    a: NamedArray,
    v: NamedArray | ArrayLike,
    *,
    side: str = "left",
    sorter: NamedArray | ArrayLike | None = None,
    method: str = "scan",
) -> NamedArray:
    """Where each element of `v` would have to stand in `a` to keep it sorted.

    Axes: `[position], [batch] -> [batch]`

    Args:
        a: Sorted values, along its one axis.
        v: What to look for: an array or a number.
        side: "left" for the first place that fits, "right" for the last.
        sorter: The positions that sort `a`, if it is not sorted.
        method: How to search, as in `jax.numpy.searchsorted`.

    Raises:
        AxisError: If `a` or `sorter` has another number of axes than one.
    """
