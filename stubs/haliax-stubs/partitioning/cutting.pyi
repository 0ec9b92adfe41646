# Written by `python -m tools.stubs`. Do not edit.
"""How the arguments of a function are cut into the parts of devices, and its result is put together again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from jax.sharding import AbstractMesh, Mesh, PartitionSpec

from haliax.meshes import Frozen, Parts

Leaf: TypeAlias = tuple[tuple[str, ...] | None, tuple[int, ...], frozenset[str]]
"""An array of a result: its names, its shape on one device, and along what it may differ."""

@dataclass(frozen=True)
class Cut:
    """How arrays are cut.

    Attributes:
        mesh: The mesh.
        mapping: Over which of its axes each named axis is spread.
        along: Those of its axes that arrays are cut along.
        is_given: Whether the mesh is an argument, and need not be the one in force.
    """

    mesh: Mesh | AbstractMesh
    mapping: Frozen
    along: tuple[str, ...]
    is_given: bool

    def parts(self, names: Sequence[str]) -> Parts:
        """The axes of the mesh along which each axis of an array is cut.

        Raises:
            AxisError: If the mapping does not fit the mesh, or the array.
        """

@dataclass(frozen=True)
class Call:
    """The arguments of a call, cut.

    Attributes:
        arrays: The arrays among them.
        specs: How each is cut.
        put: The arguments with other arrays in their places.
        sizes: The whole size of each axis that is cut by its name.
    """

    arrays: list[Any]
    specs: tuple[PartitionSpec, ...]
    put: Callable[[Sequence[Any]], Any]
    sizes: frozenset[tuple[str, int]]

@dataclass(frozen=True)
class Result:
    """What a function returned for the parts of one device, but for the arrays in it.

    Attributes:
        leaves: What there is to know of each array.
        paths: Where each is.
        put: The result with arrays in their places.
    """

    leaves: tuple[Leaf, ...]
    paths: tuple[str, ...]
    put: Callable[[Sequence[Any]], Any]

def arguments_cut(cut: Cut, call: tuple[Any, tuple[Any, ...], dict[str, Any]], in_specs: Any) -> Call:
    """The function, if it is a pytree, and its arguments, cut.

    Raises:
        AxisError: If an axis cannot be cut into equal parts, or the mapping does not fit the mesh.
    """

def result_of(result: Any) -> tuple[list[Any], Result]:
    """The arrays that a function returned for the parts of one device, and all else that it did."""

def result_joined(cut: Cut, call: Call, result: Result) -> list[PartitionSpec]:
    """How each array of a result is put together from its parts.

    Raises:
        AxisError: If it differs between devices that hold no parts of it, or the mapping does not fit the mesh.
    """
