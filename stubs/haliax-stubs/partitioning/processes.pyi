# Written by `python -m tools.stubs`. Do not edit.
"""Arrays of several processes: whether each has the same, where each gives the whole.

A program on many machines runs in many processes, each of which reaches its own devices only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
from jax.sharding import NamedSharding

@dataclass(frozen=True)
class Whole:
    """An array that every process has as a whole, and that is about to be spread over devices of all of them.

    Attributes:
        names: Its axes.
        array: The array.
        sharding: Where it will lie.
    """

    names: tuple[str, ...]
    array: Any
    sharding: NamedSharding

    @property
    def is_of_host(self) -> bool:
        """Whether this process alone knows the values."""

    @property
    def is_asked(self) -> bool:
        """Whether the processes could have different values without anybody's notice."""

    def __str__(self) -> str: ...

def placed(wholes: Sequence[Whole]) -> list[jax.Array]:
    """The arrays in their places, after all processes have found that they hold the same.

    Raises:
        AxisError: If they do not.
    """
