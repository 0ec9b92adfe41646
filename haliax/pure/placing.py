"""Over which axes of the device mesh the result of an operation is spread: the names of its axes decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def parts_of_result(
    axes: Sequence[tuple[str, int]], wanted: Sequence[Mapping[str, tuple[str, ...]]], mesh: Mapping[str, int]
) -> tuple[tuple[str, ...], ...]:
    """The mesh axes for each axis of a result.

    An axis lies as the first of `wanted` says that names it; if none does, it is whole. A mesh axis is left out if an
    earlier axis has it, if it would cut the axis into unequal parts, or if the mesh has no such axis.

    Args:
        axes: The name and size of each axis of the result.
        wanted: The mesh axes for named axes: those of the operands that are in parts, and of a mapping.
        mesh: The size of each axis of the mesh that may be used.
    """
    used: set[str] = set()
    found: list[tuple[str, ...]] = []
    for name, size in axes:
        kept: list[str] = []
        for part in next((parts[name] for parts in wanted if name in parts), ()):
            if part in mesh and part not in used and size % mesh[part] == 0:
                size //= mesh[part]
                kept.append(part)
        used.update(kept)
        found.append(tuple(kept))
    return tuple(found)
