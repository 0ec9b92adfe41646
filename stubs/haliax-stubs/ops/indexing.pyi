# Written by `python -m tools.stubs`. Do not edit.
"""Selecting elements: `x["batch", 0]`, `index`, `slice`, and `updated_slice`.

See `haliax.rules.indexing` for what each kind of index does to the axes.
"""

import builtins
from collections.abc import Mapping
from typing import Any, TypeAlias

import jax
import numpy as np

from haliax.axis import AxisSelector
from haliax.core import NamedArray
from haliax.dynamic import dslice
from haliax.ops._index import IndexParts
from haliax.pure.axis import AxisKey
from haliax.pure.operation import Operation

NamedIndex: TypeAlias = int | builtins.slice | NamedArray | dslice | list[int] | np.ndarray[Any, Any] | jax.Array
SliceSpec: TypeAlias = Mapping[AxisKey, NamedIndex] | tuple[AxisSelector | NamedIndex, ...]

def getitem(array: NamedArray, item: Any) -> NamedArray:
    """The elements that `array[item]` means: `array["batch", 0, "embed", 1:3]` or `array[{"batch": 0}]`."""

def index(array: NamedArray, slices: Mapping[AxisKey, NamedIndex]) -> NamedArray:
    """Elements of the array, selected along some axes.

    Axes: `[batch, position, embed], {"batch": 0, "position": 2:5} -> [position=3, embed]`

    An integer takes its axis away. A slice, a `dslice`, or a list of positions keeps it, with another size. A named
    array puts its axes in the place of the axis; those that the array has too are matched. Positions of index arrays
    past the end behave as in `jax.numpy`, which clamps them; those of a `dslice`, and of index arrays next to one,
    give 0.

    Args:
        array: The values.
        slices: The index of each axis. Axes that are not named stay whole.

    Raises:
        AxisError: If an axis is not there, or has another size; if an integer is outside its axis; if a shared axis of
            index and array has two sizes.
        TypeError: If an index is of a wrong kind, or a slice has bounds that are traced.
    """

def selected(operation: Operation[Any], array: NamedArray, index: IndexParts) -> NamedArray:
    """Elements of the array, at an index that is taken apart."""

def slice(array: NamedArray, *args: Any, **kwargs: Any) -> NamedArray:
    """A contiguous part of the array along some axes.

    Axes: `[batch, position], position, Axis("window", 3), start=2 -> [batch, window=3]`

    Two forms:

    - `slice(array, axis, new_axis=None, start=0, length=None)`: along one axis, which `new_axis` takes the place of.
      The length is that of `new_axis` if it has a size, else `length`, else all that there is after a start that is an
      integer.
    - `slice(array, start={axis: start}, length={axis: length})`: along several. A length may be an `Axis`, which then
      takes the place of the old one.

    A start may be traced.

    Raises:
        AxisError: If an axis is not there, or the part does not lie within it, where that is known.
        TypeError: If the length is not given and the start is traced.
    """
