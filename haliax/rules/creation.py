"""Making arrays: the axes are those that were asked for."""

from __future__ import annotations

from haliax.algebra import Axes, chosen
from haliax.axis import Axis, AxisSelection, AxisSelector


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


DEFAULT_SAMPLES = 50
"""How many samples `linspace` takes where the axis is given by its name alone, as numpy does."""


def linspace(axis: AxisSelector) -> Axes:
    return Axes((Axis(axis, DEFAULT_SAMPLES) if isinstance(axis, str) else axis,))
