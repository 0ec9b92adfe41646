"""Annotations that describe an array, in every form that there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp

from haliax.core import NamedArray
from tools.fuzz.making import Maker


@dataclass(frozen=True)
class Annotation:
    """An annotation of an array.

    Attributes:
        text: How it is written.
        fits: Which arrays it takes.
    """

    text: str
    fits: Callable[[Any], bool]


def annotate(m: Maker, value: NamedArray, rows: bool = False) -> Annotation:
    """An annotation that describes an array.

    Args:
        m: What draws it.
        value: The array.
        rows: Whether it may have a row variable.
    """
    text = _spec(m, value.axis_names)
    if rows and m.chance(0.12):
        return _with_row(m, value)
    if text is None:
        return Annotation("NamedArray", lambda v: isinstance(v, NamedArray))
    dtype = _dtype(value)
    spec = text.strip('"')
    if dtype and m.chance(0.15):

        def fits_both(v: Any) -> bool:
            return isinstance(v, NamedArray) and v.matches_axes(spec) and _dtype(v) == dtype

        return Annotation(f"{dtype}[NamedArray, {text}]", fits_both)
    return Annotation(f"NamedArray[{text}]", lambda v: isinstance(v, NamedArray) and v.matches_axes(spec))


def _dtype(value: NamedArray) -> str:
    kinds = {"Float": jnp.floating, "Int": jnp.signedinteger, "Bool": jnp.bool_}
    return next((name for name, kind in kinds.items() if jnp.issubdtype(value.dtype, kind)), "")


def _spec(m: Maker, names: tuple[str, ...]) -> str | None:
    """The text in the brackets; None for a bare NamedArray."""
    form = m.rng.random()
    if form < 0.55:
        return f'"{" ".join(names)}"'
    if form < 0.65:
        return None if m.chance(0.7) else '"..."'
    at = m.rng.randint(0, len(names))
    until = m.rng.randint(at, len(names))
    if form < 0.73:
        return f'"{" ".join([*names[:at], "..."])}"'
    if form < 0.81:
        return f'"{" ".join(["...", *names[at:]])}"'
    if form < 0.87:
        return f'"{" ".join([*names[:at], "...", *names[until:]])}"'
    if not names:
        return '""'
    if form < 0.92:
        return f'"{{{" ".join(m.some(names, len(names), len(names)))}}}"'
    return f'"{{{" ".join([*m.some(names, 1, 2), "..."])}}}"'


def _with_row(m: Maker, value: NamedArray) -> Annotation:
    names = value.axis_names
    at = m.rng.randint(0, min(1, len(names)))
    until = m.rng.randint(max(at, len(names) - 1), len(names))
    before, after = names[:at], names[until:]
    inside = ", ".join([*(f'"{n}"' for n in before), "*Rest", *(f'"{n}"' for n in after)])
    spec = " ".join([*before, "...", *after])
    return Annotation(f"NamedArray[{inside}]", lambda v: isinstance(v, NamedArray) and v.matches_axes(spec))
