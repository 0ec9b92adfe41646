"""Functions that normalize along axes: softmax and its logarithm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelection
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import known, parts_of
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import entries
from haliax.pure.operation import Operation, implements
from haliax.pure.rules import nn as rules


@settled
def _over_positions(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: AxisSelection | None
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis).names
    over = array.names if axis is None else [a.name for a in entries(axis)]
    return kernel(operation.told, compute, axis=tuple(sorted(map(array.names.index, over)))), out


def _normalized(
    operation: Operation[Any], compute: Callable[..., Any], a: NamedArray, axis: AxisSelection | None
) -> NamedArray:
    values, signature = parts_of(operation, a)
    call, out = _over_positions(operation, (signature,), compute, axis)
    return wrap(call(values), out)


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


@implements(rules.softmax)
def softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """exp(a) divided by its sum over the axes, so that the elements along them sum to 1. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return _normalized(rules.softmax, _softmax, a, axis)


@implements(rules.log_softmax)
def log_softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of `softmax`, computed without loss of precision. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return _normalized(rules.log_softmax, _log_softmax, a, axis)


@implements(rules.logsumexp)
def logsumexp(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of the sum of exp(a) over the axes, which the result lacks.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        a: The values.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return _normalized(rules.logsumexp, _logsumexp, a, axis)
