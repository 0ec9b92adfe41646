"""Functions that normalize along axes: softmax and its logarithm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from haliax.axis import AxisSelection
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import Fused, array_of, fused, settled
from haliax.rules import nn as rules

Names = tuple[str, ...]


@settled
def _over_positions(
    op: str,
    kernel: Callable[..., Any],
    names: Names,
    shape: tuple[int, ...],
    axis: AxisSelection | None,
) -> tuple[Fused, Names]:
    out = rules.logsumexp(axes_of(names, shape), axis).names
    positions = tuple(i for i, name in enumerate(names) if name not in out)
    return fused(op, kernel, axis=positions), out


def softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """exp(a) divided by its sum over the axes, so that the elements along them sum to 1. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return _normalized("softmax", jax.nn.softmax, a, axis)


def log_softmax(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of `softmax`, computed without loss of precision. The axes stay.

    Axes: `[batch, vocab], axis=vocab -> [batch, vocab]`

    Args:
        a: The logits.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return _normalized("log_softmax", jax.nn.log_softmax, a, axis)


def _normalized(op: str, kernel: Callable[..., Any], a: NamedArray, axis: AxisSelection | None) -> NamedArray:
    values = array_of(op, a).array
    call, _ = _over_positions(op, kernel, a.axis_names, values.shape, axis)
    return wrap(call(values), a.axis_names)


def logsumexp(a: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """The logarithm of the sum of exp(a) over the axes, which the result lacks.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        a: The values.
        axis: The axes to sum over. All of them if None.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    values = array_of("logsumexp", a).array
    call, out = _over_positions("logsumexp", jax.nn.logsumexp, a.axis_names, values.shape, axis)
    return wrap(call(values), out)
