# Written by `python -m tools.stubs`. Do not edit.
"""What was found in a state dict, as arrays on the devices where they belong."""

from dataclasses import dataclass

from jax.sharding import Mesh, NamedSharding
from typing_extensions import TypeVar

from haliax.partitioning.mapping import ResourceMapping

T = TypeVar("T")

@dataclass(frozen=True)
class Place:
    """Over which devices named arrays are spread.

    Attributes:
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force.
    """

    mapping: ResourceMapping | None = ...
    mesh: Mesh | None = ...

    def sharding(self, names: tuple[str, ...], shape: tuple[int, ...]) -> NamedSharding | None:
        """Where an array with these axes belongs; None if nothing says so."""

    def put(self, tree: T) -> T:
        """The tree with what was found in it as arrays of jax, of which each device has read its own part."""

    def move(self, tree: T) -> T:
        """The tree with its named arrays where they belong."""
