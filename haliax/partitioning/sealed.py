"""Results of compiled programs that are not all arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax

from haliax.partitioning.dicts import are_sorted, dicts_in, ordered
from haliax.partitioning.leaves import Statics, join, split
from haliax.watching import tell, watched


@dataclass(frozen=True, eq=False)
class _Rest:
    """The structure of a result, and what of it is no array. Compared by identity: it need not be hashable."""

    structure: jax.tree_util.PyTreeDef
    statics: Statics


class Sealed:
    """A result that is not all arrays, as a compiled program returns it: jax is slow to return anything but arrays.

    Attributes:
        arrays: Its leaves, with None where there is no array.
        rest: What else there is to it.
    """

    def __init__(self, arrays: list[Any], rest: _Rest) -> None:
        self.arrays = arrays
        self.rest = rest

    def opened(self) -> Any:
        """The result."""
        return self.rest.structure.unflatten(join(self.arrays, self.rest.statics))


jax.tree_util.register_pytree_node(Sealed, lambda s: ((s.arrays,), s.rest), lambda rest, parts: Sealed(*parts, rest))


@dataclass(frozen=True, eq=False)
class Watched:
    """A result, with what was found where values are watched.

    Attributes:
        found: What was found.
        result: The result.
    """

    found: Any
    result: Any


jax.tree_util.register_dataclass(Watched)


def watched_result(compute: Callable[[list[Any]], Any], leaves: list[Any]) -> Watched:
    """What a function of arrays gives, with what is found on the way."""
    return Watched(*watched(compute)(leaves))


def opened_result(result: Any) -> Any:
    """The result that a compiled program returned.

    Raises:
        FloatingPointError: If values are watched, and an array had some that are no finite numbers.
        IndexError: If values are watched, and an index was outside of its axis.
    """
    if type(result) is Watched:
        tell(result.found)
        result = result.result
    return result.opened() if type(result) is Sealed else result


def sealed(result: Any) -> Any:
    """A result as a compiled program returns it: as it is, if all its leaves are arrays, but for the order of dicts."""
    leaves, structure = jax.tree_util.tree_flatten(result)
    dicts = dicts_in(structure)
    if dicts is not None and not are_sorted(result, dicts):
        result = ordered(result)
        leaves, structure = jax.tree_util.tree_flatten(result)
    arrays, statics = split(leaves)
    return Sealed(arrays, _Rest(structure, statics)) if statics else result
