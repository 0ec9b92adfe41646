"""Counting elements, and finding those that count."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import Axis
from haliax.core import NamedArray, Names, wrap
from haliax.dynamic import widened
from haliax.ops._arguments import axis_of, known, parts_of, plain, signature_of
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import counting as rules


@implements(rules.bincount)
def bincount(
    x: NamedArray,
    Counts: Axis,
    *,
    weights: NamedArray | ArrayLike | None = None,
    minlength: int = 0,
) -> NamedArray:
    """How often each of the integers 0, 1, … occurs.

    Axes: `[batch], Counts -> [Counts]`

    Args:
        x: Integers along one axis. Those outside the axis of counts, negative ones among them, are left out.
        Counts: The axis of the counts.
        weights: How much each element counts, 1 by default. A named array must have the axis of `x`.
        minlength: As in `jax.numpy.bincount`. The axis of counts says how many there are, so it may only be less.

    Raises:
        AxisError: If `x` has another number of axes than one, or `weights` has other axes.
        TypeError: If `x` has no integers.
        ValueError: If `minlength` is greater than the size of the axis of counts.
    """
    values, signature = parts_of(rules.bincount, x)
    length = axis_of(rules.bincount, Counts).size
    if minlength > length:
        raise ValueError(f"bincount: minlength {minlength} is greater than the axis of counts, {Counts}")
    out = _counted(rules.bincount, (signature, signature_of(weights)), Counts)
    if values.dtype == jnp.bool_:
        values = values.astype(jnp.int32)
    if not jnp.issubdtype(values.dtype, jnp.integer):
        raise TypeError(f"bincount: expected integers, got {values.dtype}")
    amounts = jnp.asarray(1 if weights is None else plain(weights))
    # jax.numpy.bincount would count negative integers as 0.
    counts = jnp.zeros(length, amounts.dtype).at[widened(values)]
    return wrap(counts.add(amounts, mode="drop", wrap_negative_indices=False), out)


@settled
def _counted(operation: Operation[Any], signatures: Signatures, counts: Axis) -> Names:
    weights = None if signatures[1] is None else known(signatures[1])
    return operation.rule(known(signatures[0]), counts, weights=weights).names  # type: ignore[no-any-return]


@implements(rules.nonzero)
def nonzero(array: NamedArray, *, size: Axis, fill_value: int = 0) -> tuple[NamedArray, ...]:
    """Where the elements are not zero: for each axis of the array, their positions along it.

    Axes: `[row, column], size=hit -> [hit], [hit]`

    Args:
        array: The values.
        size: The axis of the positions, which says how many to find.
        fill_value: Fills the positions when there are fewer.

    Returns:
        An array with the axis `size` for each axis of `array`, in its order.
    """
    return positions_of(rules.nonzero, array, size, fill_value)


def positions_of(operation: Operation[Any], array: object, size: Axis, fill_value: int) -> tuple[NamedArray, ...]:
    """What `nonzero` gives, for an operation whose rule says the same."""
    values, signature = parts_of(operation, array)
    outs = _found(operation, (signature,), axis_of(operation, size))
    found = jnp.nonzero(values, size=size.size, fill_value=fill_value)
    return tuple(map(wrap, found, outs))


@settled
def _found(operation: Operation[Any], signatures: Signatures, size: Axis) -> tuple[Names, ...]:
    # It is a keyword of `nonzero`, and what `where` calls `new_axis`.
    (keyword,) = [p.name for p in operation.parameters if p.by_name]
    return tuple(out.names for out in operation.rule(known(signatures[0]), **{keyword: size}))
