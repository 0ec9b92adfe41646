"""The mapping in force: which axes of arrays are spread over which axes of the device mesh."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import jax
from jax.sharding import AbstractMesh, Mesh

from haliax.meshes import PhysicalAxisSpec as PhysicalAxisSpec
from haliax.meshes import ResourceMapping as ResourceMapping
from haliax.meshes import current_frozen, frozen, in_force


class ResourceAxis:
    """Usual names for the axes of a device mesh."""

    MODEL = "model"
    DATA = "data"
    REPLICA = "replica"
    REPLICA_DCN = "replica_dcn"
    CONTEXT = "context"


def current_thread_local_mapping() -> ResourceMapping | None:
    """The mapping in force; None if there is none. A new thread starts without one."""
    mapping = current_frozen()
    return None if mapping is None else {name: axes or None for name, axes in mapping}


@contextmanager
def axis_mapping(
    mapping: ResourceMapping, *, merge: bool = False, **kwargs: PhysicalAxisSpec | None
) -> Generator[None, None, None]:
    """Put a resource mapping in force within a `with` block.

    Args:
        mapping: The axes of the device mesh for each named axis; None for one that is whole on every device.
        merge: Whether what was in force before stays so, where the new mapping says nothing.
        **kwargs: More entries of the mapping.
    """
    before = dict(current_frozen() or ()) if merge else {}
    with in_force(frozen({**before, **mapping, **kwargs})):
        yield


@contextmanager
def set_mesh(mesh: Mesh | AbstractMesh) -> Generator[None, None, None]:
    """Put a mesh in force within a `with` block, as `jax.set_mesh` does; also one of which only the shape is known.

    Args:
        mesh: The mesh. With an abstract one programs can be traced and lowered, but nothing can be computed.
    """
    with jax.sharding.use_abstract_mesh(mesh) if isinstance(mesh, AbstractMesh) else jax.set_mesh(mesh):
        yield
