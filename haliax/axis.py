"""Named axes, the ways to select them, and the functions that combine lists of them.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Annotated, Any, TypeAlias, overload

from haliax import errors


@dataclass(frozen=True, slots=True)
class Axis:
    """A named dimension: `Axis("batch", 32)`.

    Attributes:
        name: The name, by which operations find the axis.
        size: The number of positions along it.
    """

    name: str
    size: int

    def alias(self, new_name: str) -> Axis:
        """The axis under another name, with the same size."""
        return Axis(new_name, self.size)

    def resize(self, size: int) -> Axis:
        """The axis with another size, under the same name."""
        return Axis(self.name, size)

    def __class_getitem__(cls, parameters: object) -> Any:
        """An annotation, `Axis["embed"]` or `Axis["embed", 512]`: the axis of this name, and perhaps of this size."""
        return Annotated[cls, parameters]

    def __str__(self) -> str:
        return f"{self.name}={self.size}"


AxisSelector: TypeAlias = Axis | str
"""One axis of an array: an `Axis` or its name."""

ShapeDict: TypeAlias = Mapping[str, int]
PartialShapeDict: TypeAlias = Mapping[str, int | None]

AxisSpec: TypeAlias = Axis | Sequence[Axis] | ShapeDict
"""Axes with their sizes, as needed to create or reshape an array."""

AxisSelection: TypeAlias = AxisSelector | Sequence[AxisSelector] | PartialShapeDict
"""Some axes of an array; a size of None means any size."""


def make_axes(**kwargs: int) -> tuple[Axis, ...]:
    """One axis for each keyword: `X, Y = make_axes(X=10, Y=20)`."""
    return tuple(Axis(name, size) for name, size in kwargs.items())


class Unsized(str):
    """The name of an `Axis` whose size a checker does not know. A plain `str` is an axis given by its name alone."""

    __slots__ = ()


def name_of(axis: AxisSelector) -> str:
    """The name of one axis.

    Raises:
        TypeError: If it is neither an axis nor a name.
    """
    try:
        return axis if isinstance(axis, str) else axis.name
    except AttributeError:
        raise TypeError(f"expected an axis or its name, got {axis!r}") from None


def size_of(axis: AxisSelector) -> int | None:
    """The size of one axis, None where only its name is given.

    Raises:
        TypeError: If it is neither an axis nor a name.
    """
    try:
        return None if isinstance(axis, str) else axis.size
    except AttributeError:
        raise TypeError(f"expected an axis or its name, got {axis!r}") from None


def entries(selection: AxisSelection) -> tuple[AxisSelector, ...]:
    """A selection in any of its forms as a tuple of single axes.

    Raises:
        TypeError: If it is not a selection of axes.
    """
    if isinstance(selection, str | Axis):
        return (selection,)
    if isinstance(selection, Mapping):
        return tuple(name if size is None else Axis(name_of(name), size) for name, size in selection.items())
    if isinstance(selection, Sequence):
        for entry in selection:
            if not isinstance(entry, str | Axis):
                raise TypeError(f"expected an axis or its name, got {entry!r}")
        return tuple(selection)
    raise TypeError(f"expected an axis, its name, or a sequence or dict of them, got {selection!r}")


def show(axes: Sequence[AxisSelector]) -> str:
    """Axes as error messages print them: `[batch=2, embed]`."""
    return f"[{', '.join(map(str, axes))}]"


def _in_form_of(form: AxisSelection, axes: Sequence[AxisSelector]) -> AxisSelection:
    if isinstance(form, Mapping):
        return {name_of(axis): size_of(axis) for axis in axes}
    return tuple(axes)


def _by_name(axes: Sequence[AxisSelector]) -> dict[str, AxisSelector]:
    """The axes by name.

    Raises:
        AxisError: If a name is repeated.
    """
    found: dict[str, AxisSelector] = {}
    for axis in axes:
        if name_of(axis) in found:
            raise errors.repeated(name_of(axis), show(axes))
        found[name_of(axis)] = axis
    return found


def _check_sizes(axis: AxisSelector, other: AxisSelector) -> None:
    ours, theirs = size_of(axis), size_of(other)
    if ours is not None and theirs is not None and ours != theirs:
        raise errors.size_conflict(name_of(axis), ours, theirs)


@overload
def axis_name(ax: AxisSelector) -> str: ...  # type: ignore[overload-overlap]  # a str is a Sequence[str] too
@overload
def axis_name(ax: Sequence[AxisSelector] | PartialShapeDict) -> tuple[str, ...]: ...
def axis_name(ax: AxisSelection) -> str | tuple[str, ...]:
    """The name of an axis, or a tuple of the names of several."""
    if isinstance(ax, str | Axis):
        return name_of(ax)
    return tuple(map(name_of, entries(ax)))


@overload
def axis_size(ax: Axis) -> int: ...
@overload
def axis_size(ax: AxisSpec) -> int: ...
def axis_size(ax: AxisSpec) -> int:
    """The number of elements of the axes: their sizes multiplied."""
    sizes = [size_of(axis) for axis in entries(ax)]
    for axis, size in zip(entries(ax), sizes, strict=True):
        if size is None:
            raise errors.no_size(name_of(axis)).within("axis_size")
    return prod(size for size in sizes if size is not None)


def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2`.

    Raises:
        AxisError: If both have an axis of one name.
    """
    left = entries(a1)
    for axis in entries(a2):
        if name_of(axis) in map(name_of, left):
            raise errors.taken(name_of(axis), show(left)).within("concat_axes")
    return _in_form_of(a1, (*left, *entries(a2)))


def union_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2` that `a1` lacks.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    found = dict(_by_name(entries(a1)))
    try:
        for axis in entries(a2):
            known = found.setdefault(name_of(axis), axis)
            _check_sizes(known, axis)
            if isinstance(known, str):
                found[known] = axis
    except errors.AxisError as error:
        raise error.within("union_axes") from None
    return _in_form_of(a2 if isinstance(a2, Mapping) else a1, tuple(found.values()))


def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection:
    """The axes of `ax1` that `ax2` has too, in the order of `ax1`.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    other = _by_name(entries(ax2))
    kept: list[AxisSelector] = []
    for axis in entries(ax1):
        match = other.get(name_of(axis))
        if match is not None:
            try:
                _check_sizes(axis, match)
            except errors.AxisError as error:
                raise error.within("intersect_axes") from None
            kept.append(match if isinstance(axis, str) else axis)
    return _in_form_of(ax1, kept)


def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`.

    Raises:
        AxisError: If an axis of `to_remove` is not there, or is there with another size.
    """
    return _without("eliminate_axes", axis_spec, to_remove, must_exist=True, check_sizes=True)


def without_axes(
    axis_spec: AxisSelection, to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`, which need not be there.

    Raises:
        AxisError: If an axis of `to_remove` is there with another size, unless `allow_mismatched_sizes`.
    """
    return _without("without_axes", axis_spec, to_remove, must_exist=False, check_sizes=not allow_mismatched_sizes)


def _without(
    op: str, axis_spec: AxisSelection, to_remove: AxisSelection, *, must_exist: bool, check_sizes: bool
) -> AxisSelection:
    axes = entries(axis_spec)
    known = _by_name(axes)
    try:
        removed = _by_name(entries(to_remove))
        for name, axis in removed.items():
            if name in known and check_sizes:
                _check_sizes(known[name], axis)
            elif name not in known and must_exist:
                raise errors.missing(name, show(axes), known)
    except errors.AxisError as error:
        raise error.within(op) from None
    return _in_form_of(axis_spec, [axis for axis in axes if name_of(axis) not in removed])


def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` with `new` in the place of `old`.

    Raises:
        AxisError: If `old` is not there, is there with another size, or a new name is taken.
    """
    axes = entries(axis_spec)
    known = _by_name(axes)
    try:
        if name_of(old) not in known:
            raise errors.missing(name_of(old), show(axes), known)
        _check_sizes(known[name_of(old)], old)
        at = list(known).index(name_of(old))
        replaced = (*axes[:at], *entries(new), *axes[at + 1 :])
        _by_name(replaced)
    except errors.AxisError as error:
        raise error.within("replace_axis") from None
    return _in_form_of(axis_spec, replaced)


def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelection) -> AxisSpec:
    """The selected axes with their sizes, in the form of the selection.

    Raises:
        AxisError: If an axis is not in `axis_spec`, or is there with another size.
    """
    known = _by_name(entries(axis_spec))
    resolved: list[Axis] = []
    for axis in entries(axis_selection):
        match = known.get(name_of(axis))
        if not isinstance(match, Axis):
            raise errors.missing(name_of(axis), show(entries(axis_spec)), known).within("resolve_axis")
        try:
            _check_sizes(match, axis)
        except errors.AxisError as error:
            raise error.within("resolve_axis") from None
        resolved.append(match)
    if isinstance(axis_selection, str | Axis):
        return resolved[0]
    if isinstance(axis_selection, Mapping):
        return {axis.name: axis.size for axis in resolved}
    return tuple(resolved)


def selects_axis(selector: AxisSelection, selected: AxisSelection) -> bool:
    """Whether `selector` has every axis of `selected`, with the same size wherever both give one."""
    known = _by_name(entries(selector))
    return all(name_of(axis) in known and is_axis_compatible(known[name_of(axis)], axis) for axis in entries(selected))


def is_axis_compatible(ax1: AxisSelector, ax2: AxisSelector) -> bool:
    """Whether two axes have the same name and, if both give one, the same size."""
    if name_of(ax1) != name_of(ax2):
        return False
    return isinstance(ax1, str) or isinstance(ax2, str) or ax1.size == ax2.size
