# Written by `python -m tools.stubs`. Do not edit.
"""Products of rows with one matrix for each group of them, as experts have."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
ragged_dot: Operation[Any]
