# Written by `python -m tools.stubs`. Do not edit.
"""The axes of weights."""

from haliax.axis import Axis, AxisSpec

def weight_axes(In: AxisSpec, Out: AxisSpec) -> tuple[Axis, ...]:
    """The axes of `In` as a weight has them: under another name where `Out` has an axis of the same one."""

def hashable(axes: AxisSpec) -> AxisSpec:
    """The axes as a key, in a tuple where they are in a list or a dict."""

def name_in_weight(In: Axis, Out: Axis) -> str:
    """The name of the one axis that goes in, in a weight."""
