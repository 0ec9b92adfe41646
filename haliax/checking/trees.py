"""Values that a check takes apart as jax does it.

A class may have its own function for that, which may be checked in turn. Then what is being taken apart stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("taking_apart", default=False)


def apart(flatten: Callable[..., R], value: Any, is_leaf: Callable[[Any], bool]) -> R | None:
    """What a function of `jax.tree_util` makes of a value.

    None if it cannot: of a dict whose keys have no order, and inside of a function that takes a value apart for jax.
    """
    if _inside.get():
        return None
    token = _inside.set(True)
    try:
        return flatten(value, is_leaf=is_leaf)
    except ValueError:  # of keys
        return None
    finally:
        _inside.reset(token)
