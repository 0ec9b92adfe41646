"""How the arguments of a function are cut into the parts of devices, and its result is put together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import numpy as np
from jax.sharding import AbstractMesh, AxisType, Mesh, NamedSharding, PartitionSpec

from haliax.core import NamedArray, wrap
from haliax.meshes import Frozen, Parts, axes_of_kind, explicit_parts, mesh_axes, reshard, spec_of
from haliax.ops._parts import varying
from haliax.partitioning.specs import check_mapping, check_sizes, parts_of, told_by
from haliax.pure import collective_errors
from haliax.tree_util import is_named_array

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
        mapping = dict(self.mapping)
        with told_by("shard_map"):
            check_mapping(mapping, self.mesh)
            return parts_of(names, mapping, without=set(self.mesh.axis_names) - set(self.along))


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
    leaves, structure = jax.tree_util.tree_flatten(call, is_leaf=is_named_array)
    said = _said(call, in_specs)
    places = [place for place, leaf in enumerate(leaves) if _is_array(leaf)]
    arrays, specs, sizes = [], [], set()
    for place in places:
        leaf, spec = leaves[place], said[place]
        if spec is None and isinstance(leaf, NamedArray):
            parts = _parts(cut, leaf)
            sizes |= {(name, n) for name, n, axes in zip(leaf.axis_names, leaf.array.shape, parts, strict=True) if axes}
            spec = spec_of(parts)
        spec = spec_of(()) if spec is None else spec
        arrays.append(_laid(cut, _values(leaf), spec))
        specs.append(spec)
    names = [_names(leaves[place]) for place in places]

    def put(parts: Sequence[Any]) -> Any:
        return jax.tree_util.tree_unflatten(structure, _put(leaves, places, names, parts))

    return Call(arrays, tuple(specs), put, frozenset(sizes))


def _parts(cut: Cut, array: NamedArray) -> Parts:
    """The axes of the mesh along which each axis of an array is cut.

    Raises:
        AxisError: If one cannot be cut into equal parts.
    """
    found = cut.parts(array.axis_names)
    with told_by("shard_map"):
        check_sizes(array.axis_names, array.array.shape, found, cut.mesh)
    return found


def result_of(result: Any) -> tuple[list[Any], Result]:
    """The arrays that a function returned for the parts of one device, and all else that it did."""
    found, structure = jax.tree_util.tree_flatten_with_path(result, is_leaf=is_named_array)
    places = [place for place, (_, leaf) in enumerate(found) if _is_array(leaf)]
    names = [_names(found[place][1]) for place in places]
    arrays = [_values(found[place][1]) for place in places]
    told = tuple((name, array.shape, varying(array)) for name, array in zip(names, arrays, strict=True))
    paths = tuple(jax.tree_util.keystr(found[place][0], simple=True, separator=".") for place in places)
    rest = [None if place in places else leaf for place, (_, leaf) in enumerate(found)]

    def put(wholes: Sequence[Any]) -> Any:
        return jax.tree_util.tree_unflatten(structure, _put(rest, places, names, wholes))

    return arrays, Result(told, paths, put)


def result_joined(cut: Cut, call: Call, result: Result) -> list[PartitionSpec]:
    """How each array of a result is put together from its parts.

    Raises:
        AxisError: If it differs between devices that hold no parts of it, or the mapping does not fit the mesh.
    """
    return [_joined(cut, call, *one) for one in zip(result.leaves, result.paths, strict=True)]


def _joined(cut: Cut, call: Call, leaf: Leaf, path: str) -> PartitionSpec:
    names, shape, differs = leaf
    parts = cut.parts(names or ())
    if names is not None:  # what is the same everywhere, and as long as the whole, is the whole
        known = zip(names, shape, parts, strict=True)
        parts = tuple(
            () if (name, size) in call.sizes and not differs & set(axes) else axes for name, size, axes in known
        )
    left = [axis for axis in cut.along if axis in differs and not any(axis in axes for axes in parts)]
    if left:
        spread = [name for name, axes in cut.mapping if set(mesh_axes(axes)) & set(left)]
        given = {name for name, _ in call.sizes}
        spread = [name for name in spread if name in given] or spread
        at = f" '{path}'" if path else ""
        what = f"[{', '.join(names)}]" if names is not None else f"of shape {shape}"
        raise collective_errors.unlike(f"result{at} {what}", spread, left).within("shard_map")
    return spec_of(parts)


def _laid(cut: Cut, array: Any, spec: PartitionSpec) -> Any:
    """An array that lies on Explicit axes of the mesh as it is cut, which jax asks for."""
    explicit = axes_of_kind(cut.mesh, AxisType.Explicit)
    if not explicit:
        return array
    wanted = [*map(mesh_axes, spec), *[()] * (array.ndim - len(spec))]
    used = {axis for axes in wanted for axis in axes} | set(cut.along)
    now = zip(wanted, explicit_parts(array), strict=True)
    # Along other axes it stays as it lies, unless a dimension would lie along both.
    kept = [axes or tuple(axis for axis in before if axis not in used) for axes, before in now]
    target = spec_of([tuple(axis for axis in axes if axis in explicit) for axes in kept])
    place: Any = NamedSharding(cut.mesh, target) if cut.is_given else target
    return reshard(array, place)


def _said(call: tuple[Any, tuple[Any, ...], dict[str, Any]], in_specs: Any) -> list[PartitionSpec | None]:
    """What `in_specs` says of each leaf of a call; None where names say it."""
    tree, args, kwargs = call
    if isinstance(in_specs, tuple | list):
        in_specs = (*in_specs, *[None] * (len(args) - len(in_specs)))
    prefix = (_BY_NAMES, in_specs, _BY_NAMES)
    said = jax.tree_util.tree_map(_spread, prefix, (tree, args, kwargs), is_leaf=_is_spec)
    return [None if spec is _BY_NAMES else spec for spec in jax.tree_util.tree_leaves(said)]


_BY_NAMES = object()


def _spread(spec: Any, subtree: Any) -> Any:
    """One spec for each leaf of a subtree."""
    return jax.tree_util.tree_map(lambda _: _BY_NAMES if spec is None else spec, subtree, is_leaf=is_named_array)


def _is_spec(node: Any) -> bool:
    return node is None or isinstance(node, PartitionSpec)


def _values(leaf: Any) -> Any:
    return leaf.array if isinstance(leaf, NamedArray) else leaf


def _names(leaf: Any) -> tuple[str, ...] | None:
    return leaf.axis_names if isinstance(leaf, NamedArray) else None


def _is_array(leaf: Any) -> bool:
    return isinstance(_values(leaf), jax.Array | np.ndarray | np.generic)


def _put(
    leaves: Sequence[Any], places: Sequence[int], names: Sequence[tuple[str, ...] | None], arrays: Sequence[Any]
) -> list[Any]:
    """The leaves with arrays in some places, each with the names that belong there."""
    new = list(leaves)
    for place, name, array in zip(places, names, arrays, strict=True):
        new[place] = array if name is None else wrap(array, name)
    return new
