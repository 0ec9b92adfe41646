# Written by `python -m tools.stubs`. Do not edit.
"""Mistakes that only networks can make, each worded once. See `haliax.pure.errors`."""

from haliax.errors import AxisError

def swapped(label: str, logits: object, targets: object) -> AxisError:
    """Targets were given in the place of logits."""

def not_renamed(name: str, query: object, key: object) -> AxisError:
    """Queries have the axis along which they are to look at keys."""

def one_position(name: str) -> AxisError:
    """The positions of queries and of keys are given by one name."""
