# Written by `python -m tools.stubs`. Do not edit.
"""Repeating what lies along axes: the axes stay, and grow."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
tile: Operation[Any]
repeat: Operation[Any]
