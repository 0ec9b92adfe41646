"""What jax wants of arrays that are spread over Explicit mesh axes before it goes along one of their dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
from jax.sharding import NamedSharding, PartitionSpec

_spec: Callable[..., PartitionSpec] = PartitionSpec  # jax does not annotate it
_reshard: Callable[..., Any] = jax.sharding.reshard


def whole_along(array: Any, place: int) -> Any:
    """The array, with all of a dimension on each device: a loop goes step by step along it."""
    parts = _parts(array)
    if place >= len(parts) or parts[place] is None:
        return array
    return _put(array, [*parts[:place], None, *parts[place + 1 :]])


def alike_along(in_axes: Sequence[Sequence[int | None]], arrays: Sequence[Any]) -> list[Any] | None:
    """The arrays, with the dimensions that are mapped together spread over the same mesh axes; None if they are.

    Args:
        in_axes: For each mapped axis, the dimension of each array, once those of the axes before are gone.
        arrays: The arrays.
    """
    parts = [[*_parts(array), *[None] * (array.ndim - len(_parts(array)))] for array in arrays]
    left = [list(range(array.ndim)) for array in arrays]
    changed: set[int] = set()
    for dimensions in in_axes:
        places = [(i, left[i].pop(at)) for i, at in enumerate(dimensions) if at is not None]
        wanted = next((parts[i][at] for i, at in places if parts[i][at] is not None), None)
        for i, at in places:
            if parts[i][at] != wanted:
                changed.add(i)
                parts[i] = [None if part == wanted else part for part in parts[i]]
                parts[i][at] = wanted
    if not changed:
        return None
    mesh = next(jax.typeof(array).sharding.mesh for array in arrays if any(_parts(array)))
    return [_put(array, parts[i], mesh) if i in changed else array for i, array in enumerate(arrays)]


def _parts(array: Any) -> tuple[Any, ...]:
    """The Explicit mesh axes of the dimensions of an array."""
    return tuple(jax.typeof(array).sharding.spec) if isinstance(array, jax.Array) else ()


def _put(array: Any, parts: Sequence[Any], mesh: Any = None) -> Any:
    return _reshard(array, NamedSharding(mesh or jax.typeof(array).sharding.mesh, _spec(*parts)))
