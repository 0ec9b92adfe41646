"""What was found in a state dict, as arrays on the devices where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import jax
from jax.sharding import Mesh, NamedSharding, get_abstract_mesh, get_mesh

from haliax.core import NamedArray, wrap
from haliax.partitioning.mapping import ResourceMapping, current_thread_local_mapping
from haliax.partitioning.sharding import shard
from haliax.partitioning.specs import spec_on, told_by
from haliax.state_dict.found import Found, FoundLayers
from haliax.tree_util import tree_map

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Over which devices named arrays are spread.

    Attributes:
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force.
    """

    mapping: ResourceMapping | None = None
    mesh: Mesh | None = None

    def sharding(self, names: tuple[str, ...], shape: tuple[int, ...]) -> NamedSharding | None:
        """Where an array with these axes belongs; None if nothing says so."""
        mapping = current_thread_local_mapping() if self.mapping is None else self.mapping
        if mapping is None or (self.mesh is None and get_abstract_mesh().empty):
            return None
        mesh = get_mesh() if self.mesh is None else self.mesh
        with told_by("shard"):
            return NamedSharding(mesh, spec_on(mesh, names, mapping, shape))

    def put(self, tree: T) -> T:
        """The tree with what was found in it as arrays of jax, of which each device has read its own part."""
        put: T = tree_map(self._put, tree)
        return put

    def move(self, tree: T) -> T:
        """The tree with its named arrays where they belong."""
        moved: T = tree_map(self._move, tree)
        return moved

    def _put(self, leaf: Any) -> Any:
        if isinstance(leaf, NamedArray) and isinstance(leaf.array, Found | FoundLayers):
            return wrap(self._read(leaf.array, leaf.axis_names), leaf.axis_names)
        return leaf.whole() if isinstance(leaf, Found | FoundLayers) else leaf

    def _read(self, found: Found | FoundLayers, names: tuple[str, ...]) -> jax.Array:
        if found.on_device:
            moved: jax.Array = self._move(wrap(found.whole(), names)).array
            return moved
        sharding = self.sharding(names, found.shape)
        if sharding is None:
            return found.whole()
        return jax.make_array_from_callback(found.shape, sharding, lambda index: found.part(index or ()))

    def _move(self, leaf: Any) -> Any:
        if isinstance(leaf, NamedArray) and isinstance(leaf.array, jax.Array):
            return shard(leaf, self.mapping, self.mesh)
        return leaf
