"""Making arrays: the axes are those that were asked for."""

from __future__ import annotations

from dataclasses import replace

from haliax.pure import errors
from haliax.pure.axes import Axes, exactly
from haliax.pure.axis import as_axis
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Ignored, Selection, Selector

declare = Family("haliax.ops.creation")


def _shaped(shape: Selection) -> Axes:
    return exactly(shape)


zeros = declare("zeros", _shaped)
ones = declare("ones", _shaped)
full = declare("full", _shaped)


def _eye(shape: Selection) -> Axes:
    out = exactly(shape)
    count = len(out.known)
    if count > 2 or (count < 2 and not out.is_open):
        raise errors.no_matrix(out)
    return replace(out, gap=None) if count == 2 else out


eye = declare("eye", _eye)


def _like(a: Array) -> Axes:
    return a


zeros_like = declare("zeros_like", _like)
ones_like = declare("ones_like", _like)
full_like = declare("full_like", _like)


def _named(a: Ignored, axis: Selection) -> Axes:
    return exactly(axis)


named = declare("named", _named)


def _constructed(array: Ignored, axes: Selection) -> Axes:
    return exactly(axes)


NamedArray = Family("haliax.core")("NamedArray", _constructed)


def _arange(axis: Selection) -> Axes:
    return exactly(axis)


arange = declare("arange", _arange)


def _spaced(axis: Selector) -> Axes:
    return Axes((as_axis(axis),))


linspace = declare("linspace", _spaced)
logspace = declare("logspace", _spaced)
geomspace = declare("geomspace", _spaced)
