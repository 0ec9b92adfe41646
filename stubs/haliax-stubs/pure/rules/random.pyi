# Written by `python -m tools.stubs`. Do not edit.
"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
normal: Operation[Any]
uniform: Operation[Any]
randint: Operation[Any]
