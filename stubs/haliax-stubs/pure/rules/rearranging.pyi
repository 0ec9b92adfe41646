# Written by `python -m tools.stubs`. Do not edit.
"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
rearrange: Operation[Any]
