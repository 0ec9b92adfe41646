# Written by `python -m tools.stubs`. Do not edit.
"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from haliax.algebra import Axes
from haliax.axis import AxisSelection

def normal(key: object, shape: AxisSelection | Axes) -> Axes: ...

def uniform(
    key: object,
    shape: AxisSelection | Axes,
    minval: Axes | None = None,
    maxval: Axes | None = None,
) -> Axes: ...

def randint(key: object, shape: AxisSelection | Axes, minval: Axes, maxval: Axes) -> Axes: ...
