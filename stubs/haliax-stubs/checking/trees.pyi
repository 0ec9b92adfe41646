# Written by `python -m tools.stubs`. Do not edit.
"""Values that a check takes apart as jax does it.

A class may have its own function for that, which may be checked in turn. Then what is being taken apart stays whole.
"""

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

R = TypeVar("R")

def apart(flatten: Callable[..., R], value: Any, is_leaf: Callable[[Any], bool]) -> R | None:
    """What a function of `jax.tree_util` makes of a value.

    None if it cannot: of a dict whose keys have no order, and inside of a function that takes a value apart for jax.
    """
