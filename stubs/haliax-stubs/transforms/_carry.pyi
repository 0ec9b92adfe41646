# Written by `python -m tools.stubs`. Do not edit.
"""The carry of a loop: it must come out of a step as it went in."""

from typing import Any, NamedTuple

from haliax.transforms._leaves import Names

class Carry(NamedTuple):
    """What a carry is, apart from its values.

    Attributes:
        structure: Its structure, in which dicts have an order.
        plain: Its structure, as jax sees it.
        names: The names of each leaf; None for one that has none.
        statics: The leaves that are no arrays, each with its position.
    """

    structure: Any
    plain: Any
    names: tuple[Names, ...]
    statics: tuple[tuple[int, Any], ...]

    def joined(self, arrays: list[Any]) -> Any:
        """The carry with these values."""

    def taken(self, op: str, before: list[Any], carry: Any) -> list[Any]:
        """The values of the carry that a step gave.

        Args:
            op: The operation, for errors.
            before: The values that went in.
            carry: What came out.

        Raises:
            Refused: If it has other axes, another dtype or another structure than what went in.
        """

def apart(init: Any) -> tuple[Carry, list[Any]]:
    """A carry taken apart, and its values."""
