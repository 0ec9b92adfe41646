"""The resource mapping in force, and how arrays lie on a device mesh.

It stands below the operations, since these spread what they make where the mesh has Explicit axes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

import jax
import numpy as np
from jax.sharding import AbstractMesh, AxisType, Mesh, PartitionSpec

from haliax.pure import mesh_errors

PhysicalAxisSpec: TypeAlias = str | Sequence[str]
"""One axis of the device mesh, or several of them as one."""

ResourceMapping: TypeAlias = Mapping[str, PhysicalAxisSpec | None]
"""The axes of the device mesh over which named axes are spread; None for an axis that is on every device in full."""

Frozen: TypeAlias = tuple[tuple[str, str | tuple[str, ...]], ...]
"""A resource mapping as a hashable value. An axis that is not spread has no axes of the mesh."""

Parts: TypeAlias = tuple[tuple[str, ...], ...]
"""For each axis of an array the axes of the mesh over which it is spread; none if it is whole."""

# jax does not annotate these.
reshard: Callable[..., Any] = jax.sharding.reshard
_partition_spec: Callable[..., PartitionSpec] = PartitionSpec

_current: ContextVar[Frozen | None] = ContextVar("axis_mapping", default=None)


def frozen(mapping: ResourceMapping) -> Frozen:
    """A mapping as a hashable value.

    Raises:
        TypeError: If it has something else than names in it.
    """
    check_names(mapping)
    return tuple(sorted((name, axes if isinstance(axes, str) else tuple(axes or ())) for name, axes in mapping.items()))


def check_names(mapping: ResourceMapping) -> None:
    """A mapping goes from names to names.

    Raises:
        TypeError: If it does not, as one from the axes themselves.
    """
    given: Mapping[Any, Any] = mapping
    for name, entry in given.items():
        is_right = entry is None or (isinstance(entry, Iterable) and all(isinstance(axis, str) for axis in entry))
        if not isinstance(name, str) or not is_right:
            raise mesh_errors.no_entry(name, entry)


current_frozen: Callable[[], Frozen | None] = _current.get
"""The mapping in force, as a hashable value; None if there is none."""


@contextmanager
def in_force(mapping: Frozen | None) -> Generator[None, None, None]:
    """Put a mapping, or none, in force within a `with` block."""
    token = _current.set(mapping)
    try:
        yield
    finally:
        _current.reset(token)


def mesh_axes(entry: PhysicalAxisSpec | None) -> tuple[str, ...]:
    """The axes of the mesh in one entry of a mapping, or of a partition spec; none where an axis is whole."""
    return (entry,) if isinstance(entry, str) else tuple(entry or ())


def axes_of_kind(mesh: Mesh | AbstractMesh, kind: AxisType) -> tuple[str, ...]:
    """The axes of a mesh that are Auto, Explicit or Manual."""
    return tuple(axis for axis, its in zip(mesh.axis_names, mesh.axis_types, strict=True) if its is kind)


def spec_of(parts: Iterable[Sequence[str]]) -> PartitionSpec:
    """The partition spec of an array in these parts."""
    return _partition_spec(*map(tuple, parts))


def explicit_parts(array: Any) -> Parts:
    """How an array lies over Explicit axes of a mesh: its type says so, in a trace too."""
    if not isinstance(array, jax.Array):
        return ((),) * np.ndim(array)
    spec: Any = jax.typeof(array).sharding.spec
    return (*map(mesh_axes, spec), *[()] * (array.ndim - len(spec)))
