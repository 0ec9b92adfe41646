"""Operations that rename, add, merge and split axes, or take along one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from haliax.pure import axes as algebra
from haliax.pure import errors
from haliax.pure.axes import Axes, drop, exactly, find, having, merge, merged_axis, select, swap, with_sizes
from haliax.pure.axis import AxisSelector, as_axis, name_of, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, ArrayOrInt, Plain, Selection, Selector

declare = Family("haliax.ops.shaping")


def _rename(array: Array, renames: Plain[Mapping[AxisSelector, AxisSelector]]) -> Axes:
    return algebra.rename(having(array, tuple(renames)), renames)


rename = declare("rename", _rename, "rename")


def _broadcast_to(
    a: Array, axes: Selection, ensure_order: Plain[bool] = True, enforce_no_extra_axes: Plain[bool] = True
) -> Axes:
    target = exactly(axes)
    select(a, [axis for axis in target.known if a.has(axis.name)])
    extra = [name for name in a.names if target.has(name) is False]
    if extra and enforce_no_extra_axes:
        raise errors.extra_axes(extra, a, target)
    target = with_sizes(target, a.sizes())
    if target.is_open:
        return replace(algebra.union(target, a), ordered=False)
    if ensure_order and enforce_no_extra_axes:
        return target
    head, tail = (tuple(axis for axis in side if axis.name not in target.names) for side in (a.head, a.tail))
    others = head + tail
    if ensure_order and (a.ordered or not others):
        return Axes(target.known + head, "" if a.is_open else None, tail, ordered=target.ordered)
    if a.is_exact and target.is_exact:  # what is there keeps its order, what is new comes first
        return Axes((*(axis for axis in target.known if not a.has(axis.name)), *a.head))
    return Axes(target.known + others, "" if a.is_open and not enforce_no_extra_axes else None, ordered=False)


broadcast_to = declare("broadcast_to", _broadcast_to, "broadcast_to")


def _broadcast_axis(a: Array, axis: Selection) -> Axes:
    return _broadcast_to(a, axis, enforce_no_extra_axes=False)


broadcast_axis = declare("broadcast_axis", _broadcast_axis, "broadcast_axis")


def _flatten_axes(array: Array, old_axes: Selection, new_axis: Selector) -> Axes:
    return merge(array, old_axes, new_axis)


flatten_axes = declare("flatten_axes", _flatten_axes, "flatten_axes")


def _unflatten_axis(array: Array, axis: Selector, new_axes: Selection) -> Axes:
    parts = exactly(new_axes)
    old = find(array, axis)
    if parts.is_open or not parts.ordered:
        return replace(drop(array, axis), head=(), tail=(), gap="", absent=frozenset())
    if not parts.known:
        raise errors.no_axes("unflattening an axis")
    merged_axis(parts, old)
    return swap(array, axis, parts.head)


unflatten_axis = declare("unflatten_axis", _unflatten_axis, "unflatten_axis")


def _ravel(array: Array, new_axis_name: Selector) -> Axes:
    if not array.is_open:
        return Axes((merged_axis(array, new_axis_name),))
    return Axes((as_axis(new_axis_name),))


ravel = declare("ravel", _ravel, "ravel")
flatten = declare("flatten", _ravel, "flatten")


def _take(array: Array, axis: Selector, index: ArrayOrInt) -> Axes:
    size = size_of(find(array, axis))
    if isinstance(index, int):
        if size is not None and not -size <= index < size:
            raise errors.out_of_range(name_of(axis), index, size)
        return drop(array, axis)
    rest = drop(array, axis)
    shared = [name for name in index.names if rest.has(name)]
    for name in shared:
        ours, theirs = rest.size(name), index.size(name)
        if ours is not None and theirs is not None and ours != theirs:
            raise errors.operand_sizes(name, (array, index))
    array = with_sizes(array, {name: size for name, size in index.sizes().items() if name in shared})
    rest = with_sizes(rest, index.sizes())
    new = tuple(a for a in index.known if a.name not in shared)
    if index.is_exact and (not rest.is_open or not new) and name_of(axis) in array.names:
        return swap(array, axis, new)
    return Axes(rest.known + new, "" if rest.is_open or index.is_open else None, ordered=False)


take = declare("take", _take, "take")
