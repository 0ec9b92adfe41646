# Written by `python -m tools.stubs`. Do not edit.
"""The axes of weights."""

from haliax.axis import Axis

def name_in_weight(In: Axis, Out: Axis) -> str:
    """The name of the axis that goes in, in a weight, which has the one that comes out too."""
