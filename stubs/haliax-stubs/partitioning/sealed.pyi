# Written by `python -m tools.stubs`. Do not edit.
"""Results of compiled programs that are not all arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax

from haliax.partitioning.leaves import Statics

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

    arrays: list[Any]
    rest: _Rest
    def __init__(self, arrays: list[Any], rest: _Rest) -> None: ...

    def opened(self) -> Any:
        """The result."""

@dataclass(frozen=True, eq=False)
class Watched:
    """A result, with what was found where values are watched.

    Attributes:
        found: What was found.
        result: The result.
    """

    found: Any
    result: Any

def watched_result(compute: Callable[[list[Any]], Any], leaves: list[Any]) -> Watched:
    """What a function of arrays gives, with what is found on the way."""

def opened_result(result: Any) -> Any:
    """The result that a compiled program returned.

    Raises:
        FloatingPointError: If values are watched, and an array had some that are no finite numbers.
        IndexError: If values are watched, and an index was outside of its axis.
    """

def sealed(result: Any) -> Any:
    """A result as a compiled program returns it: as it is, if all its leaves are arrays, but for the order of dicts."""
