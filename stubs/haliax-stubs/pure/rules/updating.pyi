# Written by `python -m tools.stubs`. Do not edit.
"""Changing a part of an array: its axes stay, and the update may have no others."""

from typing import Any

from haliax.pure.axes import Axes
from haliax.pure.operation import Family, Operation

declare: Family
at: Operation[Any]

def check_update(selected: Axes, update: Axes) -> None:
    """Refuses an update of selected elements that has axes which they lack, or has with another size."""

updated_slice: Operation[Any]
