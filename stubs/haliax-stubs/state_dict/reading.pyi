# Written by `python -m tools.stubs`. Do not edit.
"""State dicts to modules: all of them is compared with the module first, then read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from typing_extensions import TypeVar

from haliax.state_dict.errors import Problem
from haliax.state_dict.placing import Place
from haliax.state_dict.recording import Recording

T = TypeVar("T")

@dataclass(frozen=True)
class Options:
    """How a state dict is read.

    Attributes:
        as_torch: Whether arrays stand there as torch has them.
        cast: Whether another dtype of the same kind is converted.
        place: Where the arrays go.
    """

    as_torch: bool = ...
    cast: bool = ...
    place: Place = ...

def read_module(op: str, tree: T, state_dict: dict[str, Any], prefix: str | None) -> T:
    """What a module reads that calls the method that it inherits, on its own parts."""

def read_tree(
    op: str,
    tree: T,
    state_dict: dict[str, Any],
    prefix: str | None,
    *,
    strict: bool,
    options: Options,
) -> T:
    """What a function reads, which is called by a user or, if it is not the outermost one, by a method of a module."""

@dataclass
class Reader:
    """Reads one state dict.

    Attributes:
        op: The function that was called.
        state_dict: It.
        options: How it is read.
        problems: What is wrong, as far as it was read.
    """

    op: str
    state_dict: Recording
    options: Options
    problems: list[Problem] = ...

    def read(self, node: Any, prefix: str | None) -> Any:
        """What is found for a tree. Where something is wrong it is as it was."""

    def read_parts(self, node: Any, prefix: str | None) -> Any:
        """What is found for a tree, the own methods of the outermost module aside."""

    def raise_problems(self, unread: Sequence[str] = ()) -> None:
        """Say what is wrong, if anything is.

        Args:
            unread: The keys that nothing has read, with one of which a missing one may be confused.
        """
