"""Sorting along an axis, and searching in what is sorted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import ArrayLike

from haliax.algebra import SCALAR, Axes
from haliax.axis import AxisSelector, name_of, show
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import Fused, array_of, fused, scalar, settled
from haliax.rules import sorting as rules

Names = tuple[str, ...]
Shape = tuple[int, ...]


def sort(a: NamedArray, axis: AxisSelector) -> NamedArray:
    """The elements along an axis in rising order. The axes stay.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values = array_of("sort", a).array
    place, names = _sorting("sort", rules.sort, a.axis_names, values.shape, axis)
    return wrap(jnp.sort(values, axis=place), names)


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
    values = array_of("argsort", a).array
    place, out = _sorting("argsort", rules.argsort, a.axis_names, values.shape, axis)
    return wrap(jnp.argsort(values, axis=place, stable=stable), out)


@settled
def _sorting(
    op: str, rule: Callable[..., Axes], names: Names, shape: Shape, axis: AxisSelector | None
) -> tuple[int | None, Names]:
    out = rule(axes_of(names, shape), axis).names
    return None if axis is None else names.index(name_of(axis)), out


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
    values = array_of("top_k", arr).array
    call, out = _top("top_k", arr.axis_names, values.shape, axis, k, new_axis)
    largest, positions = call(values)
    return wrap(largest, out), wrap(positions, out)


@settled
def _top(
    op: str, names: Names, shape: Shape, axis: AxisSelector, k: int, new_axis: AxisSelector | None
) -> tuple[Fused, Names]:
    out, _ = rules.top_k(axes_of(names, shape), axis, k, new_axis)
    return fused(op, _largest, names.index(name_of(axis)), k), out.names


def _largest(place: int, k: int, array: Any) -> tuple[jax.Array, jax.Array]:
    if place == array.ndim - 1:
        largest, positions = lax.top_k(array, k)
        return largest, positions
    largest, positions = lax.top_k(jnp.moveaxis(array, place, -1), k)
    return jnp.moveaxis(largest, -1, place), jnp.moveaxis(positions, -1, place)


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
    sorted_ = array_of("searchsorted", a)
    order = None if sorter is None else _signature(sorter)
    sought = v if isinstance(v, NamedArray) else scalar("searchsorted", v)
    out = _searching("searchsorted", _signature(sorted_), _signature(sought), order)
    if not isinstance(sorter, NamedArray | None) and jnp.shape(sorter) != sorted_.array.shape:
        raise TypeError(f"searchsorted: the sorter of {show(sorted_.axes)} has shape {jnp.shape(sorter)}")
    kernel = jnp.searchsorted(_plain(sorted_), _plain(v), side=side, sorter=_plain(sorter), method=method)
    return wrap(kernel, out)


def _plain(value: Any) -> Any:
    return value.array if isinstance(value, NamedArray) else value


def _signature(value: Any) -> tuple[Names, Shape] | None:
    return (value.axis_names, value.array.shape) if isinstance(value, NamedArray) else None


@settled
def _searching(op: str, a: Any, v: Any, sorter: Any) -> Names:
    known = None if sorter is None else axes_of(*sorter)
    return rules.searchsorted(axes_of(*a), SCALAR if v is None else axes_of(*v), sorter=known).names
