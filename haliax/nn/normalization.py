"""Functions that normalize along axes: softmax and its logarithm, and values of mean 0 and variance 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelection
from haliax.core import NamedArray, NamedOrNumeric, Names, wrap
from haliax.nn._numbers import floats, wide
from haliax.nn.norms import LayerNorm as LayerNorm
from haliax.nn.norms import LayerNormBase as LayerNormBase
from haliax.nn.norms import RmsNorm as RmsNorm
from haliax.ops._arguments import known, number, parts_of, plain, signature_of
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import entries
from haliax.pure.operation import Operation
from haliax.pure.rules import nn as rules


@settled
def _over_positions(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: AxisSelection | None
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis).names
    over = array.names if axis is None else [a.name for a in entries(axis)]
    return kernel(operation.told, compute, axis=tuple(sorted(map(array.names.index, over)))), out


def _in_floats(compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute` in floats that have an infinity, which it begins a maximum with.

    Integers are converted first, since the difference to the largest may not be one of their dtype.
    """

    def in_floats(array: Any, axis: tuple[int, ...]) -> Any:
        if jnp.issubdtype(array.dtype, jnp.integer):
            return compute(array.astype(float), axis=axis)
        if array.dtype.itemsize == 1 and jnp.issubdtype(array.dtype, jnp.floating):
            return compute(array.astype(jnp.float32), axis=axis).astype(array.dtype)
        return compute(array, axis=axis)

    return in_floats


_softmax = _in_floats(jax.nn.softmax)
_log_softmax = _in_floats(jax.nn.log_softmax)
_logsumexp = _in_floats(jax.nn.logsumexp)


@implements(rules.softmax, is_placed=True)
def softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """exp(a) divided by its sum over the axes, so that the elements along them sum to 1. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return applied(rules.softmax, _over_positions, a, _softmax, axis)


@implements(rules.log_softmax, is_placed=True)
def log_softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of `softmax`, computed without loss of precision. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return applied(rules.log_softmax, _over_positions, a, _log_softmax, axis)


@implements(rules.logsumexp, is_placed=True)
def logsumexp(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of the sum of exp(a) over the axes, which the result lacks.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        a: The values.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return applied(rules.logsumexp, _over_positions, a, _logsumexp, axis)


@implements(rules.standardize)
def standardize(
    x: NamedArray,
    axis: AxisSelection,
    *,
    mean: NamedOrNumeric | None = None,
    variance: NamedOrNumeric | None = None,
    epsilon: float = 1e-5,
    where: NamedArray | None = None,
) -> NamedArray:
    """The values with their mean taken away, divided by their standard deviation over the axes. The axes stay.

    Axes: `[batch, embed], axis=embed -> [batch, embed]`

    Sums are in float32 at least; the result has the dtype of `x`.

    Args:
        x: The values.
        axis: The axes over which mean and variance are taken.
        mean: The mean, if it is not to be worked out: a number, or an array with some of the axes of `x`.
        variance: The variance, likewise.
        epsilon: What is added to the variance.
        where: Which elements mean and variance are of: a boolean array with some or all of the axes of `x`.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `mean`, `variance` or
            `where` has other axes.
    """
    values, signature = parts_of(rules.standardize, x)
    if where is not None:
        parts_of(rules.standardize, where)
    given = [
        one if isinstance(one, NamedArray | None) else number(rules.standardize, one) for one in (mean, variance, where)
    ]
    signatures = (signature, *map(signature_of, given))
    call, out = _standardized(rules.standardize, signatures, axis, *(one is not None for one in given))
    return wrap(call(values, *map(plain, given), epsilon), out)


@settled
def _standardized(
    operation: Operation[Any], signatures: Signatures, axis: AxisSelection, *there: bool
) -> tuple[Kernel, Names]:
    x, *given = map(known, signatures)
    names = ("mean", "variance", "where")
    told = {name: axes for name, axes, is_there in zip(names, given, there, strict=True) if is_there}
    out = operation.rule(x, axis, **told).names
    moves = tuple(move(axes.names, x.names) if axes.names else None for axes in given)
    over = tuple(sorted(x.names.index(one.name) for one in entries(axis)))
    return kernel(operation.told, _standard, over, moves), out


def _standard(over: tuple[int, ...], moves: tuple[Move | None, ...], x: Any, *given: Any) -> jax.Array:
    mean, variance, where, epsilon = given
    if mean is not None and variance is not None:
        where = None
    mean, variance, where = (
        one if how is None or one is None else moved(jnp.asarray(one), how)
        for one, how in zip((mean, variance, where), moves, strict=True)
    )
    values = wide(x)
    if mean is None:
        mean = jnp.mean(values, over, keepdims=True, where=where)
    if variance is None:
        variance = jnp.mean(jnp.square(values - mean), over, keepdims=True, where=where)
    return ((values - mean) * jax.lax.rsqrt(variance + epsilon)).astype(floats(x).dtype)  # type: ignore[no-any-return]  # an array
