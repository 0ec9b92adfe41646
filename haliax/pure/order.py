"""Orders of axes that leave some open: `(..., Height, Width)`."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

from haliax.pure import errors
from haliax.pure.axes import Axes, select, without
from haliax.pure.axis import Axis, AxisSelector, as_axis


def arrange(axes: Axes, order: Sequence[AxisSelector | EllipsisType]) -> Axes:
    """The axes in an order that `order` leaves partly open.

    Each `...` takes axes that are not named. Where there are several, an axis that is not named goes into the first of
    them before which all named axes that come earlier in the natural order already stand.

    Raises:
        AxisError: If a named axis is not there or named twice, or one is left out and there is no `...`.
    """
    if sum(entry is ... for entry in order) <= 1:
        return reorder(axes, order)
    named = {i: as_axis(entry).name for i, entry in enumerate(order) if isinstance(entry, str | Axis)}
    found = select(axes, tuple(entry for entry in order if isinstance(entry, str | Axis))).head
    if not axes.is_exact:
        rest = without(axes, [a.name for a in found])
        return Axes((*found, *rest.known), rest.gap, ordered=False)
    placed = {a.name: a for a in found}
    free = [a for a in axes.head if a.name not in placed]
    earlier = {a.name: {b.name for b in axes.head[:i] if b.name in placed} for i, a in enumerate(axes.head)}
    out: list[Axis] = []
    dots = [i for i, entry in enumerate(order) if entry is ...]
    for i, entry in enumerate(order):
        if entry is ...:
            stand = {a.name for a in out}
            last = i == dots[-1]
            ready = [a for a in free if last or earlier[a.name] <= stand]
            out.extend(ready)
            free = [a for a in free if a not in ready]
        else:
            out.append(placed[named[i]])
    if free:
        raise errors.incomplete([a.name for a in free], axes)
    return Axes(tuple(out))


def reorder(axes: Axes, order: Sequence[object]) -> Axes:
    """The axes in another order; one `...` stands for the axes that are not named, in their old order.

    Raises:
        AxisError: If an axis is not there or named twice, or one is left out and there is no `...`.
    """
    dots = [i for i, entry in enumerate(order) if entry is ...]
    if len(dots) > 1:
        raise errors.malformed("more than one `...`", f"({', '.join('...' if e is ... else str(e) for e in order)})")
    at = dots[0] if dots else len(order)
    wanted = [entry for entry in order if isinstance(entry, str | Axis)]
    front = select(axes, tuple(wanted)).head
    rest = without(axes, [a.name for a in front])
    if not dots:
        if rest.known:
            raise errors.incomplete(rest.names, axes)
        return Axes(front)
    if rest.ordered:
        return Axes(front[:at] + rest.head, rest.gap, rest.tail + front[at:])
    if rest.is_open:  # either where the named axes are or what the others are must be forgotten
        return Axes(front[:at], "", front[at:])
    return Axes((*front, *rest.known), ordered=False)
