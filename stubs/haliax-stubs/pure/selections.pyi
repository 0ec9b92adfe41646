# Written by `python -m tools.stubs`. Do not edit.
"""The public functions on axes: what users combine lists of them with.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known. They are the algebra of `haliax.pure.axes`, on selections.
"""

from collections.abc import Sequence
from types import EllipsisType
from typing import TypeAlias

from haliax.axis import (
    axis_name as axis_name,
    axis_size as axis_size,
    axis_spec_to_shape_dict as axis_spec_to_shape_dict,
    concat_axes as concat_axes,
    concat_axis_specs as concat_axis_specs,
    eliminate_axes as eliminate_axes,
    intersect_axes as intersect_axes,
    is_axis_compatible as is_axis_compatible,
    make_axes as make_axes,
    rearrange_for_partial_order as rearrange_for_partial_order,
    replace_axis as replace_axis,
    resolve_axis as resolve_axis,
    selects_axis as selects_axis,
    union_axes as union_axes,
    unsize_axes as unsize_axes,
    without_axes as without_axes,
)
from haliax.pure.axis import AxisSelector

PartialAxisSpec: TypeAlias = Sequence[AxisSelector | EllipsisType]
"""An order of axes, of which each `...` leaves some open."""
