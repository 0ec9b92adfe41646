"""What is checked when the program runs, besides what operations check always: the mode in force.

It stands below the operations, since these look at indices where values are watched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias

Kinds: TypeAlias = tuple[str, ...]
"""What is checked of a call: `"axes"`, and if asked for `"sharding"` and `"values"`. Nothing, if it is empty."""

NOTHING: Kinds = ()
AXES: Kinds = ("axes",)

_EXTRAS = ("sharding", "values")


@dataclass(frozen=True, slots=True)
class Mode:
    """What is checked here and now.

    Attributes:
        enabled: Whether functions are checked that do not ask for it; False switches off even those that do.
        kinds: What is checked of those that are.
    """

    enabled: bool | None = None
    kinds: Kinds = AXES


def from_environment() -> Mode:
    """What `HALIAX_DEBUG` asks for: a switch such as `1` or `off`, or what is checked: `sharding,values`."""
    value = os.environ.get("HALIAX_DEBUG", "").lower()
    words = value.replace(",", " ").split()
    extras = tuple(word for word in _EXTRAS if word in words)
    return Mode(None if not value else value not in ("0", "false", "no", "off"), AXES + extras)


_AT_START = from_environment()
_mode: ContextVar[Mode] = ContextVar("debug", default=_AT_START)

mode_now: Callable[[], Mode] = _mode.get
"""The mode in force."""


@contextmanager
def mode_in_force(mode: Mode) -> Generator[None, None, None]:
    """Put a mode in force within a `with` block."""
    token = _mode.set(mode)
    try:
        yield
    finally:
        _mode.reset(token)


def changed(enabled: bool, sharding: bool | None, values: bool | None) -> Mode:
    """The mode in force with changes; None leaves what is in force."""
    asked = dict(zip(_EXTRAS, (sharding, values), strict=True))
    now = mode_now().kinds
    return Mode(enabled, AXES + tuple(kind for kind, on in asked.items() if (kind in now if on is None else on)))


def kinds_asked(asked: bool | None = None) -> Kinds:
    """What is checked of a function here and now.

    Args:
        asked: Whether the function itself asks for checks, or forbids them.
    """
    mode = mode_now()
    if mode.enabled is False or asked is False or not (mode.enabled or asked):
        return NOTHING
    return mode.kinds


def are_values_watched() -> bool:
    """Whether values are looked at, too: in debug mode, where that is asked for."""
    mode = mode_now()
    return bool(mode.enabled) and "values" in mode.kinds
