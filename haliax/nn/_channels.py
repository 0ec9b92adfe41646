"""The axes of weights."""

from __future__ import annotations

from haliax.axis import Axis


def name_in_weight(In: Axis, Out: Axis) -> str:
    """The name of the axis that goes in, in a weight, which has the one that comes out too."""
    return f"{In.name}_in" if In.name == Out.name else In.name
