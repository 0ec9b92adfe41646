# Written by `python -m tools.stubs`. Do not edit.
"""How a function is compiled, and which of its arguments may be overwritten."""

import functools
from dataclasses import dataclass
from typing import Any

import jax

from haliax.meshes import Frozen

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

    inside: Frozen | None = ...
    arguments: Frozen | None = ...
    result: Frozen | None = ...
    donate_args: Any = ...
    donate_kwargs: Any = ...
    check: bool | None = ...
    jit: dict[str, Any] = ...

    @property
    def donates(self) -> bool:
        """Whether any argument may be overwritten."""

    @functools.cached_property
    def asks_leaves(self) -> bool:
        """Whether what may be overwritten depends on more than where it stands."""

def mask_of_places(options: Options, structure: jax.tree_util.PyTreeDef, statics: frozenset[int]) -> list[bool]:
    """Which leaves may be overwritten, where that depends on where they stand alone, and on which are no arrays."""

def donation(options: Options, tree: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[bool]:
    """Which leaves of the function and its arguments may be overwritten."""
