# Written by `python -m tools.stubs`. Do not edit.
"""Over which axes of a mesh the axes of an array are spread by a mapping, and what can be wrong with that."""

from collections.abc import Container, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from jax.sharding import AbstractMesh, Mesh, PartitionSpec

from haliax.meshes import Parts, ResourceMapping

@contextmanager
def told_by(op: str) -> Generator[None, None, None]:
    """Errors that are raised within the block say this name."""

def spec_on(
    mesh: Mesh | AbstractMesh,
    names: Sequence[str],
    mapping: ResourceMapping,
    shape: Sequence[int] | None = None,
) -> PartitionSpec:
    """The partition spec of an array with these axes on a mesh.

    Raises:
        AxisError: If the mapping names an axis that the mesh lacks, or gives two axes of the array to one of them, or
            an axis cannot be cut into equal parts.
    """

def parts_of(names: Sequence[str], mapping: ResourceMapping, without: Container[str] = ()) -> Parts:
    """How an array with these axes is spread by a mapping.

    Args:
        names: The axes, in order.
        mapping: The mapping.
        without: Axes of the mesh over which nothing can be spread here.

    Raises:
        AxisError: If two axes of the array go to one axis of the mesh.
    """

def check_mapping(mapping: ResourceMapping, mesh: Mesh | AbstractMesh) -> None:
    """A mapping may name axes of the mesh only.

    Raises:
        AxisError: If it names another, whether or not any array is spread over it.
        TypeError: If it has something else than names in it.
    """

def check_sizes(
    names: Sequence[str],
    shape: Sequence[Any],
    parts: Parts,
    mesh: Mesh | AbstractMesh,
    *,
    implied: bool = False,
) -> None:
    """Every axis must be cut into equal parts.

    Raises:
        AxisError: If one cannot be.
    """

def check_spelling(mapping: ResourceMapping, names: frozenset[str]) -> None:
    """A mapping names more axes than one tree has, so one that no array has is a mistake only if it is a slip.

    A slip is sure if two letters of a name are swapped: `bacth` and `batch`. If no name of the mapping is found in any
    array, it is also one letter too many or too few inside of a word. Nothing is one of which an array's axis, too, is
    in the mapping.

    Raises:
        AxisError: If there is one.
    """
