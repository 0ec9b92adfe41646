# Written by `python -m tools.stubs`. Do not edit.
"""Arguments of arrays taken apart without jax.

For each named array in a pytree jax calls back into Python, which a loop in Python need not. This one knows arrays in
tuples, lists, dicts and Modules of equinox. For all else there is `jax.tree_util`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Forms: TypeAlias = tuple[Any, ...]
"""What each of several values is: the names of a named array, None for an array without names, `NoneType` for None, and
for a container its type, its forms, and the keys of a dict, or of a Module what it holds besides its children.
"""

def taken_apart(values: Iterable[Any], arrays: list[Any], modules: list[Any]) -> Forms | None:
    """What the values are; None if there is something else in them.

    Args:
        values: The values.
        arrays: Where their arrays are added, in the order in which `jax.tree_util` has them.
        modules: Where the classes of Modules among them are added.
    """

class Structure:
    """The forms of arguments with Modules among them, of which only jax knows how to put them together.

    Attributes:
        forms: What tells them from others.
        whole: The same, where all but dicts have what jax knows of them besides their children; None if jax takes a
            Module apart otherwise.
    """

    __slots__ = ("_hash", "forms", "whole")
    forms: Forms
    whole: Forms | None
    def __init__(self, forms: Forms, whole: Forms | None) -> None: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

def structure_of(forms: Forms, values: tuple[Any, ...], arrays: list[Any]) -> Structure | None:
    """What is known of values that were taken apart, with Modules among them; None if that is left to jax."""

def put_together(forms: Forms, arrays: Iterator[Any]) -> tuple[Any, ...]:
    """The values that were taken apart, with other arrays."""
