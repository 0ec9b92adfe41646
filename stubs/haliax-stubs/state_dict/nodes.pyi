# Written by `python -m tools.stubs`. Do not edit.
"""What modules are made of, and what they say of their state dicts."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from typing_extensions import TypeVar

from haliax.state_dict.errors import Groups

F = TypeVar("F", bound=Callable[..., Any])

def with_prefix(prefix: str | None, leaf: str | None) -> str | None:
    """Two parts of a key with a dot between them; one of them if the other is None, and None if both are."""

def default(method: F) -> F:
    """Marks a method as one that does what is done without it, so that the walk need not call it."""

def custom(node: Any, name: str) -> Callable[..., Any] | None:
    """The method of this name that a class has of its own."""

def is_array(node: Any) -> bool:
    """Whether this is an array, named or not, or the shape of one. A NamedArray in which is none is not."""

def is_number(node: Any) -> bool:
    """Whether this is a number of Python."""

@dataclasses.dataclass(frozen=True)
class Part:
    """One part of a module or container.

    Attributes:
        name: The field, key or index.
        key: What it is called in state dicts; None if its own parts stand there in its place.
        value: The part.
        saved: Whether state dicts have it.
    """

    name: str
    key: str | None
    value: Any
    saved: bool

def parts(node: Any) -> tuple[list[Part], Callable[[Sequence[Any]], Any]]:
    """The parts of a module or container, and a function that makes another one of as many values.

    What is neither has no parts. Static fields are none.
    """

Layout: TypeAlias = dict[str, tuple[str, ...]]
"""The axes that make up each dimension of an array in torch, by the name of the dimension, in order."""

def layouts(node: Any) -> dict[str, Layout]:
    """The layout of each field with an array, of a module that says so by a method `_state_dict_layout`.

    Raises:
        AxisError: If an array lacks an axis of its layout.
    """

def groups(names: Sequence[str], layout: Layout) -> Groups:
    """The axes of each dimension of an array with these axes. Those that the layout lacks are dimensions in front."""
