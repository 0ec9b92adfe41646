# Written by `python -m tools.stubs`. Do not edit.
"""The mapping in force: which axes of arrays are spread over which axes of the device mesh."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import ClassVar

from jax.sharding import AbstractMesh, Mesh

from haliax.meshes import PhysicalAxisSpec as PhysicalAxisSpec, ResourceMapping as ResourceMapping

class ResourceAxis:
    """Usual names for the axes of a device mesh."""

    MODEL: ClassVar[str]
    DATA: ClassVar[str]
    REPLICA: ClassVar[str]
    REPLICA_DCN: ClassVar[str]
    CONTEXT: ClassVar[str]

def current_thread_local_mapping() -> ResourceMapping | None:
    """The mapping in force; None if there is none. A new thread starts without one."""

@contextmanager
def axis_mapping(
    mapping: ResourceMapping,
    *,
    merge: bool = False,
    **kwargs: PhysicalAxisSpec | None,
) -> Generator[None, None, None]:
    """Put a resource mapping in force within a `with` block.

    Args:
        mapping: The axes of the device mesh for each named axis; None for one that is whole on every device.
        merge: Whether what was in force before stays so, where the new mapping says nothing.
        **kwargs: More entries of the mapping.
    """

@contextmanager
def set_mesh(mesh: Mesh | AbstractMesh) -> Generator[None, None, None]:
    """Put a mesh in force within a `with` block, as `jax.set_mesh` does; also one of which only the shape is known.

    Args:
        mesh: The mesh. With an abstract one programs can be traced and lowered, but nothing can be computed.
    """
