"""Which devices hold the parts of an axis, where a program sees one part at a time: in the body of a `shard_map`."""

from __future__ import annotations

from math import prod
from typing import Any

import jax
from jax.sharding import AxisType, get_abstract_mesh

from haliax.axis import AxisSelection
from haliax.meshes import Frozen, axes_of_kind, current_frozen, mesh_axes
from haliax.pure import collective_errors, errors
from haliax.pure.axis import entries


def manual_axes() -> tuple[str, ...]:
    """The axes of the mesh in force along which a program sees one part at a time."""
    return axes_of_kind(get_abstract_mesh(), AxisType.Manual)


def cut_along(told: str, axis: AxisSelection) -> tuple[str, ...]:
    """The axes of the mesh along which a program sees one part of an axis at a time; none where it sees the whole.

    Args:
        told: The operation, for errors.
        axis: One axis, or several: the axes of the mesh for any of them.

    Raises:
        AxisError: If the mapping in force says nothing of an axis, or there is none in a `shard_map`.
    """
    here, mapping = manual_axes(), current_frozen()
    names = [found.name for found in entries(axis)]
    if mapping is None:
        if here and names:
            raise collective_errors.no_mapping(names[0]).within(told)
        return ()
    known = dict(mapping)
    for name in names:
        if name not in known:
            raise errors.missing(name, f"the mapping {shown(mapping)}", known).within(told)
    found = [part for name in names for part in mesh_axes(known[name])]
    return tuple(part for part in dict.fromkeys(found) if part in here)


def shown(mapping: Frozen) -> str:
    """A mapping as errors show it."""
    told = [f"{name}: {' + '.join(mesh_axes(axes)) or 'whole'}" for name, axes in mapping]
    return f"{{{', '.join(told)}}}"


def count(axes: tuple[str, ...]) -> int:
    """How many parts axes of the mesh make."""
    sizes = get_abstract_mesh().shape
    return prod(int(sizes[axis]) for axis in axes)


def varying(array: Any) -> frozenset[str]:
    """The axes of the mesh along which an array may differ, as jax knows it; none where `check_vma` is off."""
    kind: Any = jax.typeof(array)
    return frozenset(kind.manual_axis_type.varying)


def varied(array: Any, axes: tuple[str, ...]) -> Any:
    """The array as one that may differ along axes of the mesh."""
    missing = tuple(axis for axis in axes if axis not in varying(array))
    return jax.lax.pcast(array, missing, to="varying") if missing else array
