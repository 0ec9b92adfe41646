"""Operations that rename, add, merge and split axes, or take along one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from haliax import algebra, errors
from haliax.algebra import Axes, chosen, drop, find, merge, merged_axis, swap
from haliax.axis import AxisSelection, AxisSelector, name_of, size_of


def rename(array: Axes, renames: Mapping[AxisSelector, AxisSelector]) -> Axes:
    for old in renames:
        find(array, old)
    return algebra.rename(array, {name_of(old): new for old, new in renames.items()})


def broadcast_to(
    a: Axes, axes: AxisSelection | Axes, ensure_order: bool = True, enforce_no_extra_axes: bool = True
) -> Axes:
    target = chosen(axes)
    for axis in target.known:
        if a.has(name_of(axis)):
            find(a, axis)
    extra = [name for name in a.names if target.has(name) is False]
    if extra and enforce_no_extra_axes:
        raise errors.extra_axes(extra, a, target)
    if target.is_open:
        return Axes(tuple(dict.fromkeys((*target.names, *a.names))), "", ordered=False)
    if ensure_order and enforce_no_extra_axes:
        return target
    head, tail = (tuple(axis for axis in side if name_of(axis) not in target.names) for side in (a.head, a.tail))
    others = head + tail
    if ensure_order and (a.ordered or not others):
        return Axes(target.known + head, "" if a.is_open else None, tail, ordered=target.ordered)
    if a.is_exact and target.is_exact:  # what is there keeps its order, what is new comes first
        return Axes((*(axis for axis in target.known if not a.has(name_of(axis))), *a.head))
    return Axes(target.known + others, "" if a.is_open and not enforce_no_extra_axes else None, ordered=False)


def broadcast_axis(a: Axes, axis: AxisSelection | Axes) -> Axes:
    return broadcast_to(a, axis, enforce_no_extra_axes=False)


def flatten_axes(array: Axes, old_axes: AxisSelection | Axes, new_axis: AxisSelector) -> Axes:
    return merge(array, old_axes, new_axis)


def unflatten_axis(array: Axes, axis: AxisSelector, new_axes: AxisSelection | Axes) -> Axes:
    parts = chosen(new_axes)
    old = find(array, axis)
    if parts.is_open or not parts.ordered:
        return replace(drop(array, axis), head=(), tail=(), gap="")
    if not parts.known:
        raise errors.no_axes("unflattening an axis")
    merged_axis(parts, old)
    return swap(array, axis, parts.head)


def ravel(array: Axes, new_axis_name: AxisSelector) -> Axes:
    if not array.is_open:
        return Axes((merged_axis(array, new_axis_name),))
    return Axes((new_axis_name,))


flatten = ravel


def take(array: Axes, axis: AxisSelector, index: Axes | int) -> Axes:
    size = size_of(find(array, axis))
    if isinstance(index, int):
        if size is not None and not -size <= index < size:
            raise errors.out_of_range(name_of(axis), index, size)
        return drop(array, axis)
    rest = drop(array, axis)
    shared = [name for name in index.names if rest.has(name)]
    sizes = rest.sizes()
    for name in shared:
        ours, theirs = sizes.get(name), size_of(index.get(name))
        if ours is not None and theirs is not None and ours != theirs:
            raise errors.operand_sizes(name, (array, index))
    new = tuple(a for a in index.known if name_of(a) not in shared)
    if index.is_exact and (not rest.is_open or not new) and name_of(axis) in array.names:
        return swap(array, axis, new)
    return Axes(rest.known + new, "" if rest.is_open or index.is_open else None, ordered=False)
