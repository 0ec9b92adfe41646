"""Arrays in parts that are never whole anywhere: made of what each process has, or part by part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import AbstractMesh, Mesh, NamedSharding, get_abstract_mesh
from jax.typing import ArrayLike

from haliax.axis import AxisSelection, AxisSpec
from haliax.core import NamedArray, wrap
from haliax.meshes import ResourceMapping
from haliax.ops.rearranging import rearrange
from haliax.partitioning.sharding import mapping_or_in_force, mesh_or_in_force
from haliax.partitioning.specs import spec_on, told_by
from haliax.pure import errors, mesh_errors
from haliax.pure.axis import entries, name_of, size_of

# jax does not annotate it.
_from_local: Callable[[NamedSharding, Any, tuple[int, ...]], jax.Array] = jax.make_array_from_process_local_data


def make_array_from_process_local_data(
    local: ArrayLike | NamedArray,
    axes: AxisSpec,
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> NamedArray:
    """One array of all processes, made of the part that each of them has.

    Along an axis that is spread over devices of several processes, each gives its own elements, in the order of the
    mesh; along the other axes it gives all, as the others do. Nothing is sent from one process to another.

    Args:
        local: What this process has: its dimensions are the axes in order. A named array may have them in any order.
        axes: The axes of the whole, with the sizes of the whole.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force. Without one there must be one process, which has the whole.

    Raises:
        AxisError: If an axis has no size, or what is given along an axis is neither this process's part nor the whole;
            as of `haliax.shard`, if the mapping does not fit; if there are several processes and no mesh.
    """
    with told_by("make_array_from_process_local_data"):
        names, shape = _whole(axes)
        data = _positional(local, names)
        sharding = _sharding(names, shape, mapping, mesh)
        if data.ndim != len(names):
            raise errors.wrong_rank(f"[{', '.join(names)}]", data.shape)
        for name, size, given, own in zip(names, shape, data.shape, _own(shape, sharding), strict=True):
            if given not in (own, size):
                raise mesh_errors.other_part(name, size, own, given)
    if sharding is None:
        return wrap(jnp.asarray(data), names)
    return wrap(_from_local(sharding, data, shape), names)


def make_array_from_callback(
    axes: AxisSpec,
    data_callback: Callable[[dict[str, slice]], ArrayLike | NamedArray],
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> NamedArray:
    """An array whose parts are asked for one by one, for each device that this process reaches.

    Args:
        axes: The axes of the whole, with their sizes.
        data_callback: Gives a part of the array, of which it is told from where to where it reaches along each axis,
            as `{"batch": slice(0, 2), "embed": slice(0, 4)}`. Its dimensions are the axes in order. A named array may
            have them in any order.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force. Without one there is one part, the whole.

    Raises:
        AxisError: If an axis has no size; as of `haliax.shard`, if the mapping does not fit.
    """
    with told_by("make_array_from_callback"):
        names, shape = _whole(axes)
        sharding = _sharding(names, shape, mapping, mesh)

        def part(index: Any) -> np.ndarray[Any, Any]:
            reach = (slice(*i.indices(size)[:2]) for i, size in zip(index, shape, strict=True))
            data = _positional(data_callback(dict(zip(names, reach, strict=True))), names)
            return np.asarray(data, jax.dtypes.canonicalize_dtype(data.dtype))

        if sharding is None:
            return wrap(jnp.asarray(part(tuple(slice(None) for _ in shape))), names)
        return wrap(jax.make_array_from_callback(shape, sharding, part), names)


def _whole(axes: AxisSelection) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names and sizes of all axes."""
    given = entries(axes)
    for axis in given:
        if size_of(axis) is None:
            raise errors.no_size(name_of(axis))
    return tuple(map(name_of, given)), tuple(axis.size for axis in given)


def _positional(data: ArrayLike | NamedArray, names: tuple[str, ...]) -> np.ndarray[Any, Any]:
    """The values with their dimensions in the order of these names."""
    return np.asarray(rearrange(data, names).array if isinstance(data, NamedArray) else data)


def _sharding(
    names: tuple[str, ...], shape: tuple[int, ...], mapping: ResourceMapping | None, mesh: Mesh | None
) -> NamedSharding | None:
    """Where the array will lie; None if this is the only process, and there is no mesh."""
    if mesh is None and get_abstract_mesh().empty and jax.process_count() == 1:
        return None
    there = mesh_or_in_force(mesh)
    if isinstance(there, AbstractMesh):
        raise mesh_errors.no_devices()
    return NamedSharding(there, spec_on(there, names, mapping_or_in_force(mapping) or {}, shape))


def _own(shape: tuple[int, ...], sharding: NamedSharding | None) -> tuple[int, ...]:
    """How many elements of each axis the devices of this process hold."""
    if sharding is None:
        return shape
    indices: list[Any] = list(sharding.addressable_devices_indices_map(shape).values())
    each = [{index[i].indices(size)[:2] for index in indices} for i, size in enumerate(shape)]
    return tuple(sum(stop - start for start, stop in reaches) for reaches in each)
