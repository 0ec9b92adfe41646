"""Over which axes of a mesh the axes of an array are spread by a mapping, and what can be wrong with that."""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Generator, Sequence
from contextlib import contextmanager
from math import prod
from typing import Any

from jax.sharding import AbstractMesh, Mesh, PartitionSpec

from haliax.errors import AxisError
from haliax.meshes import Parts, ResourceMapping, check_names, mesh_axes, spec_of
from haliax.pure import mesh_errors

_SHORTEST = 4
"""The letters of a word that can be told from another by one letter: `q_head` and `k_head` are two names."""


@contextmanager
def told_by(op: str) -> Generator[None, None, None]:
    """Errors that are raised within the block say this name."""
    try:
        yield
    except AxisError as error:
        raise error.within(op) from None


def spec_on(
    mesh: Mesh | AbstractMesh, names: Sequence[str], mapping: ResourceMapping, shape: Sequence[int] | None = None
) -> PartitionSpec:
    """The partition spec of an array with these axes on a mesh.

    Raises:
        AxisError: If the mapping names an axis that the mesh lacks, or gives two axes of the array to one of them, or
            an axis cannot be cut into equal parts.
    """
    check_mapping(mapping, mesh)
    parts = parts_of(names, mapping)
    if shape is not None:
        check_sizes(names, shape, parts, mesh)
    return spec_of(parts)


def parts_of(names: Sequence[str], mapping: ResourceMapping, without: Container[str] = ()) -> Parts:
    """How an array with these axes is spread by a mapping.

    Args:
        names: The axes, in order.
        mapping: The mapping.
        without: Axes of the mesh over which nothing can be spread here.

    Raises:
        AxisError: If two axes of the array go to one axis of the mesh.
    """
    parts = tuple(tuple(axis for axis in mesh_axes(mapping.get(name)) if axis not in without) for name in names)
    owner: dict[str, str] = {}
    for name, part in zip(names, parts, strict=True):
        for axis in part:
            if axis in owner:
                raise mesh_errors.one_mesh_axis(owner[axis], name, _listed(names), axis)
            owner[axis] = name
    return parts


def check_mapping(mapping: ResourceMapping, mesh: Mesh | AbstractMesh) -> None:
    """A mapping may name axes of the mesh only.

    Raises:
        AxisError: If it names another, whether or not any array is spread over it.
        TypeError: If it has something else than names in it.
    """
    check_names(mapping)
    for name, entry in mapping.items():
        for axis in mesh_axes(entry):
            if axis not in mesh.axis_names:
                raise mesh_errors.no_mesh_axis(name, axis, mesh.axis_names)


def check_sizes(
    names: Sequence[str], shape: Sequence[Any], parts: Parts, mesh: Mesh | AbstractMesh, *, implied: bool = False
) -> None:
    """Every axis must be cut into equal parts.

    Raises:
        AxisError: If one cannot be.
    """
    sizes = mesh.shape
    for name, size, part in zip(names, shape, parts, strict=True):
        count = prod(int(sizes[axis]) for axis in part)
        # Of a size that is a symbol, as in an exported program, nobody can tell.
        if isinstance(size, int) and size % count:
            axes = f"[{', '.join(f'{n}={s}' for n, s in zip(names, shape, strict=True))}]"
            raise mesh_errors.no_equal_parts(name, size, axes, part, count, implied=implied)


def check_spelling(mapping: ResourceMapping, names: frozenset[str]) -> None:
    """A mapping names more axes than one tree has, so one that no array has is a mistake only if it is a slip.

    A slip is sure if two letters of a name are swapped: `bacth` and `batch`. If no name of the mapping is found in any
    array, it is also one letter too many or too few inside of a word. Nothing is one of which an array's axis, too, is
    in the mapping.

    Raises:
        AxisError: If there is one.
    """
    slip = _slip(tuple(mapping), names)
    if slip is not None:
        raise mesh_errors.misspelt(*slip)


@functools.lru_cache(maxsize=1024)
def _slip(given: tuple[str, ...], names: frozenset[str]) -> tuple[str, str] | None:
    """An axis of a mapping, and the one for which it must stand."""
    idle = [name for name in given if name not in names]
    kinds = [_swapped] if len(idle) < len(given) else [_swapped, _longer]
    for name in idle:
        for other in sorted(names.difference(given)):
            if any(_one_word_differs(name, other, kind) for kind in kinds):
                return name, other
    return None


def _one_word_differs(name: str, other: str, kind: Callable[[str, str], bool]) -> bool:
    """Whether two names are the same but for one word, and that in this way."""
    words, others = name.split("_"), other.split("_")
    if len(words) != len(others):
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and all(len(word) >= _SHORTEST and word.isalpha() for word in pairs[0]) and kind(*pairs[0])


def _swapped(word: str, other: str) -> bool:
    """Whether two letters that stand beside each other have changed places."""
    return other in (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))


def _longer(word: str, other: str) -> bool:
    """Whether one has a letter more, neither at its beginning nor at its end: `head` and `heads` may be two names."""
    short, long = sorted((word, other), key=len)
    return short in (long[:i] + long[i + 1 :] for i in range(1, len(long) - 1))


def _listed(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"
