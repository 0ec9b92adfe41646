"""Which axes of arrays are spread over which axes of the device mesh."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

import jax
from jax.sharding import AbstractMesh, AxisType, Mesh, PartitionSpec, get_abstract_mesh

from haliax.core import NamedArray, wrap
from haliax.meshes import Frozen, current_frozen, frozen, in_force
from haliax.meshes import PhysicalAxisSpec as PhysicalAxisSpec
from haliax.meshes import ResourceMapping as ResourceMapping

T = TypeVar("T")


class ResourceAxis:
    """Usual names for the axes of a device mesh."""

    MODEL = "model"
    DATA = "data"
    REPLICA = "replica"


def current_thread_local_mapping() -> ResourceMapping | None:
    """The mapping in force; None if there is none. A new thread starts without one."""
    mapping = current_frozen()
    return None if mapping is None else dict(mapping)


@contextmanager
def axis_mapping(
    mapping: ResourceMapping, *, merge: bool = False, **kwargs: PhysicalAxisSpec
) -> Generator[None, None, None]:
    """Put a resource mapping in force within a `with` block.

    Args:
        mapping: The axes of the device mesh for each named axis.
        merge: Whether what was in force before stays so, where the new mapping says nothing.
        **kwargs: More entries of the mapping.
    """
    before = dict(current_frozen() or ()) if merge else {}
    with in_force(frozen({**before, **mapping, **kwargs})):
        yield


def constrain(tree: T, mapping: Frozen | None) -> T:
    """Spread the named arrays of a pytree over the mesh in force; without a mesh or a mapping, leave them as they are.

    Raises:
        ValueError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them.
    """
    mesh = get_abstract_mesh()
    # Inside of shard_map an array is one device's own part already.
    if mapping is None or mesh.empty or AxisType.Manual in mesh.axis_types:
        return tree
    known = dict(mapping)

    def spread(leaf: object) -> object:
        if not isinstance(leaf, NamedArray) or not isinstance(leaf.array, jax.Array):
            return leaf
        spec = spec_on(mesh, leaf.axis_names, known)
        used = _mesh_axes(spec)
        types = [kind for axis, kind in zip(mesh.axis_names, mesh.axis_types, strict=True) if axis in used or not used]
        explicit = set(types) == {AxisType.Explicit}
        place: Callable[..., jax.Array] = jax.sharding.reshard if explicit else jax.lax.with_sharding_constraint
        return wrap(place(leaf.array, spec), leaf.axis_names)

    spreaded: T = jax.tree_util.tree_map(spread, tree, is_leaf=lambda node: isinstance(node, NamedArray))
    return spreaded


def spec_on(mesh: Mesh | AbstractMesh, names: tuple[str, ...], mapping: ResourceMapping) -> PartitionSpec:
    """The partition spec of an array with these axes on a mesh.

    Raises:
        ValueError: If the mapping names an axis that the mesh lacks, or gives two axes of one array to one of them.
    """
    parts = [mapping.get(name) for name in names]
    spec = PartitionSpec(  # type: ignore[no-untyped-call]  # jax does not annotate it
        *(part if part is None or isinstance(part, str) else tuple(part) for part in parts)
    )
    used, shown = _mesh_axes(spec), f"[{', '.join(names)}]"
    for axis in used:
        if axis not in mesh.axis_names:
            raise ValueError(f"sharding {shown}: the mesh has no axis '{axis}', only {', '.join(mesh.axis_names)}")
        if used.count(axis) > 1:
            raise ValueError(f"sharding {shown}: the mapping sends two of these axes to mesh axis '{axis}'; keep one")
    return spec


def _mesh_axes(spec: PartitionSpec) -> list[str]:
    """The axes of the mesh that a spec uses, one entry for each use."""
    return [axis for part in spec if part is not None for axis in ([part] if isinstance(part, str) else part)]
