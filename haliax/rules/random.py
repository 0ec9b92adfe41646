"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import Axes, broadcast, chosen
from haliax.axis import AxisSelection


def normal(key: object, shape: AxisSelection | Axes) -> Axes:
    return chosen(shape)


def uniform(key: object, shape: AxisSelection | Axes, minval: Axes | None = None, maxval: Axes | None = None) -> Axes:
    return _within(chosen(shape), minval, maxval)


def randint(key: object, shape: AxisSelection | Axes, minval: Axes, maxval: Axes) -> Axes:
    return _within(chosen(shape), minval, maxval)


def _within(out: Axes, *parameters: Axes | None) -> Axes:
    """`out`, which must have every axis of the parameters."""
    for parameter in parameters:
        if parameter is not None:
            extra = [name for name in parameter.names if out.has(name) is False]
            if extra:
                raise errors.extra_axes(extra, parameter, out)
            broadcast(out, parameter)
    return out
