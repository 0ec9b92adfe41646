"""A callback that fails must not take mypy down: it falls back to what the stubs say."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from mypy.types import Type

Callback: TypeAlias = Callable[[Any], Type]
R = TypeVar("R")

DEBUG: Final = "HALIAX_MYPY_DEBUG"
"""With this environment variable set a failure is raised, so that tests see it."""


def is_debugged() -> bool:
    """Whether a failure is to be raised."""
    return bool(os.environ.get(DEBUG))


def guarded(callback: Callable[[Any], R], fallback: Callable[[Any], R]) -> Callable[[Any], R]:
    """`callback`, or `fallback` where it fails."""

    def run(ctx: Any) -> R:
        try:
            return callback(ctx)
        except Exception:
            if is_debugged():
                raise
            return fallback(ctx)

    return run
