"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, broadcast, exactly
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Ignored, OptionalArray, Selection

declare = Family("haliax.random")


def _normal(key: Ignored, shape: Selection) -> Axes:
    return exactly(shape)


normal = declare("normal", _normal)


def _uniform(key: Ignored, shape: Selection, minval: OptionalArray = None, maxval: OptionalArray = None) -> Axes:
    return _within(exactly(shape), minval, maxval)


uniform = declare("uniform", _uniform)


def _randint(key: Ignored, shape: Selection, minval: Array, maxval: Array) -> Axes:
    return _within(exactly(shape), minval, maxval)


randint = declare("randint", _randint)


def _within(out: Axes, *parameters: Axes | None) -> Axes:
    """`out`, which must have every axis of the parameters."""
    for parameter in parameters:
        if parameter is not None:
            extra = [name for name in parameter.names if out.has(name) is False]
            if extra:
                raise errors.extra_axes(extra, parameter, out)
            broadcast(out, parameter)
    return out
