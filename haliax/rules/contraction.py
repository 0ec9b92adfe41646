"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

from haliax import errors
from haliax.algebra import SCALAR, Axes, drop, union
from haliax.axis import AxisSelection, AxisSelector
from haliax.order import arrange


def dot(
    *arrays: Axes,
    axis: AxisSelection | Axes | None,
    out_axes: Sequence[AxisSelector | EllipsisType] | None = None,
) -> Axes:
    if not arrays:
        raise errors.no_axes("dot")
    total = union(*arrays)
    out = SCALAR if axis is None else drop(total, axis)
    return out if out_axes is None else arrange(out, out_axes)
