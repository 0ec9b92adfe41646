"""Calls of every operation, drawn so that they nearly always run."""

from __future__ import annotations

from tools.fuzz.calls import along, contracting, elementwise, indexing, matrices, networks, shaping, statistics
from tools.fuzz.calls.table import LEFT_OUT, draw_of, drawn

__all__ = [
    "LEFT_OUT",
    "along",
    "contracting",
    "draw_of",
    "drawn",
    "elementwise",
    "indexing",
    "matrices",
    "networks",
    "shaping",
    "statistics",
]
