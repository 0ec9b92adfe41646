# Written by `python -m tools.stubs`. Do not edit.
"""How a named array is printed, whatever a transform has put into it: an array, a placeholder, another named array."""

from typing import Any

def dimensions(array: Any) -> tuple[int, ...] | None:
    """The shape of what a named array holds; None for a placeholder, and for a named array, as in a jacobian."""

def text_of(names: tuple[str, ...], array: Any) -> str:
    """A named array on one line or more: its dtype and axes, then the values."""

def html_of(names: tuple[str, ...], array: Any) -> str:
    """What notebooks show: the axes in a row, the values below."""

def transform(added: int) -> str:
    """What has added dimensions to an array, or taken some away, as far as can be told here and now."""
