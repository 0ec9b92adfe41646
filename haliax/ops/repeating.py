"""Repeating what lies along axes: the axes stay, and grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names
from haliax.ops._arguments import kind, known
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.ops.scans import along, static_count
from haliax.pure.axis import AxisKey, name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import repeating as rules


@implements(rules.tile, is_placed=True)
def tile(array: NamedArray, reps: Mapping[AxisKey, int]) -> NamedArray:
    """The array several times over along some axes, one copy after the other.

    Axes: `[batch, position=5], {"position": 2} -> [batch, position=10]`

    Args:
        array: The values.
        reps: For each axis how many copies. Other axes stay as they are.

    Raises:
        AxisError: If an axis is not there, is there with another size, or a number is below 0.
        TypeError: If a number is not an integer known before the program runs.
    """
    if not isinstance(reps, Mapping):
        raise TypeError(f"tile: expected a dict from axes to numbers of copies, got {kind(reps)}")
    counts = [static_count(rules.tile, axis, count) for axis, count in reps.items()]
    return applied(rules.tile, _tiling, array, *reps, *counts)


@settled
def _tiling(operation: Operation[Any], signatures: Signatures, *reps: Any) -> tuple[Kernel, Names]:
    """For axes, then a number for each."""
    array = known(signatures[0])
    counts = dict(zip(reps[: len(reps) // 2], reps[len(reps) // 2 :], strict=True))
    out = operation.rule(array, counts)
    named = {name_of(axis): count for axis, count in counts.items()}
    return kernel(operation.told, _tiled, tuple(named.get(name, 1) for name in array.names)), out.names


def _tiled(counts: tuple[int, ...], array: Any) -> jax.Array:
    return jnp.tile(array, counts)


@implements(rules.repeat, is_placed=True)
def repeat(array: NamedArray, axis: AxisSelector, repeats: int) -> NamedArray:
    """The array with each element along an axis several times in a row.

    Axes: `[batch, position=5], position, 2 -> [batch, position=10]`

    Args:
        array: The values.
        axis: The axis, which grows by that factor.
        repeats: How many times.

    Raises:
        AxisError: If the axis is not there, is there with another size, or `repeats` is below 0.
        TypeError: If `repeats` is not an integer known before the program runs.
    """
    count = static_count(rules.repeat, axis, repeats)
    return applied(rules.repeat, along, array, _repeated, axis, count)


def _repeated(place: int, count: int, array: Any) -> jax.Array:
    return jnp.repeat(array, count, place)
