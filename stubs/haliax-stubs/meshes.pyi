# Written by `python -m tools.stubs`. Do not edit.
"""The resource mapping in force: over which axes of the device mesh named axes are spread.

It stands below the operations, since these spread what they make where the mesh has Explicit axes.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

PhysicalAxisSpec: TypeAlias = str | Sequence[str]
"""One axis of the device mesh, or several of them as one."""

ResourceMapping: TypeAlias = Mapping[str, PhysicalAxisSpec | None]
"""The axes of the device mesh over which named axes are spread; None for an axis that is on every device in full."""

Frozen: TypeAlias = tuple[tuple[str, str | tuple[str, ...]], ...]
"""A resource mapping as a hashable value. An axis that is not spread has no axes of the mesh."""

def frozen(mapping: ResourceMapping) -> Frozen:
    """A mapping as a hashable value."""

def mesh_axes(mapping: ResourceMapping, name: str) -> tuple[str, ...]:
    """The axes of the mesh over which an axis is spread, of which there may be none."""

def current_frozen() -> Frozen | None:
    """The mapping in force, as a hashable value; None if there is none."""

@contextmanager
def in_force(mapping: Frozen | None) -> Generator[None, None, None]:
    """Put a mapping, or none, in force within a `with` block."""
