"""What is found out about a module once, before it is checked, and again when the daemon checks a part of it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from mypy.nodes import MypyFile

R = TypeVar("R")

_FORGETTING: Final[list[Callable[[], None]]] = []


def once(find: Callable[[MypyFile], R]) -> Callable[[MypyFile], R]:
    """A function of a module that remembers what it found for the last one."""
    found = lru_cache(maxsize=1)(find)
    _FORGETTING.append(found.cache_clear)
    return found


def forget() -> None:
    """Forgets all of it."""
    for clear in _FORGETTING:
        clear()
