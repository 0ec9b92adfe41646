"""Which function draws calls of which operations: one for each rule, or for an operation by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from haliax.pure.operation import Operation
from haliax.pure.rules import operations
from tools.fuzz.making import Maker

Draw: TypeAlias = Callable[[Maker, Operation[Any]], str]
"""Draws the text of a call; raises Nothing where there is nothing to call it on."""

_DRAWS: Final[dict[str, Draw]] = {}

LEFT_OUT: Final = {
    "roots": "its shape depends on values, and programs run on shapes alone",
    "trim_zeros": "its shape depends on values, and programs run on shapes alone",
}
"""The operations of which no call is drawn, and why."""


def draws(*names: str) -> Callable[[Draw], Draw]:
    """Says that a function draws calls of the operations with these names, or of all whose rule has such a name."""

    def register(draw: Draw) -> Draw:
        _DRAWS.update(dict.fromkeys(names, draw))
        return draw

    return register


def draw_of(op: Operation[Any]) -> Draw | None:
    """What draws calls of an operation; None if nothing does."""
    return _DRAWS.get(op.name) or _DRAWS.get(op.rule.__name__)


def drawn() -> dict[str, list[Operation[Any]]]:
    """The operations of which calls are drawn, those with one rule together, so that no family drowns another."""
    found: dict[str, list[Operation[Any]]] = {}
    for op in operations():
        if draw_of(op) is not None:
            found.setdefault(op.name if op.name in _DRAWS else f"{op.home} {op.rule.__name__}", []).append(op)
    return found
