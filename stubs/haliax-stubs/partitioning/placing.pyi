# Written by `python -m tools.stubs`. Do not edit.
"""Putting named arrays where a mapping says, on a mesh whose axes are of any kind, in a trace or out of it.

Over Manual axes, as inside of shard_map, an array is one device's own part already. Along Explicit axes an array is
moved by `reshard`, and along Auto axes the compiler is told by a constraint.
"""

from dataclasses import dataclass
from functools import cached_property

from jax.sharding import AbstractMesh, Mesh, NamedSharding, PartitionSpec
from typing_extensions import TypeVar

from haliax.meshes import Frozen, ResourceMapping

T = TypeVar("T")
K = TypeVar("K")

@dataclass(frozen=True)
class Target:
    """The mesh that arrays are spread over.

    Attributes:
        mesh: The mesh, with its axes of the kinds that they are of here.
        devices: The same with its devices, if they are known.
        is_in_force: Whether it is the mesh in force.
        is_traced: Whether a program is being traced, in which nothing can be moved at once.
    """

    mesh: Mesh | AbstractMesh
    devices: Mesh | None
    is_in_force: bool
    is_traced: bool

    def sharding(self, spec: PartitionSpec) -> NamedSharding:
        """Where arrays of this spec lie."""

    @cached_property
    def explicit(self) -> tuple[str, ...]:
        """The Explicit axes of the mesh."""

    @cached_property
    def auto(self) -> tuple[str, ...]:
        """The Auto axes of the mesh."""

    @cached_property
    def manual(self) -> tuple[str, ...]:
        """The Manual axes of the mesh."""

def known_mesh() -> Mesh | None:
    """The mesh in force with its devices, empty if there is none; None under a trace, which need not know them."""

def target(mesh: Mesh | AbstractMesh | None, op: str) -> Target | None:
    """The mesh that is given, or else the one in force; None if there is none."""

def constrain(tree: T, mapping: Frozen | None, *, op: str = "shard", implied: bool = False) -> T:
    """Spread the named arrays of a pytree over the mesh in force; without a mesh or a mapping, leave them as they are.

    Args:
        tree: Any pytree.
        mapping: Over which axes of the mesh each axis is spread.
        op: Who says so, for errors.
        implied: Whether nobody has asked for this mapping in particular, but for a compiled function.

    Raises:
        AxisError: As of `shard`.
    """

def spread(tree: T, mapping: ResourceMapping, there: Target, *, op: str = "shard", implied: bool = False) -> T:
    """Spread the named arrays of a pytree over a mesh."""
