# Written by `python -m tools.stubs`. Do not edit.
"""Where named arrays lie: the axes of the device mesh that a resource mapping gives to their axes."""

from jax.sharding import AbstractMesh, Mesh, NamedSharding, PartitionSpec
from typing_extensions import TypeVar

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.meshes import PhysicalAxisSpec, ResourceMapping

T = TypeVar("T")

def physical_axis_name(axis: AxisSelector, mapping: ResourceMapping | None = None) -> PhysicalAxisSpec | None:
    """The axes of the mesh over which an axis is spread; None if it is not.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.
    """

def physical_axis_size(axis: AxisSelector, mapping: ResourceMapping | None = None) -> int | None:
    """Over how many parts an axis is spread by the mesh in force; None if it is not.

    Args:
        axis: The axis.
        mapping: The mapping to look in. By default the one in force.

    Raises:
        ValueError: If the mapping names an axis that the mesh in force lacks.
    """

def round_axis_for_partitioning(axis: Axis, mapping: ResourceMapping | None = None) -> Axis:
    """The axis, made longer if need be so that it can be cut into equal parts over the mesh in force."""

def pspec_for_axis(axis: AxisSelection, mapping: ResourceMapping | None = None) -> PartitionSpec:
    """The partition spec of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
    """

def sharding_for_axis(
    axis: AxisSelection,
    mapping: ResourceMapping | None = None,
    mesh: Mesh | AbstractMesh | None = None,
) -> NamedSharding:
    """The sharding of an array with these axes.

    Args:
        axis: The axes, in order.
        mapping: The mapping to look in. By default the one in force.
        mesh: The mesh. By default the one in force.

    Raises:
        ValueError: If no mesh is given or in force.
    """

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

def shard_with_axis_mapping(x: T, mapping: ResourceMapping, mesh: Mesh | None = None) -> T:
    """The same as `shard`, under its old name."""

def auto_sharded(x: T, mesh: Mesh | None = None) -> T:
    """The same as `shard` by the mapping in force, under its old name."""
