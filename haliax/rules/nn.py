"""Activations, normalizations over axes, and one-hot vectors."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import Axes, drop, select
from haliax.axis import AxisSelection, AxisSelector, name_of


def _activation(a: Axes) -> Axes:
    return a


relu = gelu = silu = _activation


def _normalization(a: Axes, axis: AxisSelection | Axes | None = None) -> Axes:
    if axis is not None:
        select(a, axis)
    return a


softmax = log_softmax = _normalization


def logsumexp(a: Axes, axis: AxisSelection | Axes | None = None) -> Axes:
    return drop(a, axis)


def one_hot(x: Axes, class_axis: AxisSelector) -> Axes:
    if x.has(name_of(class_axis)):
        raise errors.taken(name_of(class_axis), x)
    return (
        Axes(x.head, x.gap, (*x.tail, class_axis), x.ordered)
        if x.is_open
        else Axes((*x.head, class_axis), ordered=x.ordered)
    )
