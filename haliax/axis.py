"""Named axes, the ways to select them, and the functions that combine lists of them.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from math import prod
from typing import Annotated, Any, TypeAlias, TypeVar, cast, overload

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
    return prod(_sized(axis).size for axis in entries(ax))


def _sized(axis: AxisSelector) -> Axis:
    if isinstance(axis, str):
        raise errors.no_size(axis)
    return axis


@_named_in_errors
def concat_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2`.

    Raises:
        AxisError: If both have an axis of one name.
    """
    left, right = _by_name(entries(a1)), _by_name(entries(a2))
    for name in right:
        if name in left:
            raise errors.taken(name, show(entries(a1)))
    return _in_form_of(a1, (*left.values(), *right.values()))


@_named_in_errors
def union_axes(a1: AxisSelection, a2: AxisSelection) -> AxisSelection:
    """The axes of `a1`, then those of `a2` that `a1` lacks.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    found = _by_name(entries(a1))
    for name, axis in _by_name(entries(a2)).items():
        known = found.setdefault(name, axis)
        _check_sizes(known, axis)
        if isinstance(known, str):
            found[name] = axis
    return _in_form_of(a2 if isinstance(a2, Mapping) else a1, tuple(found.values()))


@_named_in_errors
def intersect_axes(ax1: AxisSelection, ax2: AxisSelection) -> AxisSelection:
    """The axes of `ax1` that `ax2` has too, in the order of `ax1`.

    Raises:
        AxisError: If both have an axis of one name with different sizes.
    """
    other = _by_name(entries(ax2))
    kept: list[AxisSelector] = []
    for name, axis in _by_name(entries(ax1)).items():
        if name in other:
            _check_sizes(axis, other[name])
            kept.append(other[name] if isinstance(axis, str) else axis)
    return _in_form_of(ax1, kept)


@_named_in_errors
def eliminate_axes(axis_spec: AxisSelection, to_remove: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`.

    Raises:
        AxisError: If an axis of `to_remove` is not there, or is there with another size.
    """
    known = _by_name(entries(axis_spec))
    for name in _by_name(entries(to_remove)):
        if name not in known:
            raise errors.missing(name, show(entries(axis_spec)), known)
    return _without(axis_spec, to_remove, check_sizes=True)


@_named_in_errors
def without_axes(
    axis_spec: AxisSelection, to_remove: AxisSelection, allow_mismatched_sizes: bool = False
) -> AxisSelection:
    """The axes of `axis_spec` without those of `to_remove`, which need not be there.

    Raises:
        AxisError: If an axis of `to_remove` is there with another size, unless `allow_mismatched_sizes`.
    """
    return _without(axis_spec, to_remove, check_sizes=not allow_mismatched_sizes)


def _without(axis_spec: AxisSelection, to_remove: AxisSelection, *, check_sizes: bool) -> AxisSelection:
    known, removed = _by_name(entries(axis_spec)), _by_name(entries(to_remove))
    for name, axis in removed.items():
        if name in known and check_sizes:
            _check_sizes(known[name], axis)
    return _in_form_of(axis_spec, [axis for name, axis in known.items() if name not in removed])


@_named_in_errors
def replace_axis(axis_spec: AxisSelection, old: AxisSelector, new: AxisSelection) -> AxisSelection:
    """The axes of `axis_spec` with `new` in the place of `old`.

    Raises:
        AxisError: If `old` is not there, is there with another size, or a new name is taken.
    """
    axes = entries(axis_spec)
    known = _by_name(axes)
    if name_of(old) not in known:
        raise errors.missing(name_of(old), show(axes), known)
    _check_sizes(known[name_of(old)], old)
    at = list(known).index(name_of(old))
    replaced = (*axes[:at], *entries(new), *axes[at + 1 :])
    return _in_form_of(axis_spec, tuple(_by_name(replaced).values()))


@_named_in_errors
def resolve_axis(axis_spec: AxisSpec, axis_selection: AxisSelection) -> AxisSpec:
    """The selected axes with their sizes, in the form of the selection.

    Raises:
        AxisError: If an axis is not in `axis_spec`, or is there with another size.
    """
    known = _by_name(entries(axis_spec))
    resolved: list[Axis] = []
    for name, axis in _by_name(entries(axis_selection)).items():
        if name not in known:
            raise errors.missing(name, show(entries(axis_spec)), known)
        _check_sizes(known[name], axis)
        resolved.append(_sized(known[name]))
    if isinstance(axis_selection, str | Axis):
        return resolved[0]
    if isinstance(axis_selection, Mapping):
        return {axis.name: axis.size for axis in resolved}
    return tuple(resolved)


@_named_in_errors
def selects_axis(selector: AxisSelection, selected: AxisSelection) -> bool:
    """Whether `selector` has every axis of `selected`, with the same size wherever both give one."""
    known = _by_name(entries(selector))
    return all(name_of(axis) in known and is_axis_compatible(known[name_of(axis)], axis) for axis in entries(selected))


def is_axis_compatible(ax1: AxisSelector, ax2: AxisSelector) -> bool:
    """Whether two axes have the same name and, if both give one, the same size."""
    if name_of(ax1) != name_of(ax2):
        return False
    return isinstance(ax1, str) or isinstance(ax2, str) or ax1.size == ax2.size
