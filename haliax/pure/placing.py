"""Over which axes of the device mesh the result of an operation is spread: the names of its axes decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Parts: TypeAlias = tuple[str, ...]
"""The axes of the mesh over which one axis is spread; none if it is whole."""


def parts_of_result(
    axes: Sequence[tuple[str, int]],
    operands: Iterable[Mapping[str, Parts]],
    mapping: Mapping[str, Parts],
    mesh: Mapping[str, int],
) -> tuple[Parts, ...]:
    """The mesh axes for each axis of a result.

    An axis lies as it does in the first operand that has it in parts, else as the mapping says. Of the mesh axes that
    this gives, one is left out if an earlier axis has it, if it would cut the axis into unequal parts, or if the mesh
    has no such axis.

    Args:
        axes: The name and size of each axis of the result.
        operands: For each operand, the mesh axes of those of its axes that are in parts.
        mapping: The mesh axes for named axes.
        mesh: The size of each axis of the mesh that may be used.
    """
    wanted = dict(mapping)
    for operand in reversed(list(operands)):
        wanted |= {name: parts for name, parts in operand.items() if parts}
    used: set[str] = set()
    found: list[Parts] = []
    for name, size in axes:
        kept: list[str] = []
        for part in wanted.get(name, ()):
            if part in mesh and part not in used and size % mesh[part] == 0:
                size //= mesh[part]
                kept.append(part)
        used.update(kept)
        found.append(tuple(kept))
    return tuple(found)
