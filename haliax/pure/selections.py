"""The public functions on axes: what users combine lists of them with.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known. They are the algebra of `haliax.pure.axes`, on selections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from math import prod
from types import EllipsisType
from typing import Any, TypeAlias, TypeVar, cast, overload

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, exactly, find, select, swap, union, without
from haliax.pure.axis import (
    Axis,
    AxisSelection,
    AxisSelector,
    AxisSpec,
    PartialShapeDict,
    ShapeDict,
    entries,
    is_size_said,
    name_of,
    size_of,
    unsized,
)
from haliax.pure.order import arrange

_Ax = TypeVar("_Ax", bound=AxisSelector)

PartialAxisSpec: TypeAlias = Sequence[AxisSelector | EllipsisType]
"""An order of axes, of which each `...` leaves some open."""


def make_axes(**kwargs: int) -> tuple[Axis, ...]:
    """One axis for each keyword: `X, Y = make_axes(X=10, Y=20)`."""
    return tuple(Axis(name, size) for name, size in kwargs.items())


def _in_form_of(form: AxisSelection, axes: Sequence[Axis]) -> AxisSelection:
    if isinstance(form, Mapping):
        return {axis.name: axis.size if is_size_said(axis) else None for axis in axes}
    return tuple(axis if is_size_said(axis) else axis.name for axis in axes)


def _agree(ours: Axes, theirs: Axes) -> None:
    """Refuses axes of one name with two sizes."""
    for name, size in theirs.sizes().items():
        known = ours.size(name)
        if known is not None and known != size:
            raise errors.size_conflict(name, known, size)


@overload
def axis_name(ax: AxisSelector) -> str: ...  # type: ignore[overload-overlap]  # a str is a Sequence[str] too
@overload
def axis_name(ax: Sequence[AxisSelector] | PartialShapeDict) -> tuple[str, ...]: ...
def axis_name(ax: AxisSelection) -> str | tuple[str, ...]:
    """The name of an axis, or a tuple of the names of several."""
    if isinstance(ax, str | Axis):
        return name_of(ax)
    return tuple(map(name_of, entries(ax)))


_F = TypeVar("_F", bound=Callable[..., Any])


def _named_in_errors(function: _F) -> _F:
    """Puts the name of the function in front of its errors."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except errors.AxisError as error:
            raise error.within(function.__name__) from None

    return cast(_F, call)


@overload
def axis_size(ax: Axis) -> int: ...
@overload
def axis_size(ax: AxisSpec) -> int: ...
@_named_in_errors
def axis_size(ax: AxisSpec) -> int:
    """The number of elements of the axes: their sizes multiplied.

    Raises:
        AxisError: If one is given by its name alone.
    """
    return prod(_with_size(axis).size for axis in entries(ax))


def _with_size(axis: Axis) -> Axis:
    if not is_size_said(axis):
        raise errors.no_size(axis.name)
    return axis


# What the overloads below say of axes holds where all are given with their sizes; a name alone comes out as a name.
@overload
def concat_axes(a1: ShapeDict, a2: AxisSpec) -> dict[str, int]: ...
@overload
def concat_axes(a1: Axis | Sequence[Axis], a2: AxisSelection) -> tuple[Axis, ...]: ...
@overload
def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection: ...
@_named_in_errors
def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2`.

    Raises:
        AxisError: If both have an axis of one name.
    """
    left, right = exactly(a1), exactly(a2)
    for name in right.names:
        if left.has(name):
            raise errors.taken(name, left)
    return _in_form_of(a1, left.head + right.head)


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
@_named_in_errors
def union_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2` that `a1` lacks.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    left, right = exactly(a1), exactly(a2)
    _agree(left, right)
    joined = [_either(axis, right) for axis in union(left, right).head]
    return _in_form_of(a2 if isinstance(a2, Mapping) else a1, joined)


def _either(axis: Axis, other: Axes) -> Axis:
    """The axis, with the size that `other` says, if it says none itself."""
    found = other.get(axis.name) if other.has(axis.name) else axis
    return axis if is_size_said(axis) else found


@overload
def intersect_axes(ax1: ShapeDict, ax2: AxisSelection) -> dict[str, int]: ...
@overload
def intersect_axes(ax1: Axis | Sequence[Axis], ax2: AxisSelection) -> tuple[Axis, ...]: ...
@overload
def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection: ...
@_named_in_errors
def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection:
    """The axes of `ax1` that `ax2` has too, in the order of `ax1`.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    left, right = exactly(ax1), exactly(ax2)
    _agree(left, right)
    return _in_form_of(ax1, [_either(axis, right) for axis in left.head if right.has(axis.name)])


@overload
def eliminate_axes(axis_spec: ShapeDict, to_remove: AxisSelection) -> dict[str, int]: ...
@overload
def eliminate_axes(axis_spec: Axis | Sequence[Axis], to_remove: AxisSelection) -> tuple[Axis, ...]: ...
@overload
def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection: ...
@_named_in_errors
def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`.

    Raises:
        AxisError: If an axis of `to_remove` is not there, or is there with another size.
    """
    axes, removed = exactly(axis_spec), exactly(to_remove)
    _agree(axes, removed)
    return _in_form_of(axis_spec, drop(axes, removed).head)


@overload
def without_axes(
    axis_spec: ShapeDict, to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> dict[str, int]: ...
@overload
def without_axes(
    axis_spec: Axis | Sequence[Axis], to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> tuple[Axis, ...]: ...
@overload
def without_axes(
    axis_spec: AxisSelection, to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> AxisSelection: ...
@_named_in_errors
def without_axes(
    axis_spec: AxisSelection, to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`, which need not be there.

    Raises:
        AxisError: If an axis of `to_remove` is there with another size, unless `allow_mismatched_sizes`.
    """
    axes, removed = exactly(axis_spec), exactly(to_remove)
    if not allow_mismatched_sizes:
        _agree(axes, removed)
    return _in_form_of(axis_spec, without(axes, removed.names).head)


@overload
def replace_axis(axis_spec: ShapeDict, old: AxisSelector, new: AxisSpec) -> dict[str, int]: ...
@overload
def replace_axis(axis_spec: Axis | Sequence[Axis], old: AxisSelector, new: AxisSpec) -> tuple[Axis, ...]: ...
@overload
def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection: ...
@_named_in_errors
def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` with `new` in the place of `old`.

    Raises:
        AxisError: If `old` is not there, is there with another size, or a new name is taken.
    """
    axes, added = exactly(axis_spec), entries(new)
    _agree(axes, exactly(old))
    find(axes, old)
    at = axes.names.index(name_of(old))
    exactly((*axes.head[:at], *added, *axes.head[at + 1 :]))  # names the list that would come out, if it cannot
    return _in_form_of(axis_spec, swap(axes, old, added).head)


@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelector) -> Axis: ...  # type: ignore[overload-overlap]  # as above
@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: PartialShapeDict) -> dict[str, int]: ...
@overload
def resolve_axis(axis_spec: AxisSpec, axis_selection: Sequence[AxisSelector]) -> tuple[Axis, ...]: ...
@_named_in_errors
def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelection) -> AxisSpec:
    """The selected axes with their sizes, in the form of the selection.

    Raises:
        AxisError: If an axis is not in `axis_spec`, or is there with another size.
    """
    axes, wanted = exactly(axis_spec), exactly(axis_selection)
    _agree(axes, wanted)
    select(axes, wanted)
    found = [_with_size(axes.get(name)) for name in wanted.names]
    if isinstance(axis_selection, str | Axis):
        return found[0]
    if isinstance(axis_selection, Mapping):
        return {axis.name: axis.size for axis in found}
    return tuple(found)


@_named_in_errors
def selects_axis(selector: AxisSelection, selected: AxisSelection) -> bool:
    """Whether `selector` has every axis of `selected`, with the same size wherever both give one."""
    axes = exactly(selector)
    return all(axes.has(axis.name) and is_axis_compatible(axes.get(axis.name), axis) for axis in entries(selected))


def is_axis_compatible(ax1: AxisSelector, ax2: AxisSelector) -> bool:
    """Whether two axes have the same name and, if both give one, the same size."""
    first, second = size_of(ax1), size_of(ax2)
    return name_of(ax1) == name_of(ax2) and (first is None or second is None or first == second)


@_named_in_errors
def axis_spec_to_shape_dict(axis_spec: AxisSelection) -> dict[str, int | None]:
    """The sizes of axes by their names, in order; None for one that is given by its name alone.

    Raises:
        AxisError: If a name is repeated.
    """
    return {axis.name: size_of(axis) for axis in exactly(axis_spec).head}


@_named_in_errors
def unsize_axes(axis_spec: AxisSelection, to_unsize: AxisSelection | None = None) -> AxisSelection:
    """The axes without their sizes: names, or a dict to None.

    Args:
        axis_spec: The axes.
        to_unsize: Those that lose their size; by default all.

    Raises:
        AxisError: If an axis of `to_unsize` is not there, or is there with another size.
    """
    axes = exactly(axis_spec)
    names = axes.names if to_unsize is None else exactly(to_unsize).names
    if to_unsize is not None:
        _agree(axes, exactly(to_unsize))
        select(axes, to_unsize)
    out = _in_form_of(axis_spec, [unsized(axis.name) if axis.name in names else axis for axis in axes.head])
    return out[0] if isinstance(axis_spec, str | Axis) and isinstance(out, tuple) else out


@_named_in_errors
def rearrange_for_partial_order(partial_order: PartialAxisSpec, axes: tuple[_Ax, ...]) -> tuple[_Ax, ...]:
    """The axes in an order that leaves some open: each `...` stands for axes that are not named.

    Raises:
        AxisError: If a named axis is not there or named twice, or one is left out and there is no `...`.
    """
    given = {name_of(axis): axis for axis in axes}
    return tuple(given[name] for name in arrange(exactly(axes), partial_order).names)


for _function in (
    *(axis_name, axis_size, concat_axes, eliminate_axes, intersect_axes, is_axis_compatible),
    *(make_axes, replace_axis, resolve_axis, selects_axis, union_axes, without_axes),
    *(axis_spec_to_shape_dict, rearrange_for_partial_order, unsize_axes),
):
    _function.__module__ = "haliax.axis"  # where users find it
