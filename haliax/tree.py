"""`jax.tree`, for trees whose leaves are named arrays: short names for `haliax.tree_util`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from haliax import tree_util

T = TypeVar("T")


def map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The tree with `fn` applied to each leaf, a NamedArray being one."""
    return tree_util.tree_map(fn, tree, *rest, is_leaf=is_leaf)


def scan_aware_map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """`map`, where `fn` gets the arrays of each layer by themselves in a module that stacks layers."""
    return tree_util.scan_aware_tree_map(fn, tree, *rest, is_leaf=is_leaf)


def flatten(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> tuple[Sequence[Any], Any]:
    """The leaves and the structure, a NamedArray being a leaf."""
    return tree_util.tree_flatten(tree, is_leaf=is_leaf)


def unflatten(treedef: Any, leaves: Iterable[Any]) -> Any:
    """The tree of this structure with these leaves: the inverse of `flatten`."""
    return tree_util.tree_unflatten(treedef, leaves)


def leaves(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> Sequence[Any]:
    """The leaves, a NamedArray being one."""
    return tree_util.tree_leaves(tree, is_leaf=is_leaf)


def structure(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The structure, in which a NamedArray is a leaf."""
    return tree_util.tree_structure(tree, is_leaf=is_leaf)
