"""Making arrays: the axes are those that were asked for."""

from __future__ import annotations

from haliax.algebra import Axes, chosen
from haliax.axis import AxisSelection, AxisSelector


def _shaped(shape: AxisSelection | Axes) -> Axes:
    return chosen(shape)


zeros = ones = full = _shaped


def _like(a: Axes) -> Axes:
    return a


zeros_like = ones_like = full_like = _like


def named(a: object, axis: AxisSelection | Axes) -> Axes:
    return chosen(axis)


def arange(axis: AxisSelection | Axes) -> Axes:
    return chosen(axis)


def _spaced(axis: AxisSelector) -> Axes:
    return Axes((axis,))


linspace = logspace = geomspace = _spaced
