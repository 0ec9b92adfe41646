"""Helpers for jax itself, under the names that they had in haliax 1.x."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import jax
import numpy as np
from jax import lax

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray
from haliax.hosts import assert_equal as assert_equal
from haliax.hosts import broadcast_one_to_all as broadcast_one_to_all
from haliax.hosts import is_on_mac_metal as is_on_mac_metal
from haliax.hosts import sync_global_devices as sync_global_devices
from haliax.pure.axis import entries
from haliax.transforms._leaves import is_array
from haliax.transforms.checkpoint import checkpointed
from haliax.tree_util import tree_checkpoint_name as tree_checkpoint_name

F = TypeVar("F", bound=Callable[..., Any])


@jax.tree_util.register_static
@dataclass(frozen=True)
class Static:
    """Something that is no array, as a tree without leaves: jax takes it as a part of the structure.

    Attributes:
        value: It. It must have a hash.
    """

    value: Any


def is_jax_array_like(x: Any) -> bool:
    """Whether this has a shape and a dtype, as arrays of jax and numpy do. A NamedArray is none."""
    return not isinstance(x, NamedArray) and hasattr(x, "shape") and hasattr(x, "dtype")


def is_scalarish(x: Any) -> bool:
    """Whether this is a number, or an array of any kind without dimensions."""
    if isinstance(x, NamedArray):
        return x.ndim == 0
    return isinstance(x, int | float | complex) or (is_array(x) and np.ndim(x) == 0)


def ensure_scalar(x: Any, *, name: str = "value") -> Any:
    """The number, or the value of an array without dimensions or axes.

    Raises:
        ValueError: If it has dimensions or axes.
    """
    if not is_scalarish(x):
        raise ValueError(f"{name} must be a scalar, got {type(x).__name__} of shape {getattr(x, 'shape', None)}")
    return x.array if isinstance(x, NamedArray) else x


def maybe_rng_split(key: jax.Array | None, num: int = 2) -> Any:
    """`jax.random.split`, and as many times None where there is no key."""
    return [None] * num if key is None else jax.random.split(key, num)


def shaped_rng_split(key: jax.Array, split_shape: int | Sequence[int] = 2) -> jax.Array:
    """Keys made of one, in an array of this shape."""
    shape = (split_shape,) if isinstance(split_shape, int) else tuple(split_shape)
    return jax.random.split(key, shape)


@overload
def named_call(f: F, name: str | None = None) -> F: ...
@overload
def named_call(f: None = None, name: str | None = None) -> Callable[[F], F]: ...
def named_call(f: Any = None, name: str | None = None) -> Any:
    """The function, whose operations bear its name in programs and profiles. Without a function, a decorator.

    Args:
        f: The function.
        name: Another name; that of the class is used for `__call__`.
    """
    if f is None:
        return functools.partial(named_call, name=name)
    if name is None:
        path = getattr(f, "__qualname__", type(f).__name__).rpartition("<locals>.")[2]
        name = path.removesuffix(".__call__")
    scope = jax.named_scope(name)

    @functools.wraps(f)
    def called(*args: Any, **kwargs: Any) -> Any:
        with scope:
            return f(*args, **kwargs)

    return called


def filter_checkpoint(fun: F, *, prevent_cse: bool = True, policy: Callable[..., bool] | None = None) -> F:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""
    kept: Any = checkpointed(fun, policy=policy, prevent_cse=prevent_cse)
    return kept  # type: ignore[no-any-return]  # it is called as the function is


def is_in_jit() -> bool:
    """Whether this is run by `jax.jit`, or something like it, to find out what a function does."""
    return isinstance(lax.full((), 0), jax.core.Tracer)


def is_pallas_dslice(x: object) -> bool:
    """Whether this is a slice of Pallas, as `jax.experimental.pallas.ds(start, size)` makes it."""
    pallas = sys.modules.get("jax.experimental.pallas")  # slow to import; where nobody has, there are none
    return pallas is not None and isinstance(x, pallas.Slice)


def to_jax_shape(shape: int | AxisSpec | Sequence[int | Axis]) -> tuple[int, ...]:
    """A shape as jax takes it: the sizes of axes, and numbers as they are."""
    parts: Any = shape if isinstance(shape, Sequence) else [shape] if isinstance(shape, int) else entries(shape)
    return tuple(part.size if isinstance(part, Axis) else part for part in parts)


def broadcast_prefix(prefix_tree: Any, full_tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """A tree with the structure of `full_tree`, each leaf being that of `prefix_tree` above it.

    Args:
        prefix_tree: The upper part of a tree of that structure, such as one leaf.
        full_tree: The tree.
        is_leaf: What of the first tree is a leaf, apart from what is one anyway.

    Raises:
        ValueError: If one is not the upper part of the other.
    """
    return jax.tree.broadcast(prefix_tree, full_tree, is_leaf)


def multilevel_scan(
    f: Callable[[Any, Any], tuple[Any, Any]],
    carry: Any,
    xs: Any,
    outer_size: int,
    length: int,
    reverse: bool = False,
    unroll: int = 1,
) -> tuple[Any, Any]:
    """`jax.lax.scan` in two levels, of which the inner one is computed again for gradients.

    Of the carries, a gradient needs one for each of the `outer_size` parts and those of one part, in the place of all
    `length`: least with parts of about the square root of the length. The second computation is the price. This is the
    checkpointing of Chen et al., "Training Deep Nets with Sublinear Memory Cost", arXiv:1604.06174, section 4.

    Args:
        f: Makes of a carry and one element of `xs` the next carry and an output.
        carry: The first carry.
        xs: Arrays of this length, or None.
        outer_size: Into how many parts it is divided.
        length: The number of steps.
        reverse: Whether the last element comes first.
        unroll: How many steps of the inner loop are written out as one.

    Raises:
        ValueError: If the parts are not of the same length.
    """
    inner_size, rest = divmod(length, outer_size)
    if rest:
        raise ValueError(f"multilevel_scan: {length} steps cannot be divided into {outer_size} parts of one length")

    @jax.checkpoint
    def part(state: Any, elements: Any) -> tuple[Any, Any]:
        return lax.scan(f, state, elements, length=inner_size, reverse=reverse, unroll=unroll)

    parts = jax.tree.map(lambda x: x.reshape(outer_size, inner_size, *x.shape[1:]), xs)
    carry, outs = lax.scan(part, carry, parts, length=outer_size, reverse=reverse)
    return carry, jax.tree.map(lambda y: y.reshape(length, *y.shape[2:]), outs)
