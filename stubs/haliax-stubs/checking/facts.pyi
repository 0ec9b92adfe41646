# Written by `python -m tools.stubs`. Do not edit.
"""What of a value decides whether it is as annotated: its structure, axes, shapes and dtypes, but no elements.

Two values with equal facts pass or fail the same check. So a check that has passed need not be done again.
"""

from collections.abc import Hashable
from typing import Any, TypeAlias

Facts: TypeAlias = Hashable
"""Facts of a value; None where they cannot be told, so that it has to be looked at each time."""

class Known:
    """The facts of Modules that have been looked at: they never change, and take long to flatten."""

    def __init__(self) -> None: ...

    def __call__(self, value: Any) -> Any:
        """The facts of a value; None if they cannot be told."""
