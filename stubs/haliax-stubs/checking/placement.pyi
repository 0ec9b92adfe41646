# Written by `python -m tools.stubs`. Do not edit.
"""Whether named arrays lie as the mapping in force says: where `haliax.shard` would put them.

Only what is certain is told. Under a trace that is the part of it over Explicit axes of the mesh: jax knows where an
array lies over Auto axes only when the program is compiled.
"""

from typing import Any, TypeAlias

from haliax.checking.scope import Place

Parts: TypeAlias = dict[str, tuple[str, ...]]
"""The axes of the mesh over which each axis is cut; only axes that are."""

def check_placement(name: str, place: Place, value: Any) -> None:
    """Check where the named arrays in a value lie, if a mesh and a mapping are in force.

    Raises:
        ValueError: If one lies elsewhere, or the mapping cannot be carried out on this mesh.
    """
