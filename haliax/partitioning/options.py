"""How a function is compiled, and which of its arguments may be overwritten."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from haliax.meshes import Frozen
from haliax.partitioning.leaves import is_array


@dataclass(frozen=True)
class Options:
    """How a function is compiled.

    Attributes:
        inside: The mapping in force inside; None for the one in force where the function is called.
        arguments: The mapping by which the arguments are spread; None to leave them as they come.
        result: The mapping by which the result is spread; None for the one in force inside.
        donate_args: Which positional arguments may be overwritten: booleans, or functions from an array to one.
        donate_kwargs: Which keyword arguments may be.
        check: Whether calls are checked against annotations; None: in debug mode only.
        jit: Further arguments of `jax.jit`.
    """

    inside: Frozen | None = None
    arguments: Frozen | None = None
    result: Frozen | None = None
    donate_args: Any = None
    donate_kwargs: Any = None
    check: bool | None = None
    jit: dict[str, Any] = field(default_factory=dict)

    @property
    def donates(self) -> bool:
        """Whether any argument may be overwritten."""
        return self.donate_args is not None or self.donate_kwargs is not None

    @functools.cached_property
    def asks_leaves(self) -> bool:
        """Whether what may be overwritten depends on more than where it stands."""
        return any(map(callable, jax.tree_util.tree_leaves((self.donate_args, self.donate_kwargs))))


def mask_of_places(options: Options, structure: jax.tree_util.PyTreeDef, statics: frozenset[int]) -> list[bool]:
    """Which leaves may be overwritten, where that depends on where they stand alone, and on which are no arrays."""
    places = [_NO_ARRAY if place in statics else _ARRAY for place in range(structure.num_leaves)]
    return donation(options, *structure.unflatten(places))


_ARRAY, _NO_ARRAY = np.zeros(()), "no array"


def donation(options: Options, tree: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[bool]:
    """Which leaves of the function and its arguments may be overwritten."""
    by_position, by_name = options.donate_args, options.donate_kwargs
    if isinstance(by_position, list | tuple):  # arguments beyond are kept
        by_position = (*by_position, *[False] * (len(args) - len(by_position)))
    if isinstance(by_name, dict):
        by_name = {name: by_name.get(name, False) for name in kwargs}
    wanted = (False, False if by_position is None else by_position, False if by_name is None else by_name)
    mask = jax.tree_util.tree_map(_spread, wanted, (tree, args, kwargs))
    return jax.tree_util.tree_leaves(mask)


def _spread(donate: Any, subtree: Any) -> Any:
    """One answer for each leaf of a subtree, and False where there is no array."""

    def answer(leaf: Any) -> bool:
        return is_array(leaf) and bool(donate(leaf) if callable(donate) else donate)

    return jax.tree_util.tree_map(answer, subtree)
