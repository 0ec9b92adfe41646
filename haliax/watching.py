"""Where values are watched: whether indices are within their axes, and what `named_jit` does with what is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import jax
import jax.numpy as jnp
from jax.experimental import checkify
from jax.sharding import AxisType, get_abstract_mesh

from haliax.dynamic import widened

_OUTSIDE = "is outside"


def can_watch() -> bool:
    """Whether questions can go into the program that is traced: not inside of `shard_map`, as checkify has it."""
    return AxisType.Manual not in get_abstract_mesh().axis_types


def first_where(condition: jax.Array) -> tuple[jax.Array, list[jax.Array]]:
    """The first element where a condition holds: a mask of it, and its position along each dimension.

    Made of reductions alone, which jax carries out however an array is cut into parts.
    """
    positions: list[jax.Array] = []
    for i in range(condition.ndim):
        others = tuple(j for j in range(condition.ndim) if j != i)
        at = jnp.argmax(condition.any(others))
        condition &= jax.lax.broadcasted_iota(at.dtype, condition.shape, i) == at
        positions.append(at)
    return condition, positions


def watch_index(op: str, name: str, size: int, positions: Any) -> None:
    """Positions must lie within their axis, from the end if they are negative. Asked where values are watched.

    Args:
        op: The operation.
        name: The axis.
        size: Its size.
        positions: An array of integers.

    Raises:
        IndexError: If one lies outside, and is there to be looked at.
    """
    if not positions.size:
        return
    is_there = not isinstance(positions, jax.core.Tracer)
    if not (is_there or can_watch()):
        return
    positions = widened(jnp.asarray(positions))
    wrong = positions >= size
    if not jnp.issubdtype(positions.dtype, jnp.unsignedinteger):
        wrong |= positions < -size
    first = jnp.where(first_where(wrong)[0], positions, 0).sum(dtype=positions.dtype)
    message = f"{op}: index {{first}} {_OUTSIDE} axis '{name}' of size {size}"
    if not is_there:
        checkify.debug_check(~wrong.any(), message, first=first)
    elif wrong.any():
        raise IndexError(message.format(first=int(first)))


def watched(fn: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    """The function with what is found as its first result."""
    return checkify.checkify(fn, errors=checkify.user_checks)


def tell(found: Any) -> None:
    """Raise what was found, if anything was; under a trace, in the function around.

    Raises:
        FloatingPointError: If an array had values that are no finite numbers.
        IndexError: If an index was outside of its axis.
    """
    leaves = jax.tree_util.tree_leaves(found)
    if any(isinstance(leaf, jax.core.Tracer) for leaf in leaves):
        checkify.check_error(found)
    if not all(isinstance(leaf, jax.Array) and not isinstance(leaf, jax.core.Tracer) for leaf in leaves):
        return  # `eval_shape` has nothing but shapes
    message = jax.device_get(found).get()  # on the host, whatever mesh is in force there
    if message is not None:
        _raise(message.removesuffix(" (`check` failed)"))


def _raise(message: str) -> NoReturn:
    raise (IndexError if f" {_OUTSIDE} axis " in message else FloatingPointError)(message)
