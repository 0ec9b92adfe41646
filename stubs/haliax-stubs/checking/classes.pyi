# Written by `python -m tools.stubs`. Do not edit.
"""Classes that are checked: their methods, and their fields each time that an object is made."""

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from haliax.modes import Kinds

C = TypeVar("C", bound=type)

def with_checked_fields(cls: C, asked: Callable[[], Kinds]) -> C:
    """The class, which checks the fields of its objects when they are made; other classes than dataclasses as they are.

    Args:
        cls: The class. An equinox Module is checked when its converters have run.
        asked: What is checked, here and now.
    """

def with_checked_methods(cls: C, checked: Callable[[Any], Any]) -> C:
    """The class with a decorator at each method with annotations that it defines itself."""
