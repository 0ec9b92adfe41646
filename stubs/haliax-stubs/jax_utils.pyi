# Written by `python -m tools.stubs`. Do not edit.
"""Helpers for jax itself, under the names that they had in haliax 1.x."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, overload

import jax
from typing_extensions import TypeVar

from haliax.axis import Axis, AxisSpec
from haliax.hosts import (
    assert_equal as assert_equal,
    broadcast_one_to_all as broadcast_one_to_all,
    is_on_mac_metal as is_on_mac_metal,
    sync_global_devices as sync_global_devices,
)
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

def is_scalarish(x: Any) -> bool:
    """Whether this is a number, or an array of any kind without dimensions."""

def ensure_scalar(x: Any, *, name: str = "value") -> Any:
    """The number, or the value of an array without dimensions or axes.

    Raises:
        ValueError: If it has dimensions or axes.
    """

def maybe_rng_split(key: jax.Array | None, num: int = 2) -> Any:
    """`jax.random.split`, and as many times None where there is no key."""

def shaped_rng_split(key: jax.Array, split_shape: int | Sequence[int] = 2) -> jax.Array:
    """Keys made of one, in an array of this shape."""

@overload
def named_call(f: F, name: str | None = None) -> F: ...

@overload
def named_call(f: None = None, name: str | None = None) -> Callable[[F], F]: ...

def filter_checkpoint(fun: F, *, prevent_cse: bool = True, policy: Callable[..., bool] | None = None) -> F:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""

def is_in_jit() -> bool:
    """Whether this is run by `jax.jit`, or something like it, to find out what a function does."""

def is_pallas_dslice(x: object) -> bool:
    """Whether this is a slice of Pallas, as `jax.experimental.pallas.ds(start, size)` makes it."""

def to_jax_shape(shape: int | AxisSpec | Sequence[int | Axis]) -> tuple[int, ...]:
    """A shape as jax takes it: the sizes of axes, and numbers as they are."""

def broadcast_prefix(prefix_tree: Any, full_tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """A tree with the structure of `full_tree`, each leaf being that of `prefix_tree` above it.

    Args:
        prefix_tree: The upper part of a tree of that structure, such as one leaf.
        full_tree: The tree.
        is_leaf: What of the first tree is a leaf, apart from what is one anyway.

    Raises:
        ValueError: If one is not the upper part of the other.
    """

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
