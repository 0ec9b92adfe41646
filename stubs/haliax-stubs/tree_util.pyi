# Written by `python -m tools.stubs`. Do not edit.
"""Tree functions for which a `NamedArray` is a leaf, so that they keep its axes."""

from collections.abc import Callable, Iterable
from typing import Any

from typing_extensions import TypeVar

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

def tree_checkpoint_name(x: T, name: str) -> T:
    """The tree with its arrays named for gradient checkpointing. See `jax.ad_checkpoint.checkpoint_name`."""
