"""What jax wants of arrays that are spread over Explicit mesh axes before it goes along one of their dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
from jax.sharding import NamedSharding

from haliax.meshes import explicit_parts, reshard, spec_of


def whole_along(array: Any, place: int) -> Any:
    """The array, with all of a dimension on each device: a loop goes step by step along it."""
    parts = explicit_parts(array)
    if not parts[place]:
        return array
    return _put(array, [*parts[:place], (), *parts[place + 1 :]], jax.typeof(array).sharding.mesh)


def alike_along(in_axes: Sequence[Sequence[int | None]], arrays: Sequence[Any]) -> list[Any] | None:
    """The arrays, with the dimensions that are mapped together spread over the same mesh axes; None if they are.

    Args:
        in_axes: For each mapped axis, the dimension of each array, once those of the axes before are gone.
        arrays: The arrays.
    """
    parts = [list(explicit_parts(array)) for array in arrays]
    left = [list(range(array.ndim)) for array in arrays]
    changed: set[int] = set()
    for dimensions in in_axes:
        places = [(i, left[i].pop(at)) for i, at in enumerate(dimensions) if at is not None]
        wanted = next((parts[i][at] for i, at in places if parts[i][at]), ())
        for i, at in places:
            if parts[i][at] != wanted:
                changed.add(i)
                parts[i] = [tuple(axis for axis in part if axis not in wanted) for part in parts[i]]
                parts[i][at] = wanted
    if not changed:
        return None
    mesh = next(jax.typeof(array).sharding.mesh for array in arrays if any(explicit_parts(array)))
    return [_put(array, parts[i], mesh) if i in changed else array for i, array in enumerate(arrays)]


def places_of(arrays: Sequence[Any]) -> list[Any]:
    """Where arrays lie over Explicit mesh axes, as their types say."""
    return [jax.typeof(array).sharding for array in arrays]


def put(arrays: Sequence[Any], places: Sequence[Any]) -> list[Any]:
    """The arrays in these places."""
    now = zip(arrays, places_of(arrays), places, strict=True)
    return [
        array if place.mesh.empty or here.spec == place.spec else reshard(array, place) for array, here, place in now
    ]


def _put(array: Any, parts: Sequence[tuple[str, ...]], mesh: Any) -> Any:
    return reshard(array, NamedSharding(mesh, spec_of(parts)))
