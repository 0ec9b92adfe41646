"""`shard_map` by names: a function that each device runs on its own parts of named arrays."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, overload

import jax
import jax.numpy as jnp
from jax.sharding import AbstractMesh, Mesh, get_abstract_mesh

from haliax.axis import AxisSelector
from haliax.checking.boundary import called
from haliax.meshes import Frozen, ResourceMapping, current_frozen, frozen, in_force
from haliax.modes import kinds_asked
from haliax.ops._parts import count, cut_along, manual_axes
from haliax.partitioning.cutting import Call, Cut, Result, arguments_cut, result_joined, result_of

Args = ParamSpec("Args")
R = TypeVar("R")


@dataclass(frozen=True)
class _Options:
    """How a function is run on parts.

    Attributes:
        mapping: The mapping; None for the one in force where the function is called.
        mesh: The mesh; None for the one in force there.
        axis_names: The axes of the mesh that are cut along; None for all.
        in_specs: How positional arguments are cut, where their names do not say.
        out_specs: How the result is put together; None if its names say.
        check_vma: Whether jax keeps account of what may differ between devices.
    """

    mapping: Frozen | None
    mesh: Mesh | AbstractMesh | None
    axis_names: Collection[str] | None
    in_specs: Any
    out_specs: Any
    check_vma: bool


@overload
def shard_map(
    fn: Callable[Args, R],
    axis_mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
    axis_names: Collection[str] | None = None,
    in_specs: Any = None,
    out_specs: Any = None,
    check_vma: bool = True,
) -> Callable[Args, R]: ...
@overload
def shard_map(
    fn: None = None,
    axis_mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
    axis_names: Collection[str] | None = None,
    in_specs: Any = None,
    out_specs: Any = None,
    check_vma: bool = True,
) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...
def shard_map(
    fn: Callable[Args, R] | None = None,
    axis_mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
    axis_names: Collection[str] | None = None,
    in_specs: Any = None,
    out_specs: Any = None,
    check_vma: bool = True,
) -> Callable[Args, R] | Callable[[Callable[Args, R]], Callable[Args, R]]:
    """Let each device run a function on its own parts of named arrays, which the mapping spreads over the mesh.

    Each named array among the arguments, wherever in a pytree, is cut along the axes that the mapping spreads; inside,
    these are as long as one part. Plain arrays are passed whole, and what is no array as it is. A named array of the
    result is put together along the axes that the mapping spreads; it must have them, or be the same on all devices.
    Inside, operations are those of one device: `hax.sum(x, "batch")` is the sum over its own part. What devices tell
    one another is said by `haliax.psum`, `all_gather` and their kin.

    Without a mesh the function runs as it is, on the whole arrays. The mapping is in force inside. In debug mode its
    arguments and result are checked against its annotations, as each device has them.

    The function is traced twice, the first time to learn the axes of its result; once if `out_specs` says them. Called
    outside of `haliax.named_jit` or `jax.jit` it is traced at each call.

    Args:
        fn: The function. Without it, a decorator is returned.
        axis_mapping: Over which axes of the mesh each named axis is spread. Without it, the mapping in force where the
            function is called.
        mesh: The mesh. Without it, the one in force there.
        axis_names: The axes of the mesh that arrays are cut along. Along others each device sees all, and jax spreads
            the work as outside. By default all that are not cut along already.
        in_specs: A tuple with an entry for each positional argument, as far as names do not say how it is cut: a
            `PartitionSpec`, a pytree of those, or None to go by names.
        out_specs: The same for the whole result. None to go by names, and to have plain arrays the same on all devices.
        check_vma: Whether to make sure that what is returned as the same on all devices is so. It also settles what
            `jax.grad` means inside: if True, a gradient for what all devices share is summed over them, and those that
            `haliax.pvary` gives are not; if False, no gradient is.

    Raises:
        AxisError: If an axis cannot be cut into equal parts, what is returned differs between devices that hold no
            parts of it, or the mapping does not fit the mesh or an array.
        ValueError: If the mesh has no axis of `axis_names`.
    """
    names = {axis_names} if isinstance(axis_names, str) else axis_names
    mapping = None if axis_mapping is None else frozen(axis_mapping)
    options = _Options(mapping, mesh, names, in_specs, out_specs, check_vma)
    return functools.partial(_mapped, options=options) if fn is None else _mapped(fn, options)


def _mapped(fn: Callable[Args, R], options: _Options) -> Callable[Args, R]:
    holder, call = _opened(fn)

    @functools.wraps(fn, updated=())
    def mapped(*args: Args.args, **kwargs: Args.kwargs) -> R:
        mapping = current_frozen() if options.mapping is None else options.mapping
        mesh = get_abstract_mesh() if options.mesh is None else options.mesh
        along = _axes(mesh, options.axis_names)

        def run(holder: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            with in_force(mapping):
                return call(holder, args, kwargs)

        if not along:
            return run(holder, args, kwargs)  # type: ignore[no-any-return]  # what the function gives
        cut = Cut(mesh, mapping or (), along, options.mesh is not None)
        return _on_parts(run, cut, arguments_cut(cut, (holder, args, kwargs), options.in_specs), options)  # type: ignore[no-any-return]  # as above

    return mapped


def _opened(fn: Callable[..., Any]) -> tuple[Any, Callable[[Any, Any, Any], Any]]:
    """What a function holds beside its arguments, and the call with both: a Module or an object has arrays, too.

    In debug mode the call is checked. Arrays are put where they belong anyway.
    """
    if inspect.ismethod(fn):
        method = fn.__func__
        return fn.__self__, lambda held, args, kwargs: called(method, (held, *args), kwargs, kinds_asked(), placed=True)
    if jax.tree_util.all_leaves([fn]):
        return None, lambda _, args, kwargs: called(fn, args, kwargs, kinds_asked(), placed=True)
    return fn, lambda held, args, kwargs: called(held, args, kwargs, kinds_asked(), placed=True)


def _on_parts(run: Callable[..., Any], cut: Cut, call: Call, options: _Options) -> Any:
    """The result of a function of which each device runs its own part."""
    part = functools.partial(
        jax.shard_map,
        mesh=options.mesh,
        in_specs=call.specs,
        axis_names=set(cut.along),
        check_vma=options.check_vma,
    )
    if options.out_specs is not None:
        return part(lambda *arrays: run(*call.put(arrays)), out_specs=options.out_specs)(*call.arrays)
    found: list[Result] = []

    def learn(*arrays: Any) -> tuple[()]:
        found.append(result_of(run(*call.put(arrays)))[1])
        return ()

    def body(*arrays: Any) -> list[Any]:
        parts, found[0] = result_of(run(*call.put(arrays)))
        return parts

    # Names are known only once the function is traced, and jax wants to know before how its results lie.
    jax.eval_shape(part(learn, out_specs=()), *call.arrays)
    wholes = part(body, out_specs=result_joined(cut, call, found[0]))(*call.arrays)
    return found[0].put(wholes)


def _axes(mesh: Mesh | AbstractMesh, wanted: Collection[str] | None) -> tuple[str, ...]:
    """The axes of the mesh that arrays are cut along; none without a mesh."""
    if mesh.empty:
        return ()
    missing = [axis for axis in wanted or () if axis not in mesh.axis_names]
    if missing:
        raise ValueError(f"shard_map: the mesh has no axis '{missing[0]}', only {', '.join(mesh.axis_names)}")
    before = manual_axes()
    return tuple(axis for axis in mesh.axis_names if (axis not in before if wanted is None else axis in wanted))


def axis_index(axis: AxisSelector) -> jax.Array:
    """Which part of an axis this is, from 0: a number, another on each device. Where there is one part, 0.

    Raises:
        AxisError: If the mapping in force says nothing of the axis.
    """
    axes = cut_along("axis_index", axis)
    return jax.lax.axis_index(axes) if axes else jnp.zeros((), jnp.int32)


def axis_parts(axis: AxisSelector) -> int:
    """Into how many parts an axis is cut here. Where there is one part, 1.

    Raises:
        AxisError: If the mapping in force says nothing of the axis.
    """
    return count(cut_along("axis_parts", axis))
