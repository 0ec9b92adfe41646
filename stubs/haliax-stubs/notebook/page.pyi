# Written by `python -m tools.stubs`. Do not edit.
"""The HTML of a named array: a table of what is known without its values, then what they are."""

from typing import Any

def html_of(names: tuple[str, ...], array: Any) -> str:
    """What notebooks show. Of an array of any size, only a few numbers and a small sample leave its devices."""
