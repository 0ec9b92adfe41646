# Written by `python -m tools.stubs`. Do not edit.
"""Where whole trees lie by a mapping: a spec or a sharding for each array."""

from typing import Any

from jax.sharding import AbstractMesh, Mesh, PartitionSpec

from haliax.axis import AxisSelection
from haliax.meshes import ResourceMapping

def pspec_for(
    tree: Any,
    resource_mapping: ResourceMapping | None = None,
    preserve_existing_shardings: bool = True,
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

def all_mesh_axes_explicit(mesh: Mesh | AbstractMesh, pspec: PartitionSpec) -> bool:
    """Whether each axis of the mesh that a spec names is Explicit: an array's type says how it lies along them.

    Args:
        mesh: The mesh.
        pspec: The partition spec.
    """

def get_pspec_for_manual_mesh(
    axis: AxisSelection,
    mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
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
