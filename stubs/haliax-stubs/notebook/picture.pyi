# Written by `python -m tools.stubs`. Do not edit.
"""A picture of numbers: one pixel each, blue below zero and red above."""

from typing import Any, TypeAlias

import numpy as np

Picture: TypeAlias = np.ndarray[Any, Any]
"""Rows and columns of numbers of colours."""

def picture_of(values: np.ndarray[Any, Any]) -> tuple[Picture, str]:
    """The colours of a table of numbers, and words for what they mean.

    White is zero, and the strongest blue or red is the largest value without its sign. Black is no number.
    """

def png(picture: Picture) -> str:
    """A picture as PNG, in base 64.

    The format is that of the PNG specification (W3C, third edition): a header, a palette, the rows, each after a byte
    that says that it is not filtered.
    """
