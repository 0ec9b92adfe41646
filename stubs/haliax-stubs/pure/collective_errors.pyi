# Written by `python -m tools.stubs`. Do not edit.
"""The mistakes that can be made where each device has its own parts of arrays: each worded once."""

from collections.abc import Sequence

from haliax.errors import AxisError

def no_mapping(name: str) -> AxisError:
    """A collective goes by a mapping, and there is none."""

def unlike(result: str, axes: Sequence[str], over: Sequence[str]) -> AxisError:
    """What a function returns differs between devices, and has no axis of which they would have the parts."""
