# Written by `python -m tools.stubs`. Do not edit.
"""Named axes, the ways to select them, and the functions that combine lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, overload

from typing_extensions import TypeVar

from haliax.pure.axis import (
    AxisSelection as AxisSelection,
    AxisSelector as AxisSelector,
    AxisSpec as AxisSpec,
    PartialShapeDict as PartialShapeDict,
    ShapeDict as ShapeDict,
)

_Name = TypeVar("_Name", bound=str, covariant=True, default=Any)
_Size = TypeVar("_Size", bound=int, covariant=True, default=Any)

@dataclass(frozen=True, slots=True)
class Axis(Generic[_Name, _Size]):
    """A named dimension: `Axis("batch", 32)`.

    Attributes:
        name: The name, by which operations find the axis.
        size: The number of positions along it.

    Raises:
        TypeError: If the name is no string, or the size no integer.
    """

    name: str
    size: int
    def __post_init__(self) -> None: ...

    def alias(self, new_name: str) -> Axis:
        """The axis under another name, with the same size."""

    def resize(self, size: int) -> Axis:
        """The axis with another size, under the same name."""

    def __class_getitem__(cls, parameters: object) -> Any:
        """An annotation, `Axis["embed"]` or `Axis["embed", 512]`: the axis of this name, and perhaps of this size."""

    def __str__(self) -> str: ...

def make_axes(**kwargs: int) -> tuple[Axis, ...]:
    """One axis for each keyword: `X, Y = make_axes(X=10, Y=20)`."""

@overload
def axis_name(ax: AxisSelector) -> str: ...  # type: ignore[overload-overlap]

@overload
def axis_name(ax: Sequence[AxisSelector] | PartialShapeDict) -> tuple[str, ...]: ...

@overload
def axis_size(ax: Axis) -> int: ...

@overload
def axis_size(ax: AxisSpec) -> int: ...

def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2`.

    Raises:
        AxisError: If both have an axis of one name.
    """

def union_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2` that `a1` lacks.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """

def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection:
    """The axes of `ax1` that `ax2` has too, in the order of `ax1`.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """

def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`.

    Raises:
        AxisError: If an axis of `to_remove` is not there, or is there with another size.
    """

def without_axes(
    axis_spec: AxisSelection,
    to_remove: AxisSelection,
    allow_mismatched_sizes: bool = False,
) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`, which need not be there.

    Raises:
        AxisError: If an axis of `to_remove` is there with another size, unless `allow_mismatched_sizes`.
    """

def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` with `new` in the place of `old`.

    Raises:
        AxisError: If `old` is not there, is there with another size, or a new name is taken.
    """

def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelection) -> AxisSpec:
    """The selected axes with their sizes, in the form of the selection.

    Raises:
        AxisError: If an axis is not in `axis_spec`, or is there with another size.
    """

def selects_axis(selector: AxisSelection, selected: AxisSelection) -> bool:
    """Whether `selector` has every axis of `selected`, with the same size wherever both give one."""

def is_axis_compatible(ax1: AxisSelector, ax2: AxisSelector) -> bool:
    """Whether two axes have the same name and, if both give one, the same size."""
