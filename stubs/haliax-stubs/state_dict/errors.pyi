# Written by `python -m tools.stubs`. Do not edit.
"""What can be wrong with a state dict, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.core import NamedArray
from haliax.state_dict import StateDictError as StateDictError

Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""For each dimension of an array in a state dict, the axes that are joined to it."""

SHOWN: int
"""How many problems an error tells of."""

@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a state dict.

    Attributes:
        key: The key that it is about.
        text: What is wrong.
        absent: Whether there is no such key.
    """

    key: str
    text: str
    absent: bool = ...
    def __str__(self) -> str: ...

def missing(key: str, expected: str) -> Problem:
    """A key is not there."""

def with_names_like_theirs(problems: Sequence[Problem], unread: Sequence[str]) -> Iterator[Problem]:
    """The problems, those of keys that are not there with one like it that nothing has read."""

def other_prefix(key: str, keys: Iterable[str]) -> str:
    """What to say of a state dict in which nothing is found, if it has this key with more or less in front of it."""

def unknown(key: str) -> Problem:
    """A key is not there, and was asked for by a method that says nothing more."""

def unexpected(key: str, value: Any) -> Problem:
    """A key is there that nothing has read."""

def no_array(key: str, value: Any, expected: str) -> Problem:
    """A value is no array."""

def no_number(key: str, value: Any, expected: str) -> Problem:
    """A value is no number of the kind that is wanted."""

def wrong_shape(key: str, found: tuple[int, ...], wanted: tuple[int, ...], expected: str) -> Problem:
    """A value has another shape."""

def wrong_dtype(key: str, found: object, expected: str, can_cast: bool) -> Problem:
    """A value has another dtype."""

def too_large(key: str, found: object, wanted: object) -> Problem:
    """Integers do not fit in the dtype that is wanted."""

def not_shared(key: str) -> Problem:
    """Layers share a value, of which the state dict has several."""

def description(array: Any, groups: Groups | None) -> str:
    """What is expected: the dtype and the axes, those in brackets that are joined to one dimension."""

def shape_of(array: NamedArray, groups: Groups) -> tuple[int, ...]:
    """The shape of an array in a state dict."""
