"""Where whole trees lie by a mapping: a spec or a sharding for each array."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
from jax.sharding import AbstractMesh, AxisType, Mesh, NamedSharding, PartitionSpec, get_abstract_mesh

from haliax.axis import AxisSelection
from haliax.core import NamedArray
from haliax.meshes import ResourceMapping, axes_of_kind, mesh_axes, spec_of
from haliax.partitioning.sharding import mapping_or_in_force, mesh_or_in_force, pspec_for_axis
from haliax.partitioning.specs import check_mapping, parts_of, spec_on, told_by
from haliax.tree_util import is_named_array


def pspec_for(
    tree: Any, resource_mapping: ResourceMapping | None = None, preserve_existing_shardings: bool = True
) -> Any:
    """The partition spec of each array of a tree: a tree of the same form, with None where there is no array.

    A spec stands in the place of a named array, so that the result goes where jax takes specs for the leaves of a tree.
    Plain arrays have the spec by which they lie, and that of an array that is whole on each device otherwise.

    Args:
        tree: Any pytree of arrays, or of `jax.ShapeDtypeStruct` in their places.
        resource_mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        preserve_existing_shardings: Whether named arrays that are in parts already have the spec by which they lie.

    Raises:
        AxisError: If two axes of one array go to one axis of the mesh.
    """
    known = mapping_or_in_force(resource_mapping) or {}

    def spec(leaf: Any) -> PartitionSpec | None:
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        if not _is_array(array):
            return None
        existing = _existing(array)
        if isinstance(leaf, NamedArray) and not (preserve_existing_shardings and _is_in_parts(existing)):
            return spec_of(parts_of(leaf.axis_names, known))
        return spec_of(()) if existing is None else existing.spec

    with told_by("pspec_for"):
        return jax.tree_util.tree_map(spec, tree, is_leaf=is_named_array)


def infer_resource_partitions(
    tree: Any,
    resource_mapping: ResourceMapping | None = None,
    preserve_existing_shardings: bool = True,
    mesh: Mesh | AbstractMesh | None = None,
) -> Any:
    """The sharding of each array of a tree: a tree of the same form, with None where there is no array.

    A sharding stands in the place of a named array, so that the result can be given to `jax.jit` as `out_shardings`, or
    to what reads checkpoints. Plain arrays stay where they lie on a mesh, and are whole on each device otherwise.

    Args:
        tree: Any pytree of arrays, or of `jax.ShapeDtypeStruct` in their places.
        resource_mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        preserve_existing_shardings: Whether named arrays that are in parts already stay where they lie.
        mesh: The mesh. By default the one in force.

    Raises:
        AxisError: If no mesh is given or in force; as of `haliax.shard`, if the mapping does not fit.
    """
    known = mapping_or_in_force(resource_mapping) or {}

    def sharding(leaf: Any) -> NamedSharding | None:
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        if not _is_array(array):
            return None
        existing = _existing(array)
        if isinstance(leaf, NamedArray) and not (preserve_existing_shardings and _is_in_parts(existing)):
            return NamedSharding(there, spec_on(there, leaf.axis_names, known, array.shape))
        return NamedSharding(there, spec_of(())) if existing is None else existing

    with told_by("infer_resource_partitions"):
        there = mesh_or_in_force(mesh)
        check_mapping(known, there)
        return jax.tree_util.tree_map(sharding, tree, is_leaf=is_named_array)


def _is_array(value: Any) -> bool:
    return isinstance(value, jax.Array | np.ndarray | np.generic | jax.ShapeDtypeStruct)


def _existing(array: Any) -> NamedSharding | None:
    """How an array lies on a mesh, as far as that is known."""
    sharding = jax.typeof(array).sharding if isinstance(array, jax.core.Tracer) else getattr(array, "sharding", None)
    return sharding if isinstance(sharding, NamedSharding) and not sharding.mesh.empty else None


def _is_in_parts(sharding: NamedSharding | None) -> bool:
    return sharding is not None and any(sharding.spec)


def all_mesh_axes_explicit(mesh: Mesh | AbstractMesh, pspec: PartitionSpec) -> bool:
    """Whether each axis of the mesh that a spec names is Explicit: an array's type says how it lies along them.

    Args:
        mesh: The mesh.
        pspec: The partition spec.
    """
    explicit = axes_of_kind(mesh, AxisType.Explicit)
    return all(axis in explicit for entry in pspec for axis in mesh_axes(entry))


def get_pspec_for_manual_mesh(
    axis: AxisSelection, mapping: ResourceMapping | None = None, *, mesh: Mesh | AbstractMesh | None = None
) -> PartitionSpec | None:
    """The partition spec of an array with these axes, to be given as `out_sharding`; None where jax would refuse it.

    jax takes `out_sharding` along Explicit axes of a mesh alone, so this is None if the array is spread over an axis of
    another kind, or there is no mesh.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
        mesh: The mesh. By default the one in force.

    Raises:
        AxisError: If two of the axes go to one axis of the mesh.
    """
    there = get_abstract_mesh() if mesh is None else mesh
    spec = pspec_for_axis(axis, mapping)
    return spec if not there.empty and all_mesh_axes_explicit(there, spec) else None
