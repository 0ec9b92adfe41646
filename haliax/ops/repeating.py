"""Repeating what lies along axes: the axes stay, and grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import kind, known, parts_of
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.ops.scans import place_after, static_count
from haliax.pure.axis import AxisKey, name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import repeating as rules


@implements(rules.tile)
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
    values, signature = parts_of(rules.tile, array)
    if not isinstance(reps, Mapping):
        raise TypeError(f"tile: expected a dict from axes to numbers of copies, got {kind(reps)}")
    counts = tuple((axis, static_count(rules.tile, axis, count)) for axis, count in reps.items())
    every, out = _tiling(rules.tile, (signature,), counts)
    return wrap(jnp.tile(values, every), out)


@settled
def _tiling(operation: Operation[Any], signatures: Signatures, reps: tuple[Any, ...]) -> tuple[tuple[int, ...], Names]:
    array = known(signatures[0])
    out = operation.rule(array, dict(reps))
    counts = {name_of(axis): count for axis, count in reps}
    return tuple(counts.get(name, 1) for name in array.names), out.names


@implements(rules.repeat)
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
    values, signature = parts_of(rules.repeat, array)
    count = static_count(rules.repeat, axis, repeats)
    place, out = place_after(rules.repeat, (signature,), axis, count)
    return wrap(jnp.repeat(values, count, place), out)
