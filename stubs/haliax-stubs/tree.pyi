# Written by `python -m tools.stubs`. Do not edit.
"""`jax.tree`, for trees whose leaves are named arrays: short names for `haliax.tree_util`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from typing_extensions import TypeVar

T = TypeVar("T")

def map(fn: Callable[..., T], tree: Any, *rest: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The tree with `fn` applied to each leaf, a NamedArray being one."""

def scan_aware_map(
    fn: Callable[..., T],
    tree: Any,
    *rest: Any,
    is_leaf: Callable[[Any], bool] | None = None,
) -> Any:
    """`map`, where `fn` gets the arrays of each layer by themselves in a module that stacks layers."""

def flatten(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> tuple[Sequence[Any], Any]:
    """The leaves and the structure, a NamedArray being a leaf."""

def unflatten(treedef: Any, leaves: Iterable[Any]) -> Any:
    """The tree of this structure with these leaves: the inverse of `flatten`."""

def leaves(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> Sequence[Any]:
    """The leaves, a NamedArray being one."""

def structure(tree: Any, *, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The structure, in which a NamedArray is a leaf."""
