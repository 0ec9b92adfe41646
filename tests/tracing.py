"""What jax is given when a function is traced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jax


def primitives(function: Callable[..., Any], *args: Any) -> list[str]:
    """The names of the operations of a traced function, in order: each call, and after it those that it calls."""
    return list(_primitives(jax.make_jaxpr(function)(*args).jaxpr))


def _primitives(jaxpr: Any) -> Iterator[str]:
    for equation in jaxpr.eqns:
        yield equation.primitive.name
        if equation.primitive.name in ("jit", "pjit"):
            yield from _primitives(equation.params["jaxpr"].jaxpr)
