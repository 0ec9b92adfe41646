# Written by `python -m tools.stubs`. Do not edit.
"""The public functions on axes: what users combine lists of them with.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known. They are the algebra of `haliax.pure.axes`, on selections.
"""

from haliax.axis import (
    axis_name as axis_name,
    axis_size as axis_size,
    concat_axes as concat_axes,
    eliminate_axes as eliminate_axes,
    intersect_axes as intersect_axes,
    is_axis_compatible as is_axis_compatible,
    make_axes as make_axes,
    replace_axis as replace_axis,
    resolve_axis as resolve_axis,
    selects_axis as selects_axis,
    union_axes as union_axes,
    without_axes as without_axes,
)
