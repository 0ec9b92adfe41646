# Written by `python -m tools.stubs`. Do not edit.
"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from collections.abc import Sequence
from types import EllipsisType

from haliax.algebra import Axes
from haliax.axis import AxisSelection, AxisSelector

def dot(
    *arrays: Axes,
    axis: AxisSelection | Axes | None,
    out_axes: Sequence[AxisSelector | EllipsisType] | None = None,
) -> Axes: ...

def einsum(
    equation: str,
    *arrays: Axes,
    precision: object = None,
    preferred_element_type: object = None,
    _dot_general: object = None,
    **axis_aliases: AxisSelector,
) -> Axes: ...
