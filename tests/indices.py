"""Random indices by name, and an oracle that reads them one element at a time.

The oracle knows nothing of how the library indexes: it works out the axes of the result from the rule that
`haliax.pure.rules.indexing` states in words, and then asks for each element of the result where it comes from.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np

from haliax import NamedArray, dslice, named

Sizes = dict[str, int]
Indices = dict[str, Any]


@dataclass(frozen=True)
class Selected:
    """What an index selects.

    Attributes:
        axes: The axes of the result, in order.
        positions: For each element of the result its position in the array, by axis; None if it is outside.
    """

    axes: Sizes
    positions: dict[tuple[int, ...], tuple[int, ...] | None]

    def read(self, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The result, with 0 for elements outside."""
        out = np.zeros(tuple(self.axes.values()), values.dtype)
        for at, position in self.positions.items():
            out[at] = 0 if position is None else values[position]
        return out

    def write(self, values: np.ndarray[Any, Any], update: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The array with the elements set; those outside are dropped."""
        out = values.copy()
        for at, position in self.positions.items():
            if position is not None:
                out[position] = update[at]
        return out


def select(axes: Sizes, indices: Mapping[str, Any], *, writing: bool = False) -> Selected:
    """What the indices select of an array with these axes.

    jax reads the last element where an index array is outside, unless there is a `dslice`, and drops what is written.
    """
    filled = writing or any(isinstance(how, dslice) for how in indices.values())
    out = _axes(axes, indices)
    positions = {}
    for at in itertools.product(*map(range, out.values())):
        coordinates = dict(zip(out, at, strict=True))
        found = tuple(_position(name, size, indices.get(name, ...), coordinates) for name, size in axes.items())
        inside = all(0 <= p < size for p, size in zip(found, axes.values(), strict=True))
        clamped = tuple(min(max(p, 0), size - 1) for p, size in zip(found, axes.values(), strict=True))
        positions[at] = clamped if inside or not filled else None
    return Selected(out, positions)


def _axes(axes: Sizes, indices: Mapping[str, Any]) -> Sizes:
    gathered = [name for name in axes if _adds_axes(indices.get(name))]
    kept = {
        name: _count(size, indices.get(name, ...))
        for name, size in axes.items()
        if name not in gathered and not _is_single(indices.get(name))
    }
    new: Sizes = {}
    for name in gathered:
        new |= {axis: size for axis, size in indices[name].shape.items() if axis not in kept}
    out: Sizes = {}
    for name in axes:
        if gathered and name == gathered[0]:
            out |= new
        if name in kept:
            out[name] = kept[name]
    return out


def _is_single(how: Any) -> bool:
    return isinstance(how, int) or getattr(how, "shape", None) in ((), {})


def _adds_axes(how: Any) -> bool:
    return isinstance(how, NamedArray) and bool(how.shape) and how.dtype != bool


def _count(size: int, how: Any) -> int:
    if how is ...:
        return size
    if isinstance(how, slice):
        return len(range(size)[how])
    if isinstance(how, dslice):
        return how.size
    values = np.asarray(how)
    return int(values.sum()) if values.dtype == bool else len(values)


def _position(name: str, size: int, how: Any, coordinates: Mapping[str, int]) -> int:
    if how is ...:
        return coordinates[name]
    if isinstance(how, slice):
        return range(size)[how][coordinates[name]]
    if isinstance(how, dslice):
        found = int(how.start) + coordinates[name]
    elif _adds_axes(how):
        found = int(np.asarray(how.array)[tuple(coordinates[axis] for axis in how.axis_names)])
    else:
        values = np.asarray(how)
        if values.dtype == bool:
            values = np.flatnonzero(values)
        found = int(values if values.ndim == 0 else values[coordinates[name]])
    return found + size if found < 0 else found


KINDS = (
    *("int", "numpy int", "scalar", "slice", "dslice", "list", "numpy array", "jax array"),
    *("mask", "named mask", "named", "named", "matched", "itself", "named scalar"),
)
"""Every kind of index, those with most to get wrong more than once."""


def random_indices(source: random.Random, axes: Sizes, *, outside: bool = True, masks: bool = True) -> Indices:
    """Indices of some of the axes.

    Args:
        source: Where chance comes from.
        axes: The axes of the array.
        outside: Whether positions in arrays may be outside.
        masks: Whether there may be masks, which jit refuses.
    """
    chosen = [name for name in axes if source.random() < 0.6] or [next(iter(axes))]
    source.shuffle(chosen)
    new = {name: source.randint(1, 3) for name in [n for n in "pqrstu" if n not in axes][:2]}
    kinds = {name: source.choice([k for k in KINDS if masks or "mask" not in k]) for name in chosen}
    out = {name: _one(source, kinds[name], name, axes, outside) for name in chosen if kinds[name] not in _NAMED}
    # What a named array shares with the array has to have the size that the other indices leave.
    left = {name: _count(size, out.get(name, ...)) for name, size in axes.items() if not _is_single(out.get(name))}
    left = {name: size for name, size in left.items() if kinds.get(name) not in _NAMED}
    for name in chosen:
        if kinds[name] in _NAMED:
            out[name] = _named(source, kinds[name], name, axes, left, new, outside)
    return {name: out[name] for name in chosen}


_NAMED = ("named", "matched", "itself", "named scalar")


def _positions(source: random.Random, size: int, shape: tuple[int, ...], outside: bool) -> np.ndarray[Any, Any]:
    low, high = (-size - 1, size + 1) if outside and source.random() < 0.3 else (-size, size - 1)
    count = int(np.prod(shape))
    return np.array([source.randint(low, high) for _ in range(count)], np.int32).reshape(shape)


def _one(source: random.Random, kind: str, name: str, axes: Sizes, outside: bool) -> Any:
    size = axes[name]
    if kind in ("int", "numpy int", "scalar"):
        position = source.randint(-size, size - 1)
        return {"int": int, "numpy int": np.int64, "scalar": jnp.int32}[kind](position)
    if kind == "slice":
        bounds = [source.choice([None, source.randint(-size - 1, size + 1)]) for _ in range(2)]
        return slice(*bounds, source.choice([None, 1, 2, -1, -2]))
    if kind == "dslice":
        start = source.randint(0, size if outside else 0)
        return dslice(start, source.randint(0, 3 if outside else size))
    if kind in ("mask", "named mask"):
        mask = np.array([source.random() < 0.6 for _ in range(size)], bool)
        return mask if kind == "mask" else named(mask, name)
    found = _positions(source, size, (source.randint(0, 3),), outside)
    return found.tolist() if kind == "list" else found if kind == "numpy array" else jnp.asarray(found)


def _named(
    source: random.Random, kind: str, name: str, axes: Sizes, left: Sizes, new: Sizes, outside: bool
) -> NamedArray:
    if kind == "named scalar":
        return named(_positions(source, axes[name], (), outside=False), ())
    pool = dict(new)
    if kind == "matched":
        pool |= left
    if kind == "itself":
        pool = {name: source.randint(1, 3)}
    names = source.sample(sorted(pool), source.randint(1, min(2, len(pool))))
    shape = tuple(pool[n] for n in names)
    return named(_positions(source, axes[name], shape, outside), names)


def case(seed: int, **options: Any) -> tuple[Sizes, Indices]:
    """Random axes, in random order, with random indices of them."""
    source = random.Random(seed)
    names = source.sample(["a", "b", "c", "d"], source.randint(1, 4))
    sizes = {"a": 2, "b": 3, "c": 5, "d": 4}
    axes = {name: sizes[name] for name in names}
    return axes, random_indices(source, axes, **options)


def numbers(axes: Sizes, dtype: Any = np.int32) -> np.ndarray[Any, Any]:
    """Values of which no two are equal, and none is 0."""
    count = int(np.prod(list(axes.values()), dtype=int))
    return np.arange(1, count + 1).astype(dtype).reshape(tuple(axes.values()))
