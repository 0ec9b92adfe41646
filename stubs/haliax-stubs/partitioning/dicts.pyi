# Written by `python -m tools.stubs`. Do not edit.
"""Dicts in pytrees that keep their order. jax sorts them by their keys, so the axes of a shape would change places."""

from typing import Any, NamedTuple

import jax
from typing_extensions import TypeVar

T = TypeVar("T")

class Dicts(NamedTuple):
    """Where in a pytree there are dicts that have an order, so that a call need not look elsewhere.

    Attributes:
        keys: If it is such a dict, its keys, sorted.
        inside: The children that are or hold such dicts, by their position.
    """

    keys: list[Any] | None
    inside: tuple[tuple[int, Dicts], ...]

def dicts_in(structure: jax.tree_util.PyTreeDef) -> Dicts | None:
    """Where the dicts with more than one key are in a pytree of this structure; None if there are none."""

def known(structure: jax.tree_util.PyTreeDef) -> tuple[jax.tree_util.PyTreeDef, Dicts | None]:
    """The structure, and where its dicts are.

    A function remembers this, so that it has the structure as it was first seen: what is the same object need not be
    compared. No two functions share it: equal structures may hold static fields that are not the same, as 1 and 1.0.
    """

def are_sorted(node: Any, dicts: Dicts) -> bool:
    """Whether the dicts in a pytree are sorted by their keys."""

def ordered(tree: T) -> T:
    """The pytree, with what keeps its order in the place of each dict that is not sorted.

    It has the same leaves in the same order. What comes out where it is flattened and unflattened are dicts again.
    """
