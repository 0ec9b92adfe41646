# Written by `python -m tools.stubs`. Do not edit.
"""Over which axes of the device mesh the result of an operation is spread: the names of its axes decide."""

from collections.abc import Mapping, Sequence

def parts_of_result(
    axes: Sequence[tuple[str, int]],
    wanted: Sequence[Mapping[str, tuple[str, ...]]],
    mesh: Mapping[str, int],
) -> tuple[tuple[str, ...], ...]:
    """The mesh axes for each axis of a result.

    An axis lies as the first of `wanted` says that names it; if none does, it is whole. A mesh axis is left out if an
    earlier axis has it, if it would cut the axis into unequal parts, or if the mesh has no such axis.

    Args:
        axes: The name and size of each axis of the result.
        wanted: The mesh axes for named axes: those of the operands that are in parts, and of a mapping.
        mesh: The size of each axis of the mesh that may be used.
    """
