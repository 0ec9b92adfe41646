# Written by `python -m tools.stubs`. Do not edit.
"""How one array is cut into parts, as text: a row of a table, and a picture of the parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import jax

@dataclass(frozen=True)
class Layout:
    """An array in parts.

    Attributes:
        names: The names of its axes; none if its dimensions have none.
        shape: Its shape.
        dtype: Its dtype; None where only the sharding is known.
        sharding: Where it lies; None if nobody has said.
    """

    names: tuple[str, ...]
    shape: tuple[int, ...]
    dtype: Any
    sharding: jax.sharding.Sharding | None

    @property
    def part(self) -> tuple[int, ...]:
        """The shape of what one device holds."""

    @property
    def cut(self) -> tuple[int, ...]:
        """The dimensions that are cut."""

    def held(self) -> int:
        """How many bytes one device holds."""

    def whole(self) -> int:
        """How many bytes the whole array has."""

    def row(self) -> list[str]:
        """The axes, how they are cut, how much of it one device holds, and where it is."""

    def picture(self) -> Iterator[str]:
        """A table with the devices of each part: a row for each part of the first axis that is cut.

        There is none of an array that is whole, or that is cut along more than two axes.
        """

def listed(devices: Iterable[Any]) -> str:
    """Devices, which are of one kind: `cpu 0, 1`, `cpu 0 to 7`."""

def aligned(rows: list[list[str]]) -> Iterator[str]:
    """The rows of a table, with columns under each other."""
