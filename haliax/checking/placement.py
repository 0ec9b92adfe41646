"""Whether named arrays lie as the mapping in force says: where `haliax.shard` would put them.

Only what is certain is told. Under a trace that is the part of it over Explicit axes of the mesh: jax knows where an
array lies over Auto axes only when the program is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any, TypeAlias

import jax
from jax.sharding import AbstractMesh, AxisType, NamedSharding, get_abstract_mesh

from haliax.checking.mismatch import arrays_in, places_in
from haliax.checking.scope import Place
from haliax.core import NamedArray
from haliax.meshes import axes_of_kind, current_frozen, mesh_axes
from haliax.printing import dimensions
from haliax.pure.axis import show

Parts: TypeAlias = dict[str, tuple[str, ...]]
"""The axes of the mesh over which each axis is cut; only axes that are."""


def check_placement(name: str, place: Place, value: Any) -> None:
    """Check where the named arrays in a value lie, if a mesh and a mapping are in force.

    Raises:
        ValueError: If one lies elsewhere, or the mapping cannot be carried out on this mesh.
    """
    mesh, mapping = get_abstract_mesh(), current_frozen()
    if mapping is None or mesh.empty:
        return
    places = places_in(place, value)
    for leaf in arrays_in(value):
        array: Any = leaf.array if isinstance(leaf, NamedArray) else None
        if isinstance(array, jax.Array) and _fits(leaf):
            problem = _problem(leaf, mesh, dict(mapping))
            if problem is not None:
                raise ValueError(f"{name}: {places.get(id(leaf), place)} is {show(leaf.axes)}{problem}")


def _fits(x: NamedArray) -> bool:
    shape = dimensions(x.array)
    return shape is not None and len(shape) == len(x.axis_names)


def _problem(x: NamedArray, mesh: AbstractMesh, mapping: Mapping[str, Any]) -> str | None:
    """What is wrong with where an array lies."""
    wanted: Parts = {}
    users: dict[str, str] = {}
    for axis in x.axis_names:
        parts = mesh_axes(mapping.get(axis))
        for part in parts:
            if part not in mesh.axis_names:
                there = _list(mesh.axis_names)
                return f"; the mapping in force sends '{axis}' to '{part}', but the mesh has only {there}"
            if part in users:
                return f"; the mapping in force sends both '{users[part]}' and '{axis}' to '{part}'; keep one"
            users[part] = axis
        wanted[axis] = parts
    array = x.array
    looked_at = set(axes_of_kind(mesh, AxisType.Explicit))
    if isinstance(array, jax.core.Tracer):
        sharding: Any = jax.typeof(array).sharding
    else:
        looked_at.update(axes_of_kind(mesh, AxisType.Auto))
        sharding = array.sharding
    if not looked_at:
        return None
    return _compared(x, sharding, mesh, wanted, looked_at)


def _compared(x: NamedArray, sharding: Any, mesh: AbstractMesh, wanted: Parts, looked_at: Iterable[str]) -> str | None:
    """What is wrong with a sharding, over some axes of the mesh."""
    expected = _kept(wanted, looked_at, x, mesh)
    actual: Parts = {}
    if isinstance(sharding, NamedSharding):
        if sharding.mesh.shape_tuple != mesh.shape_tuple and not sharding.is_fully_replicated:
            return f" on a mesh of {_mesh(sharding.mesh)}; a mesh of {_mesh(mesh)} is in force"
        spec = (*sharding.spec, *[None] * x.ndim)[: x.ndim]
        whole = {axis: mesh_axes(part) for axis, part in zip(x.axis_names, spec, strict=True)}
        actual = _kept(whole, looked_at, x, mesh)
    elif not sharding.is_fully_replicated:
        return None  # of a kind that names no axes of a mesh
    if actual == expected:
        return None
    return f", {_shown(actual)}; the mapping in force wants it {_shown(expected)}; place it by haliax.shard"


def _kept(parts: Parts, looked_at: Iterable[str], x: NamedArray, mesh: Any) -> Parts:
    """The parts of which anything can be told: over some axes of the mesh, more than one device, and a size to cut."""
    sizes, mine = dict(mesh.shape), x.shape
    found = {axis: tuple(p for p in over if p in looked_at and sizes[p] > 1) for axis, over in parts.items()}
    return {axis: over for axis, over in found.items() if over and mine[axis] % prod(sizes[p] for p in over) == 0}


def _shown(parts: Parts) -> str:
    return ", ".join(f"{axis} over {_list(over)}" for axis, over in parts.items()) or "whole"


def _list(names: Iterable[str]) -> str:
    return " and ".join(names)


def _mesh(mesh: Any) -> str:
    return ", ".join(f"{name}={size}" for name, size in dict(mesh.shape).items())
