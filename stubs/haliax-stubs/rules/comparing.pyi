# Written by `python -m tools.stubs`. Do not edit.
"""Comparing arrays within a tolerance, or as wholes."""

from haliax.algebra import Axes

def isclose(a: Axes, b: Axes) -> Axes: ...
def allclose(a: Axes, b: Axes) -> None: ...
