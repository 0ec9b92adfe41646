# Written by `python -m tools.stubs`. Do not edit.
"""One step of a loop, as `jax.lax.scan` takes it: a function of arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from haliax.transforms._carry import Carry
from haliax.transforms._leaves import Names
from haliax.transforms.checkpoint import ScanCheckpointPolicy

Kind: TypeAlias = Literal["scan", "fold"] | Literal["map"]

@dataclass(frozen=True)
class Options:
    """How a function is looped.

    Attributes:
        op: Which of the operations it is.
        axis: The name of the axis.
        policy: What is kept of each step for the gradient.
        reverse: Whether the last position comes first.
        unroll: How many steps are written out.
        caller: What errors say was called, if it was not the operation by itself.
        way_out: What to do where a plain array has another size, if not what the operation says.
    """

    op: Kind
    axis: str
    policy: ScanCheckpointPolicy
    reverse: bool
    unroll: int | bool
    caller: str = ...
    way_out: str = ...

    @property
    def said(self) -> str:
        """What was called, as errors say it."""

    @property
    def key(self) -> tuple[object, ...]:
        """All of it, as a key, in which True is not 1."""

    @property
    def names(self) -> tuple[str, str]:
        """The names of the carry and of what goes step by step, for checkpointing."""

def names_for(op: Kind, axis: str) -> tuple[str, str]:
    """The names, for checkpointing, of the carry of a loop along an axis and of what goes step by step."""

class Layout(NamedTuple):
    """What the arguments of a call are, apart from the values of arrays.

    Attributes:
        structure: Their structure.
        scanned: The leaves that go step by step, each with its names inside.
        whole: The arrays that are passed whole, each with its names.
        statics: What is no array.
    """

    structure: Any
    scanned: tuple[tuple[int, Names], ...]
    whole: tuple[tuple[int, Names], ...]
    statics: tuple[tuple[int, Any], ...]

    def joined(self, whole: list[Any], xs: list[Any]) -> Any:
        """The arguments of one step."""

class Arrays(NamedTuple):
    """The arrays of a call: those that go step by step, those that are passed whole, and how many steps there are."""

    xs: list[Any]
    whole: list[Any]
    length: int

class Body:
    """One step as `jax.lax.scan` takes it.

    Args:
        target: Gives the function.
        options: How it is called.
        carry: What its carry is.
        layout: What its arguments are.
        nested: How many steps there are, if that matters.
    """

    def __init__(
        self,
        target: Callable[[], Any],
        options: Options,
        carry: Carry,
        layout: Layout,
        nested: int,
    ) -> None: ...

    def run(self, arrays: Arrays, state: list[Any]) -> Any:
        """The state after the last step, and what came out of each."""

    def check(self, arrays: Arrays, state: list[Any]) -> None:
        """Refuses a policy that names what the step does not name."""

def pair(op: str, result: Any) -> tuple[Any, Any]:
    """The carry and the output that a step of a scan gave.

    Args:
        op: The operation, for errors.
        result: What the step returned.

    Raises:
        Refused: If that is no pair.
    """
