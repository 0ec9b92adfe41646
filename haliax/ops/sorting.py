"""Sorting along an axis, and searching in what is sorted."""

from __future__ import annotations

from operator import index
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import ArrayLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import known, number, parts_of, plain, signature_of
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.ops.scans import along, along_with
from haliax.pure.axis import name_of, show
from haliax.pure.operation import Operation
from haliax.pure.rules import sorting as rules


@implements(rules.sort, is_placed=True)
def sort(a: NamedArray, axis: AxisSelector) -> NamedArray:
    """The elements along an axis in rising order. The axes stay.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.sort, along, a, _sorted, axis)


def _sorted(place: int, array: Any) -> jax.Array:
    return jnp.sort(array, axis=place)


@implements(rules.argsort, is_placed=True)
def argsort(a: NamedArray, axis: AxisSelector | None, *, stable: bool = False) -> NamedArray:
    """The positions that would sort the elements along an axis. The axes stay.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Args:
        a: The values.
        axis: The axis to sort along. If None, the flattened array is sorted, and the result has one axis named "flat".
        stable: Whether equal elements keep their order.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.argsort, along_with, a, _order, axis, stable)


def _order(place: int | None, stable: bool, array: Any) -> jax.Array:
    return jnp.argsort(array, axis=place, stable=stable)


@implements(rules.top_k)
def top_k(
    arr: NamedArray, axis: AxisSelector, k: int, new_axis: AxisSelector | None = None
) -> tuple[NamedArray, NamedArray]:
    """The `k` largest elements along an axis, in falling order, and their positions.

    Axes: `[batch, vocab=7], vocab, 3 -> [batch, vocab=3], [batch, vocab=3]`

    Args:
        arr: The values.
        axis: The axis to search.
        k: How many.
        new_axis: The axis of the result in its place. By default the old one, resized.

    Returns:
        The elements, and their positions along `axis`.

    Raises:
        AxisError: If the axis is not there, has fewer elements than `k`, or the new name is taken.
    """
    values, signature = parts_of(rules.top_k, arr)
    call, first, second = _top(rules.top_k, (signature,), axis, _whole(k), new_axis)
    largest, positions = call(values)
    return wrap(largest, first), wrap(positions, second)


def _whole(k: Any) -> int:
    if isinstance(k, jax.core.Tracer):
        raise TypeError("top_k: an argument is traced which must be known before the program runs")
    try:
        return index(k)
    except TypeError:
        raise TypeError(f"top_k: expected an integer as k, got {k!r}") from None


@settled
def _top(
    operation: Operation[Any], signatures: Signatures, axis: AxisSelector, k: int, new_axis: AxisSelector | None
) -> tuple[Kernel, Names, Names]:
    array = known(signatures[0])
    first, second = operation.rule(array, axis, k, new_axis)
    return kernel(operation.told, _largest, array.names.index(name_of(axis)), k), first.names, second.names


def _largest(place: int, k: int, array: Any) -> tuple[jax.Array, jax.Array]:
    if place == array.ndim - 1:
        largest, positions = lax.top_k(array, k)
        return largest, positions
    largest, positions = lax.top_k(jnp.moveaxis(array, place, -1), k)
    return jnp.moveaxis(largest, -1, place), jnp.moveaxis(positions, -1, place)


@implements(rules.searchsorted)
def searchsorted(
    a: NamedArray,
    v: NamedArray | ArrayLike,
    *,
    side: str = "left",
    sorter: NamedArray | ArrayLike | None = None,
    method: str = "scan",
) -> NamedArray:
    """Where each element of `v` would have to stand in `a` to keep it sorted.

    Axes: `[position], [batch] -> [batch]`

    Args:
        a: Sorted values, along its one axis.
        v: What to look for: an array or a number.
        side: "left" for the first place that fits, "right" for the last.
        sorter: The positions that sort `a`, if it is not sorted.
        method: How to search, as in `jax.numpy.searchsorted`.

    Raises:
        AxisError: If `a` or `sorter` has another number of axes than one.
    """
    values, signature = parts_of(rules.searchsorted, a)
    sought = v if isinstance(v, NamedArray) else number(rules.searchsorted, v)
    order = signature_of(sorter)
    call, out = _searching(rules.searchsorted, (signature, signature_of(sought), order), side, method)
    if sorter is None:
        return wrap(call(values, plain(sought)), out)
    if not isinstance(sorter, NamedArray) and jnp.shape(sorter) != values.shape:
        raise TypeError(f"searchsorted: the sorter of {show(a.axes)} has shape {jnp.shape(sorter)}")
    return wrap(call(values, plain(sought), sorter=plain(sorter)), out)


@settled
def _searching(operation: Operation[Any], signatures: Signatures, side: str, method: str) -> tuple[Kernel, Names]:
    a, v, sorter = signatures
    out = operation.rule(known(a), known(v), sorter=None if sorter is None else known(sorter))
    return kernel(operation.told, jnp.searchsorted, side=side, method=method), out.names
