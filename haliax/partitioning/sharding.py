"""Where named arrays lie: the axes of the device mesh that a resource mapping gives to their axes."""

from __future__ import annotations

import warnings
from math import prod
from typing import TypeVar

from jax.sharding import AbstractMesh, Mesh, NamedSharding, PartitionSpec, get_abstract_mesh

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.meshes import PhysicalAxisSpec, ResourceMapping, mesh_axes, spec_of
from haliax.partitioning.mapping import current_thread_local_mapping
from haliax.partitioning.placing import known_mesh, spread, target
from haliax.partitioning.specs import check_mapping, parts_of, spec_on, told_by
from haliax.pure import mesh_errors
from haliax.pure.axis import entries, name_of

T = TypeVar("T")


def mapping_or_in_force(mapping: ResourceMapping | None) -> ResourceMapping | None:
    """The mapping that is given, or else the one in force."""
    return current_thread_local_mapping() if mapping is None else mapping


def mesh_or_in_force(mesh: Mesh | AbstractMesh | None) -> Mesh | AbstractMesh:
    """The mesh that is given, or else the one in force, with its devices if they are known.

    Raises:
        AxisError: If there is none.
    """
    if mesh is not None:
        return mesh
    abstract = get_abstract_mesh()
    if abstract.empty:
        raise mesh_errors.no_mesh()
    known = known_mesh()
    return abstract if known is None or known.empty else known


def physical_axis_name(axis: AxisSelector, mapping: ResourceMapping | None = None) -> PhysicalAxisSpec | None:
    """The axes of the mesh over which an axis is spread; None if it is not.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.
    """
    return (mapping_or_in_force(mapping) or {}).get(name_of(axis)) or None


def physical_axis_size(axis: AxisSelector, mapping: ResourceMapping | None = None) -> int | None:
    """Over how many parts an axis is spread by the mesh in force; None if it is not, or there is no mesh.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.

    Raises:
        AxisError: If the mapping sends the axis to one that the mesh lacks.
    """
    name, mesh = name_of(axis), get_abstract_mesh()
    parts = mesh_axes(physical_axis_name(axis, mapping))
    if not parts or mesh.empty:
        return None
    with told_by("physical_axis_size"):
        check_mapping({name: parts}, mesh)
    return prod(int(mesh.shape[part]) for part in parts)


def round_axis_for_partitioning(axis: Axis, mapping: ResourceMapping | None = None) -> Axis:
    """The axis, made longer if need be so that it can be cut into equal parts over the mesh in force, if there is one.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.

    Raises:
        AxisError: If the mapping sends the axis to one that the mesh lacks.
    """
    parts = physical_axis_size(axis, mapping)
    return axis if parts is None else axis.resize(-(-axis.size // parts) * parts)


def pspec_for_axis(axis: AxisSelection, mapping: ResourceMapping | None = None) -> PartitionSpec:
    """The partition spec of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.

    Raises:
        AxisError: If two of the axes go to one axis of the mesh.
    """
    with told_by("pspec_for_axis"):
        return spec_of(parts_of([name_of(a) for a in entries(axis)], mapping_or_in_force(mapping) or {}))


def sharding_for_axis(
    axis: AxisSelection, mapping: ResourceMapping | None = None, mesh: Mesh | AbstractMesh | None = None
) -> NamedSharding:
    """The sharding of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
        mesh: The mesh. By default the one in force.

    Raises:
        AxisError: If no mesh is given or in force, the mapping names an axis that it lacks, or two of the axes go to
            one axis of the mesh.
    """
    with told_by("sharding_for_axis"):
        there, names = mesh_or_in_force(mesh), [name_of(a) for a in entries(axis)]
        return NamedSharding(there, spec_on(there, names, mapping_or_in_force(mapping) or {}))


def shard(x: T, mapping: ResourceMapping | None = None, mesh: Mesh | AbstractMesh | None = None) -> T:
    """The tree with its named arrays spread over the mesh. Other arrays stay where they are.

    Under a trace this is a constraint on where the compiled program keeps them. A `jax.ShapeDtypeStruct` in the place
    of an array learns where the array is to lie. Inside of `shard_map`, what is spread by hand already is left alone,
    and the other axes of the mesh are as everywhere.

    Args:
        x: Any pytree.
        mapping: Over which axes of the mesh each axis is spread, if any. By default the mapping in force; if there is
            none, nothing is moved. Axes that no array has may be in it.
        mesh: The mesh. By default the one in force; if there is none, nothing is moved.

    Raises:
        AxisError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them; if
            an axis cannot be cut into equal parts; if a name of the mapping is a slip, as `bacth` where an array has
            `batch`; if the mesh is abstract, so that nobody knows the devices; if processes of one program give other
            values for the whole of an array.
    """
    wanted = mapping_or_in_force(mapping)
    if wanted is None:
        return x
    there = target(mesh, "shard")
    return x if there is None else spread(x, wanted, there)


def shard_with_axis_mapping(x: T, mapping: ResourceMapping, mesh: Mesh | AbstractMesh | None = None) -> T:
    """The same as `shard`, under its old name."""
    warnings.warn("shard_with_axis_mapping is deprecated; use haliax.shard", DeprecationWarning, stacklevel=2)
    return shard(x, mapping, mesh)


def auto_sharded(x: T, mesh: Mesh | AbstractMesh | None = None) -> T:
    """The same as `shard` by the mapping in force, under its old name."""
    warnings.warn("auto_sharded is deprecated; use haliax.shard", DeprecationWarning, stacklevel=2)
    return shard(x, None, mesh)
