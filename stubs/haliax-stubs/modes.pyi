# Written by `python -m tools.stubs`. Do not edit.
"""What is checked when the program runs, besides what operations check always: the mode in force.

It stands below the operations, since these look at indices where values are watched.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

Kinds: TypeAlias = tuple[str, ...]
"""What is checked of a call: `"axes"`, and if asked for `"sharding"` and `"values"`. Nothing, if it is empty."""

NOTHING: Kinds
AXES: Kinds

@dataclass(frozen=True, slots=True)
class Mode:
    """What is checked here and now.

    Attributes:
        enabled: Whether functions are checked that do not ask for it; False switches off even those that do.
        kinds: What is checked of those that are.
    """

    enabled: bool | None = ...
    kinds: Kinds = ...

def from_environment() -> Mode:
    """What `HALIAX_DEBUG` asks for: a switch such as `1` or `off`, or what is checked: `sharding,values`."""

mode_now: Callable[[], Mode]
"""The mode in force."""

@contextmanager
def mode_in_force(mode: Mode) -> Generator[None, None, None]:
    """Put a mode in force within a `with` block."""

def changed(enabled: bool, sharding: bool | None, values: bool | None) -> Mode:
    """The mode in force with changes; None leaves what is in force."""

def kinds_asked(asked: bool | None = None) -> Kinds:
    """What is checked of a function here and now.

    Args:
        asked: Whether the function itself asks for checks, or forbids them.
    """

def are_values_watched() -> bool:
    """Whether values are looked at, too: in debug mode, where that is asked for."""
