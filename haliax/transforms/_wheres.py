"""Where the arguments of `vmap` are mapped: along the axis that is named, and what is said of plain arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import index
from typing import Any, NamedTuple, TypeAlias

import jax
import numpy as np

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.transforms._leaves import Call, Found, Names, is_array, is_named

Where: TypeAlias = int | Callable[[Any], int | None] | None
"""The dimension along which a plain array is mapped; None for an array that is passed whole; or what says which."""


def zero_if_array_else_none(leaf: Any) -> int | None:
    """The first dimension of an array that has one."""
    return 0 if is_array(leaf) and np.ndim(leaf) else None


class Mapped(NamedTuple):
    """What jax maps.

    Attributes:
        leaves: Which leaves are mapped, along any axis.
        arrays: Their values.
        names: Their names inside; None for a plain array.
        in_axes: For each axis, the dimension of each of them that it is, after those before it are gone.
        found: For each axis, the sizes that are there.
    """

    leaves: list[int]
    arrays: list[Any]
    names: tuple[Names, ...]
    in_axes: tuple[tuple[int | None, ...], ...]
    found: list[list[Found]]


def mapped(axes: tuple[Axis, ...], leaves: list[Any], default: Where, said: list[Any] | None) -> Mapped:
    """What is mapped of the leaves of a call.

    Args:
        axes: The axes, in order.
        leaves: The leaves.
        default: Where plain arrays are mapped.
        said: What else was said of each leaf, if anything was.

    Raises:
        ValueError: If a plain array lacks the dimension that is asked for.
    """
    places: list[int] = []
    arrays: list[Any] = []
    names: list[Names] = []
    rows: list[list[int | None]] = []
    found: list[list[Found]] = [[] for _ in axes]
    for i, leaf in enumerate(leaves):
        where = UNSAID if said is None else said[i]
        if isinstance(leaf, NamedArray):
            if where is None:
                continue
            array, sizes = leaf.array, [axis.size for axis in leaf.axes]
            row, rest = _one_by_one(axes, leaf.axis_names)
        else:
            array, rest = leaf, None
            row = _dimensions(leaf, default if where is UNSAID else where, len(axes), asked=where is not UNSAID)
            sizes = list(np.shape(leaf)) if is_array(leaf) else []
        if row.count(None) == len(row):
            continue
        for sizes_of_axis, at in zip(found, row, strict=True):
            if at is not None:
                sizes_of_axis.append(Found(sizes.pop(at), i))
        places.append(i)
        arrays.append(array)
        names.append(rest)
        rows.append(row)
    return Mapped(places, arrays, tuple(names), tuple(zip(*rows, strict=True)) if rows else ((),) * len(axes), found)


def _one_by_one(axes: tuple[Axis, ...], names: tuple[str, ...]) -> tuple[list[int | None], tuple[str, ...]]:
    """The dimension of each axis after those before it are gone, and the names that are left."""
    row: list[int | None] = []
    for axis in axes:
        if axis.name in names:
            at = names.index(axis.name)
            row.append(at)
            names = names[:at] + names[at + 1 :]
        else:
            row.append(None)
    return row, names


def _dimensions(leaf: Any, where: Where, count: int, *, asked: bool) -> list[int | None]:
    """The dimensions of a plain array along which it is mapped, one axis after the other."""
    at = where(leaf) if callable(where) else where
    if at is None or not is_array(leaf):
        if at is not None and asked:
            raise ValueError(f"dimension {at} is asked of {type(leaf).__name__}, which is no array; give None for it")
        return [None] * count
    at, ndim = index(at), np.ndim(leaf)
    row: list[int | None] = []
    for left in range(ndim, ndim - count, -1):
        if (left > 0 or (asked and ndim == 0)) and not -left <= at < left:
            shape = ", ".join(map(str, np.shape(leaf)))
            raise ValueError(f"no dimension {at} in a plain array of shape ({shape}); give one that it has, or None")
        row.append(at % left if left > 0 else None)
    return row


UNSAID: Any = object()
"""Nothing was said of an argument."""


class Given(NamedTuple):
    """What `vmap` was told of the arguments of its function."""

    args: Any
    kwargs: Mapping[str, Any]
    parameters: Sequence[str]

    def wheres(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        """Where each leaf of a call is mapped, in the order in which jax takes the call apart."""
        return [where for said, value in self._pairs((args, kwargs)) for where in _spread(said, value)]

    def _pairs(self, call: Call) -> Iterator[tuple[Any, Any]]:
        args, kwargs = call
        parameters = dict(enumerate(self.parameters))
        for i, value in enumerate(args):
            yield self._of(i, parameters.get(i)), value
        places = {name: i for i, name in parameters.items()}
        for name in sorted(kwargs):
            yield self._of(places.get(name), name), kwargs[name]

    def _of(self, place: int | None, name: str | None) -> Any:
        if name is not None and name in self.kwargs:
            return self.kwargs[name]
        if not isinstance(self.args, tuple | list):
            return self.args
        return self.args[place] if place is not None and place < len(self.args) else UNSAID


def _spread(said: Any, value: Any) -> list[Any]:
    """What is said of a value, or of parts of it, for each of its leaves."""
    out: list[Any] = []

    def spread(where: Any, part: Any) -> None:
        out.extend([where] * len(jax.tree_util.tree_leaves(part, is_leaf=is_named)))

    jax.tree_util.tree_map(spread, said, value, is_leaf=lambda node: node is None)
    return out
