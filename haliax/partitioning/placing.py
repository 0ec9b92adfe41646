"""Putting named arrays where a mapping says, on a mesh whose axes are of any kind, in a trace or out of it.

Over Manual axes, as inside of shard_map, an array is one device's own part already. Along Explicit axes an array is
moved by `reshard`, and along Auto axes the compiler is told by a constraint.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import jax
import numpy as np
from jax.sharding import AbstractMesh, AxisType, Mesh, NamedSharding, PartitionSpec, get_abstract_mesh, get_mesh

from haliax.core import NamedArray, wrap
from haliax.meshes import Frozen, Parts, ResourceMapping, axes_of_kind, reshard, spec_of
from haliax.partitioning.processes import Whole, placed
from haliax.partitioning.specs import check_mapping, check_sizes, check_spelling, parts_of, told_by
from haliax.pure import mesh_errors
from haliax.tree_util import is_named_array

T = TypeVar("T")
K = TypeVar("K")

# jax does not annotate these.
_struct: Callable[..., jax.ShapeDtypeStruct] = jax.ShapeDtypeStruct
_with_constraint: Callable[[Any, Any], Any] = jax.lax.with_sharding_constraint
_compiled_constraint = jax.jit(lambda arrays, places: _with_constraint(arrays, list(places)), static_argnums=1)

_PLACED = (jax.Array, np.ndarray, np.generic, jax.ShapeDtypeStruct)


@dataclass(frozen=True)
class Target:
    """The mesh that arrays are spread over.

    Attributes:
        mesh: The mesh, with its axes of the kinds that they are of here.
        devices: The same with its devices, if they are known.
        is_in_force: Whether it is the mesh in force.
        is_traced: Whether a program is being traced, in which nothing can be moved at once.
    """

    mesh: Mesh | AbstractMesh
    devices: Mesh | None
    is_in_force: bool
    is_traced: bool

    def sharding(self, spec: PartitionSpec) -> NamedSharding:
        """Where arrays of this spec lie."""
        return NamedSharding(self.mesh if self.devices is None else self.devices, spec)

    @cached_property
    def explicit(self) -> tuple[str, ...]:
        """The Explicit axes of the mesh."""
        return axes_of_kind(self.mesh, AxisType.Explicit)

    @cached_property
    def auto(self) -> tuple[str, ...]:
        """The Auto axes of the mesh."""
        return axes_of_kind(self.mesh, AxisType.Auto)

    @cached_property
    def manual(self) -> tuple[str, ...]:
        """The Manual axes of the mesh."""
        return axes_of_kind(self.mesh, AxisType.Manual)


def known_mesh() -> Mesh | None:
    """The mesh in force with its devices, empty if there is none; None under a trace, which need not know them."""
    try:
        return get_mesh()
    except ValueError:
        return None


def target(mesh: Mesh | AbstractMesh | None, op: str) -> Target | None:
    """The mesh that is given, or else the one in force; None if there is none."""
    context = get_abstract_mesh()
    if mesh is None and context.empty:
        # Of `with mesh:`, the way of old, jax says nothing but that a spec can be read by it.
        with suppress(RuntimeError):
            _with_constraint(0.0, spec_of(()))
            warnings.warn(mesh_errors.old_context(op), stacklevel=3)
        return None
    known = known_mesh()
    is_in_force = mesh is None or _shape(mesh) == _shape(context)
    devices = mesh if isinstance(mesh, Mesh) else known if is_in_force else None
    if devices is not None and devices.empty:
        devices = None
    here = context if is_in_force else mesh
    assert here is not None
    return Target(here, devices, is_in_force, is_traced=known is None)


def _shape(mesh: Mesh | AbstractMesh) -> list[tuple[str, int]]:
    return list(mesh.shape.items())


def constrain(tree: T, mapping: Frozen | None, *, op: str = "shard", implied: bool = False) -> T:
    """Spread the named arrays of a pytree over the mesh in force; without a mesh or a mapping, leave them as they are.

    Args:
        tree: Any pytree.
        mapping: Over which axes of the mesh each axis is spread.
        op: Who says so, for errors.
        implied: Whether nobody has asked for this mapping in particular, but for a compiled function.

    Raises:
        AxisError: As of `shard`.
    """
    if mapping is None:
        return tree
    there = target(None, op)
    return tree if there is None else spread(tree, dict(mapping), there, op=op, implied=implied)


def spread(tree: T, mapping: ResourceMapping, there: Target, *, op: str = "shard", implied: bool = False) -> T:
    """Spread the named arrays of a pytree over a mesh."""
    leaves, structure = jax.tree_util.tree_flatten(tree, is_leaf=is_named_array)
    named = [leaf for leaf in leaves if is_named_array(leaf)]
    with told_by(op):
        check_mapping(mapping, there.mesh)
        check_spelling(mapping, frozenset(name for leaf in named for name in leaf.axis_names))
        places: dict[int, Parts] = {}
        known: dict[Any, Parts] = {}  # layers of a model are alike
        for place, leaf in enumerate(leaves):
            if _is_placed(leaf):
                key = leaf.axis_names, leaf.array.shape
                if key not in known:
                    known[key] = parts_of(leaf.axis_names, mapping, without=there.manual)
                    check_sizes(leaf.axis_names, leaf.array.shape, known[key], there.mesh, implied=implied)
                places[place] = known[key]
        moved = _moved({place: leaves[place] for place in places}, places, there)
    for place, array in moved.items():
        leaves[place] = wrap(array, leaves[place].axis_names)
    result: T = jax.tree_util.tree_unflatten(structure, leaves)
    return result


def _is_placed(leaf: Any) -> bool:
    """Whether it is a named array that lies somewhere, or may. A transform of jax may have left too few names."""
    return is_named_array(leaf) and isinstance(leaf.array, _PLACED) and leaf.array.ndim == len(leaf.axis_names)


def _moved(leaves: Mapping[int, NamedArray], places: Mapping[int, Parts], there: Target) -> dict[int, Any]:
    """The arrays where they belong."""
    at_once: dict[int, Whole] = {}
    told: dict[int, Any] = {}
    traced: list[int] = []
    for i, leaf in leaves.items():
        if isinstance(leaf.array, jax.ShapeDtypeStruct):
            place = there.sharding(spec_of(places[i]))
            told[i] = _struct(leaf.array.shape, leaf.array.dtype, sharding=place, weak_type=leaf.array.weak_type)
        elif there.is_traced or isinstance(leaf.array, jax.core.Tracer):
            traced.append(i)
        else:
            sharding = NamedSharding(_devices(leaf.array, there), spec_of(places[i]))
            at_once[i] = Whole(leaf.axis_names, leaf.array, sharding)
    told |= zip(traced, _told([leaves[i].array for i in traced], [places[i] for i in traced], there), strict=True)
    return {**told, **dict(zip(at_once, placed(list(at_once.values())), strict=True))}


def _devices(array: Any, there: Target) -> Mesh:
    """The devices of a mesh, which the array may know if nobody else does."""
    if there.devices is not None:
        return there.devices
    sharding = getattr(array, "sharding", None)
    if not isinstance(sharding, NamedSharding) or _shape(sharding.mesh) != _shape(there.mesh):
        raise mesh_errors.no_devices()
    assert isinstance(sharding.mesh, Mesh)
    return sharding.mesh


def _told(arrays: list[Any], places: Sequence[Parts], there: Target) -> list[Any]:
    """Arrays of which it is said where they shall lie. All at once: each call costs jax as much as an array does."""
    if not arrays:
        return []
    by_type = [_only(parts, there.explicit) for parts in places]
    if there.explicit:
        arrays = _resharded(arrays, _each(spec_of, by_type), there)
    if there.auto:
        pairs = [(one, _only(parts, there.auto)) for one, parts in zip(by_type, places, strict=True)]
        specs = _each(lambda pair: _constraint(*pair), pairs)
        arrays = _constrained(arrays, specs if there.is_in_force else [there.sharding(spec) for spec in specs])
    return arrays


def _each(of: Callable[[K], PartitionSpec], keys: Sequence[K]) -> list[PartitionSpec]:
    """A spec for each key; equal keys share one."""
    found = {key: of(key) for key in set(keys)}
    return [found[key] for key in keys]


def _only(parts: Parts, axes: Collection[str]) -> Parts:
    if not axes:
        return ((),) * len(parts)
    return tuple(tuple(axis for axis in part if axis in axes) for part in parts)


def _resharded(arrays: list[Any], specs: list[PartitionSpec], there: Target) -> list[Any]:
    # Without a mesh in force `reshard` leaves it to the arguments of the program to say the devices.
    moved: list[Any] = (
        reshard(arrays, specs)
        if there.is_in_force
        else jax.device_put(arrays, [there.sharding(spec) for spec in specs])
    )
    return moved


def _constrained(arrays: list[Any], places: Sequence[Any]) -> list[Any]:
    try:
        told: list[Any] = _with_constraint(arrays, list(places))
    except TypeError:
        # Under `jax.grad` alone arrays are computed at once, and one that lies on one device learns of no others.
        told = _compiled_constraint(arrays, tuple(places))
    return told


def _constraint(explicit: Parts, auto: Parts) -> PartitionSpec:
    """What the compiler is told. If nothing is left open, it would undo what Explicit axes say."""
    is_shared = any(a and b for a, b in zip(explicit, auto, strict=True))
    open_ = PartitionSpec.UNCONSTRAINED
    each = [b if b else open_ if a or is_shared else None for a, b in zip(explicit, auto, strict=True)]
    return PartitionSpec(*each)  # type: ignore[no-untyped-call]  # jax does not annotate it
