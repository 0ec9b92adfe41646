# Written by `python -m tools.stubs`. Do not edit.
"""Named axes, the ways to select them, and the functions that combine lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import EllipsisType
from typing import Any, Generic, TypeAlias, overload

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

_Ax = TypeVar("_Ax", bound=AxisSelector)
PartialAxisSpec: TypeAlias = Sequence[AxisSelector | EllipsisType]
"""An order of axes, of which each `...` leaves some open."""

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

@overload
def concat_axes(a1: ShapeDict, a2: AxisSpec) -> dict[str, int]: ...

@overload
def concat_axes(a1: Axis | Sequence[Axis], a2: AxisSelection) -> tuple[Axis, ...]: ...

@overload
def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection: ...

concat_axis_specs = concat_axes
"""`concat_axes`, under an older name."""

@overload
def union_axes(a1: ShapeDict, a2: AxisSpec) -> dict[str, int]: ...

@overload
def union_axes(a1: AxisSpec, a2: ShapeDict) -> dict[str, int]: ...

@overload
def union_axes(a1: Axis | Sequence[Axis], a2: AxisSelector | Sequence[AxisSelector]) -> tuple[Axis, ...]: ...

@overload
def union_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection: ...

@overload
def intersect_axes(ax1: ShapeDict, ax2: AxisSelection) -> dict[str, int]: ...

@overload
def intersect_axes(ax1: Axis | Sequence[Axis], ax2: AxisSelection) -> tuple[Axis, ...]: ...

@overload
def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection: ...

@overload
def eliminate_axes(axis_spec: ShapeDict, to_remove: AxisSelection) -> dict[str, int]: ...

@overload
def eliminate_axes(axis_spec: Axis | Sequence[Axis], to_remove: AxisSelection) -> tuple[Axis, ...]: ...

@overload
def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection: ...

@overload
def without_axes(
    axis_spec: ShapeDict,
    to_remove: AxisSelection,
    allow_mismatched_sizes: bool = False,
) -> dict[str, int]: ...

@overload
def without_axes(
    axis_spec: Axis | Sequence[Axis],
    to_remove: AxisSelection,
    allow_mismatched_sizes: bool = False,
) -> tuple[Axis, ...]: ...

@overload
def without_axes(
    axis_spec: AxisSelection,
    to_remove: AxisSelection,
    allow_mismatched_sizes: bool = False,
) -> AxisSelection: ...

@overload
def replace_axis(axis_spec: ShapeDict, old: AxisSelector, new: AxisSpec) -> dict[str, int]: ...

@overload
def replace_axis(axis_spec: Axis | Sequence[Axis], old: AxisSelector, new: AxisSpec) -> tuple[Axis, ...]: ...

@overload
def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection: ...

@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelector) -> Axis: ...  # type: ignore[overload-overlap]

@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: PartialShapeDict) -> dict[str, int]: ...

@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: Sequence[AxisSelector]) -> tuple[Axis, ...]: ...

def selects_axis(selector: AxisSelection, selected: AxisSelection) -> bool:
    """Whether `selector` has every axis of `selected`, with the same size wherever both give one."""

def is_axis_compatible(ax1: AxisSelector, ax2: AxisSelector) -> bool:
    """Whether two axes have the same name and, if both give one, the same size."""

def axis_spec_to_shape_dict(axis_spec: AxisSelection) -> dict[str, int | None]:
    """The sizes of axes by their names, in order; None for one that is given by its name alone.

    Raises:
        AxisError: If a name is repeated.
    """

def unsize_axes(axis_spec: AxisSelection, to_unsize: AxisSelection | None = None) -> AxisSelection:
    """The axes without their sizes: names, or a dict to None.

    Args:
        axis_spec: The axes.
        to_unsize: Those that lose their size; by default all.

    Raises:
        AxisError: If an axis of `to_unsize` is not there, or is there with another size.
    """

def rearrange_for_partial_order(partial_order: PartialAxisSpec, axes: tuple[_Ax, ...]) -> tuple[_Ax, ...]:
    """The axes in an order that leaves some open: each `...` stands for axes that are not named.

    Raises:
        AxisError: If a named axis is not there or named twice, or one is left out and there is no `...`.
    """
