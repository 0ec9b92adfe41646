"""Whether the values of arrays are finite numbers.

Of an array that is there, this is told at once. Under a trace the question goes into the program, by
`jax.experimental.checkify`: it is asked where `checkify` is applied, as `named_jit` does, and left out elsewhere.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax.experimental import checkify

from haliax.checking.mismatch import arrays_in, describe, places_in
from haliax.checking.scope import Place
from haliax.core import NamedArray
from haliax.printing import dimensions
from haliax.watching import can_watch, first_where


def check_values(name: str, place: Place, value: Any) -> None:
    """Check that the arrays in a value hold numbers, neither NaN nor infinite.

    Raises:
        FloatingPointError: If one does not, and is there to be looked at.
    """
    places = places_in(place, value)
    for leaf in arrays_in(value):
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        if not isinstance(array, jax.Array) or not jnp.issubdtype(array.dtype, jnp.inexact) or not array.size:
            continue
        _check(f"{name}: {places.get(id(leaf), place)} is {describe(leaf)}", _names(leaf), array)


def _names(leaf: Any) -> tuple[str, ...]:
    names = leaf.axis_names if isinstance(leaf, NamedArray) else ()
    shape = dimensions(leaf.array if isinstance(leaf, NamedArray) else leaf) or ()
    return names if len(names) == len(shape) else tuple(f"dimension {i}" for i in range(len(shape)))


def _check(text: str, names: tuple[str, ...], array: Any) -> None:
    is_there = not isinstance(array, jax.core.Tracer)
    if not (is_there or can_watch()):
        return
    fine = jnp.isfinite(array)
    found = {
        "nan": jnp.sum(jnp.isnan(array)),
        "inf": jnp.sum(jnp.isinf(array)),
        **{f"at{i}": at for i, at in enumerate(first_where(~fine)[1])},
    }
    first = "; the first at " + ", ".join(f"{name} {{at{i}}}" for i, name in enumerate(names)) if names else ""
    message = f"{_escaped(text)} with {{nan}} NaN and {{inf}} infinite values{first}"
    if is_there:
        if not fine.all():
            raise FloatingPointError(message.format(**{key: int(one) for key, one in found.items()}))
        return
    checkify.debug_check(fine.all(), message, **found)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
