# Written by `python -m tools.stubs`. Do not edit.
"""Which axes of arrays are spread over which axes of the device mesh."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import ClassVar

from jax.sharding import AbstractMesh, Mesh, PartitionSpec
from typing_extensions import TypeVar

from haliax.meshes import Frozen, PhysicalAxisSpec as PhysicalAxisSpec, ResourceMapping as ResourceMapping

T = TypeVar("T")

class ResourceAxis:
    """Usual names for the axes of a device mesh."""

    MODEL: ClassVar[str]
    DATA: ClassVar[str]
    REPLICA: ClassVar[str]

def current_thread_local_mapping() -> ResourceMapping | None:
    """The mapping in force; None if there is none. A new thread starts without one."""

@contextmanager
def axis_mapping(
    mapping: ResourceMapping,
    *,
    merge: bool = False,
    **kwargs: PhysicalAxisSpec,
) -> Generator[None, None, None]:
    """Put a resource mapping in force within a `with` block.

    Args:
        mapping: The axes of the device mesh for each named axis.
        merge: Whether what was in force before stays so, where the new mapping says nothing.
        **kwargs: More entries of the mapping.
    """

def constrain(tree: T, mapping: Frozen | None) -> T:
    """Spread the named arrays of a pytree over the mesh in force; without a mesh or a mapping, leave them as they are.

    Raises:
        ValueError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them.
    """

def spec_on(mesh: Mesh | AbstractMesh, names: tuple[str, ...], mapping: ResourceMapping) -> PartitionSpec:
    """The partition spec of an array with these axes on a mesh.

    Raises:
        ValueError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them.
    """
