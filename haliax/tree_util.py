"""Tree functions for which a `NamedArray` is a leaf, so that they keep its axes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import partial
from math import erf, exp, pi, sqrt
from typing import Any, Final, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax.ad_checkpoint import checkpoint_name

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray
from haliax.ops.joining import concatenate, stack
from haliax.pure import errors
from haliax.pure.axis import name_of
from haliax.random.bounded import truncated_normal

T = TypeVar("T")
IsLeaf = Callable[[Any], bool] | None


def is_named_array(leaf: Any) -> bool:
    """Whether this is a NamedArray."""
    return isinstance(leaf, NamedArray)


def _or_named(is_leaf: IsLeaf) -> Callable[[Any], bool]:
    """A test for leaves which says yes to every NamedArray too."""
    return is_named_array if is_leaf is None else lambda node: is_named_array(node) or is_leaf(node)


def tree_map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """`jax.tree.map`, where `fn` gets each NamedArray whole."""
    return jax.tree.map(fn, tree, *rest, is_leaf=_or_named(is_leaf))


def tree_flatten(tree: Any, is_leaf: IsLeaf = None) -> tuple[list[Any], Any]:
    """`jax.tree.flatten`, where each NamedArray is a leaf."""
    return jax.tree.flatten(tree, is_leaf=_or_named(is_leaf))


def tree_unflatten(treedef: Any, leaves: Iterable[Any]) -> Any:
    """The inverse of `tree_flatten`."""
    return jax.tree.unflatten(treedef, leaves)


def tree_leaves(tree: Any, is_leaf: IsLeaf = None) -> list[Any]:
    """`jax.tree.leaves`, where each NamedArray is a leaf."""
    return jax.tree.leaves(tree, is_leaf=_or_named(is_leaf))


def tree_structure(tree: Any, is_leaf: IsLeaf = None) -> Any:
    """`jax.tree.structure`, where each NamedArray is a leaf."""
    return jax.tree.structure(tree, is_leaf=_or_named(is_leaf))


def is_stack_of_layers(node: Any) -> bool:
    """Whether this module holds many layers as one, along an axis: it has the fields `stacked` and `Block`."""
    return isinstance(getattr(node, "Block", None), Axis) and hasattr(node, "stacked")


def scan_aware_tree_map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """`tree_map`, where `fn` gets the arrays of each layer by themselves in a module that stacks layers.

    `haliax.nn.Stacked` keeps the arrays of all its layers along an axis. Here they are taken apart, mapped as if the
    layers had been written one after the other, and put together again. Of what the layers share, as an array without
    that axis, the result of the first is kept.
    """

    def whole(node: Any) -> bool:
        return is_leaf is not None and is_leaf(node)

    def apply(node: Any, *others: Any) -> Any:
        if whole(node) or not is_stack_of_layers(node):
            return fn(node, *others)
        mapped = [
            scan_aware_tree_map(fn, *(layer_of(n.stacked, n.Block, i) for n in (node, *others)), is_leaf=is_leaf)
            for i in range(node.Block.size)
        ]
        shared = tree_map(lambda leaf: not _is_stacked(leaf, node.Block), node.stacked)
        join = partial(_joined, node.Block)
        first = layer_of(node.stacked, node.Block, 0)
        return dataclasses.replace(node, stacked=tree_map(join, first, shared, *mapped, is_leaf=whole))

    return tree_map(apply, tree, *rest, is_leaf=lambda node: whole(node) or is_stack_of_layers(node))


def _is_stacked(leaf: Any, block: Axis) -> bool:
    """Whether an array has a part for each layer. A plain array is stacked along its first dimension."""
    if isinstance(leaf, NamedArray):
        return leaf.has_axis(block)
    return isinstance(leaf, jax.Array | np.ndarray) and leaf.shape[:1] == (block.size,)


def layer_of(tree: Any, block: Axis, index: int) -> Any:
    """One layer of stacked arrays.

    It is taken of each NamedArray that has the axis, and of each plain array by its first dimension. Others are shared
    by all layers, and come as they are.

    Args:
        tree: The arrays.
        block: The axis.
        index: Which layer.
    """

    def pick(leaf: Any) -> Any:
        if not _is_stacked(leaf, block):
            return leaf
        if isinstance(leaf, NamedArray):
            return leaf[block, index]
        return leaf[index]

    return tree_map(pick, tree)


def _joined(block: Axis, _: Any, shared: Any, *mapped: Any) -> Any:
    """What came of one leaf of each layer, as one tree."""
    return mapped[0] if all(jax.tree.leaves(shared)) else tree_map(partial(_stacked, block), *mapped)


def _stacked(block: Axis, *leaves: Any) -> Any:
    if isinstance(leaves[0], NamedArray):
        return stack(block, leaves)
    return jnp.stack(leaves) if isinstance(leaves[0], jax.Array) else leaves[0]


def hashable_partition(pytree: Any, filter_spec: Any) -> tuple[Any, Any]:
    """A tree in two parts: `equinox.partition`, with the second part in a form that has a hash.

    Args:
        pytree: The tree.
        filter_spec: What goes into the first part: a function of a leaf, or a tree of booleans.

    Returns:
        The tree with None in the place of all else, and the rest. `hashable_combine` puts them together again.
    """
    import equinox  # slow to import

    dynamic, static = equinox.partition(pytree, filter_spec)
    leaves, structure = jax.tree.flatten(static)
    return dynamic, (tuple(leaves), structure)


def hashable_combine(dynamic: Any, static: Any) -> Any:
    """The tree of which these are the parts: the inverse of `hashable_partition`."""
    import equinox

    leaves, structure = static
    return equinox.combine(dynamic, jax.tree.unflatten(structure, leaves))


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
    if new_size < 0:
        raise errors.negative_size(name_of(old_axis), new_size).within("resize_axis")
    leaves, structure = tree_flatten(tree)
    keys = [None] * len(leaves) if key is None else list(jax.random.split(key, len(leaves)))
    resized = [_resized(leaf, old_axis, new_size, one) for leaf, one in zip(leaves, keys, strict=True)]
    return tree_unflatten(structure, resized)


def _resized(leaf: Any, axis: AxisSelector, size: int, key: jax.Array | None) -> Any:
    name = name_of(axis)
    if not isinstance(leaf, NamedArray) or name not in leaf.axis_names:
        return leaf
    new = size - leaf.resolve_axis(axis).size
    if new <= 0:
        return leaf[name, :size]
    added = leaf.mean(name).broadcast_axis(Axis(name, new))
    if key is not None:
        drawn = truncated_normal(key, added.axes, -2.0, 2.0, added.dtype)
        added = added + drawn * (leaf.std(name) / _DEVIATION)
    return concatenate(name, (leaf, added.astype(leaf.dtype)))


_DEVIATION: Final = sqrt(1 - 4 * exp(-2) / (sqrt(2 * pi) * erf(sqrt(2))))
"""The standard deviation of a normal distribution with deviation 1 of which only what is between -2 and 2 is kept.

Its variance is 1 - 2 * a * phi(a) / (Phi(a) - Phi(-a)) for bounds -a and a, where phi is the density of the whole and
Phi its distribution (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 1, chapter 13.10).
"""


def tree_checkpoint_name(x: T, name: str) -> T:
    """The tree with its arrays named for gradient checkpointing. See `jax.ad_checkpoint.checkpoint_name`."""
    naming: Callable[..., Any] = checkpoint_name
    named: T = jax.tree.map(lambda leaf: naming(leaf, name) if _is_array(leaf) else leaf, x)
    return named


def _is_array(leaf: Any) -> bool:
    return isinstance(leaf, jax.Array | np.ndarray | np.generic)
