# Written by `python -m tools.stubs`. Do not edit.
"""The resource mapping in force, and how arrays lie on a device mesh.

It stands below the operations, since these spread what they make where the mesh has Explicit axes.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from jax.sharding import AbstractMesh, AxisType, Mesh, PartitionSpec

PhysicalAxisSpec: TypeAlias = str | Sequence[str]
"""One axis of the device mesh, or several of them as one."""

ResourceMapping: TypeAlias = Mapping[str, PhysicalAxisSpec | None]
"""The axes of the device mesh over which named axes are spread; None for an axis that is on every device in full."""

Frozen: TypeAlias = tuple[tuple[str, str | tuple[str, ...]], ...]
"""A resource mapping as a hashable value. An axis that is not spread has no axes of the mesh."""

Parts: TypeAlias = tuple[tuple[str, ...], ...]
"""For each axis of an array the axes of the mesh over which it is spread; none if it is whole."""

reshard: Callable[..., Any]

def frozen(mapping: ResourceMapping) -> Frozen:
    """A mapping as a hashable value.

    Raises:
        TypeError: If it has something else than names in it.
    """

def check_names(mapping: ResourceMapping) -> None:
    """A mapping goes from names to names.

    Raises:
        TypeError: If it does not, as one from the axes themselves.
    """

current_frozen: Callable[[], Frozen | None]
"""The mapping in force, as a hashable value; None if there is none."""

@contextmanager
def in_force(mapping: Frozen | None) -> Generator[None, None, None]:
    """Put a mapping, or none, in force within a `with` block."""

def mesh_axes(entry: PhysicalAxisSpec | None) -> tuple[str, ...]:
    """The axes of the mesh in one entry of a mapping, or of a partition spec; none where an axis is whole."""

def axes_of_kind(mesh: Mesh | AbstractMesh, kind: AxisType) -> tuple[str, ...]:
    """The axes of a mesh that are Auto, Explicit or Manual."""

def spec_of(parts: Iterable[Sequence[str]]) -> PartitionSpec:
    """The partition spec of an array in these parts."""

def explicit_parts(array: Any) -> Parts:
    """How an array lies over Explicit axes of a mesh: its type says so, in a trace too."""
