"""Where named arrays lie: the axes of the device mesh that a resource mapping gives to their axes."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from math import prod
from typing import Any, TypeVar

import jax
from jax.sharding import AbstractMesh, Mesh, NamedSharding, PartitionSpec, get_abstract_mesh, get_mesh

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, wrap
from haliax.meshes import PhysicalAxisSpec, ResourceMapping, frozen
from haliax.partitioning.mapping import constrain, current_thread_local_mapping, spec_on
from haliax.pure.axis import entries, name_of

T = TypeVar("T")


def _in_force(mapping: ResourceMapping | None) -> ResourceMapping | None:
    return current_thread_local_mapping() if mapping is None else mapping


def physical_axis_name(axis: AxisSelector, mapping: ResourceMapping | None = None) -> PhysicalAxisSpec | None:
    """The axes of the mesh over which an axis is spread; None if it is not.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.
    """
    return (_in_force(mapping) or {}).get(name_of(axis))


def physical_axis_size(axis: AxisSelector, mapping: ResourceMapping | None = None) -> int | None:
    """Over how many parts an axis is spread by the mesh in force; None if it is not.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.

    Raises:
        ValueError: If the mapping names an axis that the mesh in force lacks.
    """
    name = physical_axis_name(axis, mapping)
    if name is None:
        return None
    sizes = dict(get_abstract_mesh().shape)
    parts = (name,) if isinstance(name, str) else tuple(name)
    for part in parts:
        if part not in sizes:
            raise ValueError(f"axis '{name_of(axis)}' is mapped to '{part}', which is no axis of the mesh in force")
    return prod(int(sizes[part]) for part in parts)


def round_axis_for_partitioning(axis: Axis, mapping: ResourceMapping | None = None) -> Axis:
    """The axis, made longer if need be so that it can be cut into equal parts over the mesh in force."""
    parts = physical_axis_size(axis, mapping)
    return axis if parts is None else axis.resize(-(-axis.size // parts) * parts)


def pspec_for_axis(axis: AxisSelection, mapping: ResourceMapping | None = None) -> PartitionSpec:
    """The partition spec of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
    """
    names = [physical_axis_name(a, mapping) for a in entries(axis)]
    parts = [name if name is None or isinstance(name, str) else tuple(name) for name in names]
    return PartitionSpec(*parts)  # type: ignore[no-untyped-call]  # jax does not annotate it


def sharding_for_axis(
    axis: AxisSelection, mapping: ResourceMapping | None = None, mesh: Mesh | AbstractMesh | None = None
) -> NamedSharding:
    """The sharding of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
        mesh: The mesh. By default the one in force.

    Raises:
        ValueError: If no mesh is given or in force.
    """
    return NamedSharding(_mesh(mesh), pspec_for_axis(axis, mapping))


def _mesh(mesh: Mesh | AbstractMesh | None) -> Mesh | AbstractMesh:
    if mesh is not None:
        return mesh
    abstract = get_abstract_mesh()
    if abstract.empty:
        raise ValueError("no mesh is in force; pass one, or set one with jax.set_mesh")
    try:
        return get_mesh()
    except ValueError:  # under a trace the devices are not known, and need not be
        return abstract


def shard(x: T, mapping: ResourceMapping | None = None, mesh: Mesh | None = None) -> T:
    """The tree with its named arrays spread over the mesh. Other arrays stay where they are.

    Under a trace this is a constraint on where the compiled program keeps them.

    Args:
        x: Any pytree.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force; if there is none,
            nothing is moved.
        mesh: The mesh. By default the one in force; if there is none, nothing is moved.

    Raises:
        ValueError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them.
    """
    wanted = _in_force(mapping)
    if wanted is None:
        return x
    if mesh is None and get_abstract_mesh().empty:
        return x

    def place(leaf: Any) -> Any:
        if not isinstance(leaf, NamedArray):
            return leaf
        if isinstance(leaf.array, jax.core.Tracer) and mesh is None:
            return constrain(leaf, frozen(wanted))
        move: Callable[[Any, Any], Any] = jax.device_put
        if isinstance(leaf.array, jax.core.Tracer):
            move = jax.lax.with_sharding_constraint
        target = _mesh(mesh)
        return wrap(move(leaf.array, NamedSharding(target, spec_on(target, leaf.axis_names, wanted))), leaf.axis_names)

    spread: T = jax.tree.map(place, x, is_leaf=lambda node: isinstance(node, NamedArray))
    return spread


def shard_with_axis_mapping(x: T, mapping: ResourceMapping, mesh: Mesh | None = None) -> T:
    """The same as `shard`, under its old name."""
    warnings.warn("shard_with_axis_mapping is deprecated; use haliax.shard", DeprecationWarning, stacklevel=2)
    return shard(x, mapping, mesh)


def auto_sharded(x: T, mesh: Mesh | None = None) -> T:
    """The same as `shard` by the mapping in force, under its old name."""
    warnings.warn("auto_sharded is deprecated; use haliax.shard", DeprecationWarning, stacklevel=2)
    return shard(x, None, mesh)
