# Written by `python -m tools.stubs`. Do not edit.
"""Tree functions for which a `NamedArray` is a leaf, so that they keep its axes."""

from collections.abc import Callable, Iterable
from typing import Any

import jax
from typing_extensions import TypeVar

from haliax.axis import Axis, AxisSelector

T = TypeVar("T")
IsLeaf = Callable[[Any], bool] | None

def is_named_array(leaf: Any) -> bool:
    """Whether this is a NamedArray."""

def tree_map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """`jax.tree.map`, where `fn` gets each NamedArray whole."""

def tree_flatten(tree: Any, is_leaf: IsLeaf = None) -> tuple[list[Any], Any]:
    """`jax.tree.flatten`, where each NamedArray is a leaf."""

def tree_unflatten(treedef: Any, leaves: Iterable[Any]) -> Any:
    """The inverse of `tree_flatten`."""

def tree_leaves(tree: Any, is_leaf: IsLeaf = None) -> list[Any]:
    """`jax.tree.leaves`, where each NamedArray is a leaf."""

def tree_structure(tree: Any, is_leaf: IsLeaf = None) -> Any:
    """`jax.tree.structure`, where each NamedArray is a leaf."""

def is_stack_of_layers(node: Any) -> bool:
    """Whether this module holds many layers as one, along an axis: it has the fields `stacked` and `Block`."""

def scan_aware_tree_map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """`tree_map`, where `fn` gets the arrays of each layer by themselves in a module that stacks layers.

    `haliax.nn.Stacked` keeps the arrays of all its layers along an axis. Here they are taken apart, mapped as if the
    layers had been written one after the other, and put together again. Of what the layers share, as an array without
    that axis, the result of the first is kept.
    """

def layer_of(tree: Any, block: Axis, index: int) -> Any:
    """One layer of stacked arrays.

    It is taken of each NamedArray that has the axis, and of each plain array by its first dimension. Others are shared
    by all layers, and come as they are.

    Args:
        tree: The arrays.
        block: The axis.
        index: Which layer.
    """

def hashable_partition(pytree: Any, filter_spec: Any) -> tuple[Any, Any]:
    """A tree in two parts: `equinox.partition`, with the second part in a form that has a hash.

    Args:
        pytree: The tree.
        filter_spec: What goes into the first part: a function of a leaf, or a tree of booleans.

    Returns:
        The tree with None in the place of all else, and the rest. `hashable_combine` puts them together again.
    """

def hashable_combine(dynamic: Any, static: Any) -> Any:
    """The tree of which these are the parts: the inverse of `hashable_partition`."""

def resize_axis(tree: Any, old_axis: AxisSelector, new_size: int, key: jax.Array | None = None) -> Any:
    """The tree with another size for an axis, in every NamedArray that has it.

    An array that shrinks keeps its first elements. One that grows gets new ones at the end: the mean of its elements
    along the axis, and with a key samples of a normal distribution with their mean and standard deviation, of which
    the tails are cut off. Axes that a module holds in its fields stay as they are.

    Args:
        tree: The tree.
        old_axis: The axis, by its name or with the size that it has.
        new_size: Its new size.
        key: The key for the new elements.

    Raises:
        AxisError: If an array has the axis with another size than `old_axis`, or the new size is below zero.
    """

def tree_checkpoint_name(x: T, name: str) -> T:
    """The tree with its arrays named for gradient checkpointing. See `jax.ad_checkpoint.checkpoint_name`."""
