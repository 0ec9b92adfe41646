"""Activations, normalizations over axes, and one-hot vectors."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, having
from haliax.pure.axis import as_axis, name_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalSelection, Selector

activation = Family("haliax.nn.activations")
normalization = Family("haliax.nn.normalization")


def _activation(a: Array) -> Axes:
    return a


relu = activation("relu", _activation)
gelu = activation("gelu", _activation)
silu = activation("silu", _activation)


def _normalization(a: Array, axis: OptionalSelection = None) -> Axes:
    return a if axis is None else having(a, axis)


softmax = normalization("softmax", _normalization)
log_softmax = normalization("log_softmax", _normalization)


def _logsumexp(a: Array, axis: OptionalSelection = None) -> Axes:
    return drop(a, axis)


logsumexp = normalization("logsumexp", _logsumexp)


def _one_hot(x: Array, class_axis: Selector) -> Axes:
    if x.has(name_of(class_axis)):
        raise errors.taken(name_of(class_axis), x)
    new = as_axis(class_axis)
    if x.is_open:
        return Axes(x.head, x.gap, (*x.tail, new), x.ordered)
    return Axes((*x.head, new), ordered=x.ordered)


one_hot = Family("haliax.nn.onehot")("one_hot", _one_hot)
