"""How an operation runs: its rule settles the axes once, then a kernel computes on positions.

What a rule settles depends on names, shapes and static arguments only, so it is cached under those: the eager cost of
an operation on axes seen before is one look-up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, update_wrapper
from typing import Any, NamedTuple, ParamSpec, TypeAlias, TypeVar, cast

import jax
from jax import lax

from haliax import errors
from haliax.algebra import Axes
from haliax.axis import Axis, entries
from haliax.core import NamedArray, axes_of
from haliax.errors import AxisError

P = ParamSpec("P")
R = TypeVar("R")


def settled(settle: Callable[P, R]) -> Callable[P, R]:
    """Caches `settle(op, ...)`, and names the operation `op` in its errors."""
    cached = lru_cache(maxsize=4096)(settle)

    def call(*args: Any) -> R:
        try:
            return cached(*args)
        except AxisError as error:
            raise error.within(args[0]) from None
        except TypeError:
            pass
        # An argument cannot be hashed, as a list or dict of axes, or it is of a wrong kind, which this will say.
        try:
            return cached(args[0], *map(_hashable, args[1:]))
        except AxisError as error:
            raise error.within(args[0]) from None
        except TypeError as error:
            traced = any(map(_is_traced, jax.tree.leaves(args)))
            text = "an argument is traced which must be known before the program runs" if traced else error
            raise TypeError(f"{args[0]}: {text}") from None

    return cast(Callable[P, R], update_wrapper(call, settle))


def _is_traced(leaf: Any) -> bool:
    return isinstance(leaf.size if isinstance(leaf, Axis) else leaf, jax.core.Tracer)


def _hashable(argument: Any) -> Any:
    return entries(argument) if isinstance(argument, list | dict) else argument


class Move(NamedTuple):
    """How one array is brought to other axes: transposed, then given new dimensions of size 1."""

    order: tuple[int, ...] | None
    new: tuple[int, ...]


def move(have: tuple[str, ...], want: tuple[str, ...]) -> Move:
    """The move from the axes `have` to `want`, which has them all. Axes that are new come out with size 1."""
    order = tuple(have.index(name) for name in want if name in have)
    new = tuple(i for i, name in enumerate(want) if name not in have)
    return Move(None if order == tuple(range(len(have))) else order, new)


def moved(array: Any, how: Move) -> Any:
    """The array after a move."""
    if how.order is not None:
        array = lax.transpose(array, how.order)
    return lax.expand_dims(array, how.new) if how.new else array


def spread(how: Move, shape: tuple[int, ...], array: Any) -> Any:
    """The array after a move, repeated along its new dimensions to this shape."""
    if how.order is not None:
        array = lax.transpose(array, how.order)
    kept = tuple(i for i in range(len(shape)) if i not in how.new)
    return lax.broadcast_in_dim(array, shape, kept) if how.new else array


Fused: TypeAlias = Callable[..., Any]
"""A kernel with its static arguments settled, ready for arrays."""


def fused(op: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Fused:
    """`function` of arrays, with static arguments settled, as the kernel of `op`.

    It is one dispatch when called eagerly. Under a trace its equations go in line: it leaves no
    trace of itself, and is itself traced only once for arguments of one kind.
    """
    kernel = partial(function, *args, **kwargs)
    kernel.__name__ = op  # type: ignore[attr-defined]  # logs and profiles of jax show it
    return jax.jit(kernel, inline=True)


def fitting(op: str, value: object) -> NamedArray:
    """The value, which must be a NamedArray with a name for each dimension. For operations that settle nothing else.

    Raises:
        AxisError: If its names do not fit its shape.
        TypeError: If it is none.
    """
    array = array_of(op, value)
    if len(array.array.shape) != len(array.axis_names):
        axes_of(array.axis_names, array.array.shape)
    return array


def array_of(op: str, value: object) -> NamedArray:
    """The value, which must be a NamedArray.

    Raises:
        TypeError: If it is not.
    """
    if isinstance(value, NamedArray):
        return value
    raise TypeError(f"{op}: expected a NamedArray, got {kind(value)}; name its axes with haliax.named")


def axis_of(op: str, value: object) -> Axis:
    """The value, which must be an axis with its size.

    Raises:
        AxisError: If it is a name alone.
        TypeError: If it is neither.
    """
    if isinstance(value, Axis):
        return value
    if isinstance(value, str):
        raise errors.no_size(value).within(op)
    raise TypeError(f"{op}: expected an axis, got {value!r}")


def scalar(op: str, value: Any) -> Any:
    """The value, which must be a number or an array without dimensions.

    Raises:
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """
    shape = getattr(value, "shape", ())
    if shape == ():
        return value
    raise TypeError(f"{op}: expected a NamedArray or a number, got {kind(value)}; name its axes with haliax.named")


def number_of(op: str, value: Any) -> Any:
    """The number, or the array without dimensions, that a value is or that it names no axes of.

    Raises:
        AxisError: If it is a NamedArray with axes.
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """
    if not isinstance(value, NamedArray):
        return scalar(op, value)
    try:
        return value.scalar()
    except AxisError as error:
        error.op = op
        raise


def kind(value: object) -> str:
    """What a value is, for an error message: its type and shape, never what it holds."""
    shape = getattr(value, "shape", None)
    return type(value).__name__ if shape is None else f"a plain array of shape {tuple(shape)}"


def sized(axes: Axes) -> Axes:
    """The axes of a result, all of which must have sizes by now.

    Raises:
        AxisError: If one was given by its name alone, or has a size below zero.
    """
    for axis in axes.known:
        if isinstance(axis, str):
            raise errors.no_size(axis)
        if axis.size < 0:
            raise errors.negative_size(axis.name, axis.size)
    return axes


def shape_of(axes: Axes) -> tuple[int, ...]:
    """The sizes of axes that all have one, in order."""
    return tuple(axis.size for axis in axes.known if isinstance(axis, Axis))
