"""Dicts in pytrees that keep their order. jax sorts them by their keys, so the axes of a shape would change places."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import jax

T = TypeVar("T")

_DICTS = (dict, defaultdict)


class Dicts(NamedTuple):
    """Where in a pytree there are dicts that have an order, so that a call need not look elsewhere.

    Attributes:
        keys: If it is such a dict, its keys, sorted.
        inside: The children that are or hold such dicts, by their position.
    """

    keys: list[Any] | None
    inside: tuple[tuple[int, Dicts], ...]


@lru_cache(maxsize=256)
def dicts_in(structure: jax.tree_util.PyTreeDef) -> Dicts | None:
    """Where the dicts with more than one key are in a pytree of this structure; None if there are none."""
    node, children = structure.node_data(), structure.children()
    keys = None
    if node is not None and node[0] in _DICTS and len(children) > 1:
        keys = node[1] if node[0] is dict else node[1][1]
    inside = tuple((i, found) for i, found in enumerate(map(dicts_in, children)) if found is not None)
    return Dicts(keys, inside) if keys is not None or inside else None


def known(structure: jax.tree_util.PyTreeDef) -> tuple[jax.tree_util.PyTreeDef, Dicts | None]:
    """The structure, and where its dicts are.

    A function remembers this, so that it has the structure as it was first seen: what is the same object need not be
    compared. No two functions share it: equal structures may hold static fields that are not the same, as 1 and 1.0.
    """
    return structure, dicts_in(structure)


def are_sorted(node: Any, dicts: Dicts) -> bool:
    """Whether the dicts in a pytree are sorted by their keys."""
    if dicts.keys is not None and list(node) != dicts.keys:
        return False
    if not dicts.inside:
        return True
    children = node if isinstance(node, tuple) else jax.tree_util.default_registry.flatten_one_level(node)[0]
    return all(are_sorted(children[i], inside) for i, inside in dicts.inside)


def ordered(tree: T) -> T:
    """The pytree, with what keeps its order in the place of each dict that is not sorted.

    It has the same leaves in the same order. What comes out where it is flattened and unflattened are dicts again.
    """
    new: T = jax.tree_util.tree_map(_replaced, tree, is_leaf=_is_unsorted)
    return new


def _is_unsorted(node: Any) -> bool:
    return type(node) in _DICTS and list(node) != sorted(node)


def _replaced(node: Any) -> Any:
    return _Ordered({key: ordered(value) for key, value in node.items()}, node) if _is_unsorted(node) else node


class _Ordered:
    """A dict whose keys are not sorted.

    Attributes:
        items: The dict.
        like: A dict of the same kind.
    """

    def __init__(self, items: dict[Any, Any], like: Any) -> None:
        self.items = items
        self.like = like


def _flatten(node: _Ordered) -> tuple[list[tuple[Any, Any]], Any]:
    factory = (node.like.default_factory,) if type(node.like) is defaultdict else None
    children = [(jax.tree_util.DictKey(key), node.items[key]) for key in sorted(node.items)]
    return children, (tuple(node.items), factory)


def _unflatten(order: Any, children: Any) -> Any:
    keys, factory = order
    values = dict(zip(sorted(keys), children, strict=True))
    items: dict[Any, Any] = {key: values[key] for key in keys}
    return items if factory is None else defaultdict(factory[0], items)


jax.tree_util.register_pytree_with_keys(_Ordered, _flatten, _unflatten)
