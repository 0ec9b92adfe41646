"""Comparing arrays within a tolerance, or as wholes."""

from __future__ import annotations

from haliax.algebra import Axes, broadcast


def isclose(a: Axes, b: Axes) -> Axes:
    return broadcast(a, b)


def allclose(a: Axes, b: Axes) -> None:
    broadcast(a, b)
