"""Named axes, the ways to select them, and the functions that combine lists of them."""

from __future__ import annotations

from haliax.pure.axis import Axis as Axis
from haliax.pure.axis import AxisSelection as AxisSelection
from haliax.pure.axis import AxisSelector as AxisSelector
from haliax.pure.axis import AxisSpec as AxisSpec
from haliax.pure.axis import PartialShapeDict as PartialShapeDict
from haliax.pure.axis import ShapeDict as ShapeDict
from haliax.pure.selections import PartialAxisSpec as PartialAxisSpec
from haliax.pure.selections import axis_name as axis_name
from haliax.pure.selections import axis_size as axis_size
from haliax.pure.selections import axis_spec_to_shape_dict as axis_spec_to_shape_dict
from haliax.pure.selections import concat_axes as concat_axes
from haliax.pure.selections import concat_axis_specs as concat_axis_specs
from haliax.pure.selections import eliminate_axes as eliminate_axes
from haliax.pure.selections import intersect_axes as intersect_axes
from haliax.pure.selections import is_axis_compatible as is_axis_compatible
from haliax.pure.selections import make_axes as make_axes
from haliax.pure.selections import rearrange_for_partial_order as rearrange_for_partial_order
from haliax.pure.selections import replace_axis as replace_axis
from haliax.pure.selections import resolve_axis as resolve_axis
from haliax.pure.selections import selects_axis as selects_axis
from haliax.pure.selections import union_axes as union_axes
from haliax.pure.selections import unsize_axes as unsize_axes
from haliax.pure.selections import without_axes as without_axes
