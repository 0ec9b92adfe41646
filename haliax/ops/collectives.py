"""Collectives by the names of axes: what the devices that hold the parts of an axis tell one another.

They belong into the body of a `haliax.shard_map`, where an array is the part of one device. Over which devices they go
is told by an axis: those along the axes of the mesh that the mapping in force gives it. Where a program sees the whole
of an axis, there is one part, and nothing to be done: without a mesh, outside of a `shard_map`, or where the axis is
not among those that the `shard_map` cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

import jax
from jax import lax

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, wrap
from haliax.ops._arguments import parts_of
from haliax.ops._declare import names_after
from haliax.ops._parts import count, cut_along, varied, varying
from haliax.pure import mesh_errors
from haliax.pure.axis import name_of, show
from haliax.pure.operation import Operation, implements
from haliax.pure.rules import collectives as rules

T = TypeVar("T")


def _each(operation: Operation[Any], tree: T, compute: Callable[[Any], Any]) -> T:
    """A pytree with something else in the place of each array."""

    def one(leaf: Any) -> Any:
        if not isinstance(leaf, NamedArray):
            return compute(leaf) if isinstance(leaf, jax.Array | float | int | complex) else leaf
        values, signature = parts_of(operation, leaf)
        return wrap(compute(values), names_after(operation, (signature,)))

    mapped: T = jax.tree_util.tree_map(one, tree, is_leaf=lambda node: isinstance(node, NamedArray))
    return mapped


def _reduced(operation: Operation[Any], reduce: Callable[..., Any], x: T, axis: AxisSelection) -> T:
    """A reduction over all parts, to which each gives its own, whether jax knows that they differ or not."""
    axes = cut_along(operation.told, axis)

    def compute(values: Any) -> Any:
        if not axes:
            return values
        return reduce(varied(values, axes) if varying(values) else values, axes)

    return _each(operation, x, compute)


@implements(rules.psum)
def psum(x: T, axis: AxisSelection) -> T:
    """The sum over the parts of an axis, on every device that has one of them. The axes of the array stay.

    Axes: `[embed], batch -> [embed]`

    In the body of a `shard_map`, `hax.sum(x, "batch")` is the sum over one part; `psum` of it is the sum over all.

    Args:
        x: An array, or a pytree of arrays, such as a model's gradients. They need not have the axis.
        axis: The axis, or several, over whose parts to sum. Its size does not matter.

    Raises:
        AxisError: If the mapping in force says nothing of an axis.
    """
    return _reduced(rules.psum, lax.psum, x, axis)


@implements(rules.pmean)
def pmean(x: T, axis: AxisSelection) -> T:
    """The mean over the parts of an axis, on every device that has one of them. The axes of the array stay.

    Axes: `[embed], batch -> [embed]`

    Parts have equal sizes: `pmean(hax.mean(x, "batch"), "batch")` is the mean over the whole axis.

    Args:
        x: An array, or a pytree of arrays, such as a model's gradients. They need not have the axis.
        axis: The axis, or several, over whose parts to take the mean. Its size does not matter.

    Raises:
        AxisError: If the mapping in force says nothing of an axis.
    """
    return _reduced(rules.pmean, lax.pmean, x, axis)


@implements(rules.pmax)
def pmax(x: T, axis: AxisSelection) -> T:
    """The largest over the parts of an axis, element by element, on every device. The axes of the array stay.

    Axes: `[embed], batch -> [embed]`

    Args:
        x: An array, or a pytree of arrays. They need not have the axis.
        axis: The axis, or several, whose parts to compare. Its size does not matter.

    Raises:
        AxisError: If the mapping in force says nothing of an axis.
    """
    return _reduced(rules.pmax, lax.pmax, x, axis)


@implements(rules.pmin)
def pmin(x: T, axis: AxisSelection) -> T:
    """The smallest over the parts of an axis, element by element, on every device. The axes of the array stay.

    Axes: `[embed], batch -> [embed]`

    Args:
        x: An array, or a pytree of arrays. They need not have the axis.
        axis: The axis, or several, whose parts to compare. Its size does not matter.

    Raises:
        AxisError: If the mapping in force says nothing of an axis.
    """
    return _reduced(rules.pmin, lax.pmin, x, axis)


@implements(rules.pvary)
def pvary(x: T, axis: AxisSelection) -> T:
    """The same values, as an array of which every device has its own copy. The axes of the array stay.

    Axes: `[embed], batch -> [embed]`

    `shard_map` keeps account of which arrays are the same on all devices. What starts a loop over such as differ has
    to be told to differ too; and the gradient for a copy is that of one device, where `jax.grad` sums the gradient for
    an array that all share over all of them.

    Args:
        x: An array, or a pytree of arrays. They need not have the axis.
        axis: The axis, or several, whose parts are to have copies. Its size does not matter.

    Raises:
        AxisError: If the mapping in force says nothing of an axis.
    """
    axes = cut_along(rules.pvary.told, axis)
    return _each(rules.pvary, x, lambda values: varied(values, axes) if axes else values)


@implements(rules.ppermute)
def ppermute(x: T, axis: AxisSelector, perm: int | Sequence[tuple[int, int]]) -> T:
    """The values of another part of an axis. The axes of the array stay.

    Axes: `[batch, embed], batch, 1 -> [batch, embed]`

    Args:
        x: An array, or a pytree of arrays. They need not have the axis.
        axis: The axis whose parts send to one another.
        perm: By how many parts to send forwards, from the last ones to the first; or pairs (from, to). A part that
            nobody sends to gets zeros.

    Raises:
        AxisError: If the mapping in force says nothing of the axis.
    """
    axes = cut_along(rules.ppermute.told, axis)
    parts = count(axes)
    pairs = [(part, (part + perm) % parts) for part in range(parts)] if isinstance(perm, int) else list(perm)

    def compute(values: Any) -> Any:
        if not axes:
            return values
        return lax.ppermute(varied(values, axes), axes, pairs)  # type: ignore[no-untyped-call]  # jax does not annotate it

    return _each(rules.ppermute, x, compute)


@implements(rules.all_gather)
def all_gather(x: NamedArray, axis: AxisSelector, *, to: Literal["varying", "invarying"] = "varying") -> NamedArray:
    """The whole of an axis, of which each device has a part. The other axes stay.

    Axes: `[batch, embed=2], embed -> [batch, embed=8]`

    Args:
        x: An array with the axis.
        axis: The axis. Its size does not matter: it may be given as that of the whole.
        to: What becomes of it. "varying": every device has its own copy, whose gradient is summed and cut into parts
            again, as for weights that are gathered before use. "invarying": all share it, and `shard_map` may return
            it as a whole.

    Raises:
        AxisError: If the array has no such axis, or the mapping in force says nothing of it.
    """
    values, signature = parts_of(rules.all_gather, x)
    names = names_after(rules.all_gather, (signature,), axis)
    axes = cut_along(rules.all_gather.told, axis)
    if axes:
        place = names.index(name_of(axis))
        values = lax.all_gather(varied(values, axes), axes, axis=place, tiled=True, to=to)
    return wrap(values, names)


@implements(rules.psum_scatter)
def psum_scatter(x: NamedArray, axis: AxisSelector) -> NamedArray:
    """The sum over the parts of an axis, of which each device keeps its own part. The other axes stay.

    Axes: `[batch, embed=8], embed -> [batch, embed=2]`

    Args:
        x: An array with the whole of the axis, a summand of which every device has its own.
        axis: The axis. Its size does not matter.

    Raises:
        AxisError: If the array has no such axis, it cannot be cut into equal parts, or the mapping in force says
            nothing of it.
    """
    values, signature = parts_of(rules.psum_scatter, x)
    names = names_after(rules.psum_scatter, (signature,), axis)
    axes = cut_along(rules.psum_scatter.told, axis)
    if axes:
        name, parts = name_of(axis), count(axes)
        place = names.index(name)
        size = values.shape[place]
        if size % parts:
            error = mesh_errors.no_equal_parts(name, size, show(x.axes), axes, parts, implied=False)
            raise error.within(rules.psum_scatter.told)
        scatter: Any = lax.psum_scatter
        values = scatter(varied(values, axes), axes, scatter_dimension=place, tiled=True)
    return wrap(values, names)
