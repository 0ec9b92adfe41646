"""Products of rows with one matrix for each group of them, as experts have."""

from __future__ import annotations

from haliax.pure import errors, window_errors
from haliax.pure.axes import ANY, Axes, drop, find
from haliax.pure.axis import name_of
from haliax.pure.errors import WrongKind
from haliax.pure.matching import concatenated
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalSelector

declare = Family("haliax.nn.ragged")


def _ragged_dot(lhs: Array, rhs: Array, group_sizes: Array, *, axis: OptionalSelector = None) -> Axes:
    if axis is None:
        missing = errors.no_sum_axes(last=True)
        raise missing if lhs.known or lhs.is_open else WrongKind(missing.text)  # plain arrays need none
    find(rhs, find(lhs, axis))
    if len(group_sizes.known) > 1 or not (group_sizes.known or group_sizes.is_open):
        raise errors.one_axis(group_sizes)
    rows = drop(lhs, axis)
    if len(rows.known) > 1 or not (rows.known or rows.is_open):
        raise window_errors.no_rows(rows, name_of(axis))
    rest = drop(rhs, axis)
    for group in group_sizes.known:
        if lhs.has(group.name):
            raise errors.taken(group.name, lhs)
        rest = drop(rest, group)
    shared = [name for name in rows.names if rest.has(name)]
    if shared:
        raise errors.shared_axes(shared, lhs, rhs)
    return concatenated((rows, rest if group_sizes.known else ANY))


ragged_dot = declare("ragged_dot", _ragged_dot)
