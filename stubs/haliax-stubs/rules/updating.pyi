# Written by `python -m tools.stubs`. Do not edit.
"""Changing a part of an array: its axes stay, and the update may have no others."""

from collections.abc import Mapping

from haliax.algebra import Axes
from haliax.axis import AxisSelector

def updated_slice(array: Axes, start: Mapping[AxisSelector, object], update: Axes) -> Axes: ...
