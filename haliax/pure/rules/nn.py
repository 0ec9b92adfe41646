"""Activations, normalizations over axes, dropout, and one-hot vectors."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, find, followed, having, resize
from haliax.pure.axis import as_axis, name_of, size_of
from haliax.pure.operation import Family
from haliax.pure.rules.reductions import fitting
from haliax.pure.wants import Array, OptionalArray, OptionalSelection, Selection, Selector

activation = Family("haliax.nn.activations")
normalization = Family("haliax.nn.normalization")


def _activation(a: Array) -> Axes:
    return a


relu = activation("relu", _activation)
celu = activation("celu", _activation)
elu = activation("elu", _activation)
gelu = activation("gelu", _activation)
hard_sigmoid = activation("hard_sigmoid", _activation)
hard_silu = activation("hard_silu", _activation)
hard_swish = activation("hard_swish", _activation)
hard_tanh = activation("hard_tanh", _activation)
leaky_relu = activation("leaky_relu", _activation)
log_sigmoid = activation("log_sigmoid", _activation)
relu6 = activation("relu6", _activation)
selu = activation("selu", _activation)
sigmoid = activation("sigmoid", _activation)
silu = activation("silu", _activation)
soft_sign = activation("soft_sign", _activation)
softplus = activation("softplus", _activation)
swish = activation("swish", _activation)


def _activation_of_x(x: Array) -> Axes:
    return x


quick_gelu = activation("quick_gelu", _activation_of_x)
relu_squared = activation("relu_squared", _activation_of_x)


def _glu(x: Array, axis: Selector) -> Axes:
    found = find(x, axis)
    size = size_of(found)
    if size is not None and size % 2:
        raise errors.indivisible(found.name, size, "two halves")
    return resize(x, found, None if size is None else size // 2)


glu = activation("glu", _glu)


def _normalization(a: Array, axis: OptionalSelection = None) -> Axes:
    return a if axis is None else having(a, axis)


softmax = normalization("softmax", _normalization)
log_softmax = normalization("log_softmax", _normalization)


def _logsumexp(a: Array, axis: OptionalSelection = None) -> Axes:
    return drop(a, axis)


logsumexp = normalization("logsumexp", _logsumexp)


def _standardize(
    x: Array,
    axis: Selection,
    *,
    mean: OptionalArray = None,
    variance: OptionalArray = None,
    where: OptionalArray = None,
) -> Axes:
    for given in (mean, variance, where):
        x = fitting(x, given)
    return having(x, axis)


standardize = normalization("standardize", _standardize)


def _dropout(x: Array, broadcast_axes: OptionalSelection = None) -> Axes:
    return x if broadcast_axes is None else having(x, broadcast_axes)


dropout = Family("haliax.nn.dropout")("dropout", _dropout)


def _one_hot(x: Array, class_axis: Selector) -> Axes:
    if x.has(name_of(class_axis)):
        raise errors.taken(name_of(class_axis), x)
    return followed(x, (as_axis(class_axis),))


one_hot = Family("haliax.nn.onehot")("one_hot", _one_hot)
