# Written by `python -m tools.stubs`. Do not edit.
"""Comparing arrays within a tolerance, or as wholes."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
isclose: Operation[Any]
allclose: Operation[Any]
array_equal: Operation[Any]
array_equiv: Operation[Any]
