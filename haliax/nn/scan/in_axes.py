"""Which arguments have a part for each layer, where there are no names to tell."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.core import NamedArray, wrap
from haliax.transforms._leaves import is_array, is_named
from haliax.transforms._memory import keep, memory

InAxes: TypeAlias = Any
"""As `in_axes` of `jax.vmap`: a dimension or None, a tuple of those, or a tuple and a dict; each may be a tree."""

_WHOLE = "no dimension of layers: "
"""How the names begin of an array that is given whole to each layer: a loop sees that it lacks the layers' axis."""


def marked(
    said: str, args: tuple[Any, ...], kwargs: dict[str, Any], in_axes: InAxes
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments whose arrays have the dimension of the layers in front, or names that tell that they have none.

    Args:
        said: What was called, for errors.
        args: The arguments by position.
        kwargs: Those by name.
        in_axes: What is said of them.

    Raises:
        ValueError: If what is said does not fit the arguments, or an array has no such dimension.
    """
    by_position, by_name = _apart(in_axes)
    if isinstance(by_position, tuple) and len(by_position) != len(args):
        raise ValueError(f"{said}: in_axes is for {len(by_position)} arguments by position, got {len(args)}")
    each = by_position if isinstance(by_position, tuple) else (by_position,) * len(args)
    named = {name: by_name.get(name, 0) if isinstance(by_name, dict) else by_name for name in kwargs}
    try:
        ours = tuple([_spread(where, value) for where, value in zip(each, args, strict=True)])
        return ours, {name: _spread(named[name], value) for name, value in kwargs.items()}
    except ValueError as error:
        raise ValueError(f"{said}: in_axes does not fit the arguments: {error}") from None


def unmarked(fn: Callable[..., Any]) -> Callable[..., Any]:
    """The function, of arguments that are marked. It is made once, and does not keep the function alive."""
    target, made = memory(fn, "unmarked")
    if "call" not in made:

        def call(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = jax.tree.map(_plain, (args, kwargs), is_leaf=is_named)
            return target()(*args, **kwargs)

        try:
            call.__signature__ = inspect.signature(fn)  # type: ignore[attr-defined]  # as errors speak of it
        except (TypeError, ValueError):
            pass
        keep(made, "call", call)
    call_: Callable[..., Any] = made["call"]
    return call_


def _apart(in_axes: InAxes) -> tuple[Any, Any]:
    """What is said of arguments by position, and of those by name."""
    if isinstance(in_axes, tuple) and list(map(type, in_axes)) == [tuple, dict]:
        return in_axes
    return in_axes, {} if isinstance(in_axes, tuple) else in_axes


def _spread(where: Any, value: Any) -> Any:
    """A value with what is said of it, or of parts of it, done to each of its arrays."""

    def placed(at: int | None, part: Any) -> Any:
        return jax.tree.map(lambda leaf: _placed(at, leaf), part, is_leaf=is_named)

    return jax.tree.map(placed, where, value, is_leaf=lambda node: node is None)


def _placed(at: int | None, leaf: Any) -> Any:
    if not is_array(leaf) or not np.ndim(leaf):
        return leaf
    if at is None:
        return wrap(leaf, tuple([f"{_WHOLE}{i}" for i in range(np.ndim(leaf))]))
    if not -np.ndim(leaf) <= at < np.ndim(leaf):
        raise ValueError(f"no dimension {at} in an array of shape {np.shape(leaf)}")
    return jnp.moveaxis(leaf, at, 0) if at else leaf


def _plain(leaf: Any) -> Any:
    """An array as it was given."""
    is_ours = isinstance(leaf, NamedArray) and all(name.startswith(_WHOLE) for name in leaf.axis_names)
    return leaf.array if is_ours and leaf.axis_names else leaf
