"""What can be wrong with a state dict, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import prod
from typing import Any, TypeAlias

from haliax.core import NamedArray

Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""For each dimension of an array in a state dict, the axes that are joined to it."""

SHOWN = 20
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
    absent: bool = False

    def __str__(self) -> str:
        return f"'{self.key}' {self.text}"


class StateDictError(ValueError, KeyError):
    """A state dict does not fit a module. Nothing of it was loaded.

    Attributes:
        problems: All that is wrong with it.
    """

    __module__ = "haliax.state_dict"  # where users find it

    def __init__(self, op: str, problems: Sequence[Problem], hint: str = "") -> None:
        super().__init__(op, problems)
        self.op: str = op
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.hint: str = hint

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.op}: {self.problems[0]}{self.hint}"
        lines = [f"  {problem}" for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"  and {len(self.problems) - SHOWN} more")
        return "\n".join([f"{self.op}: {len(self.problems)} problems, so nothing is loaded{self.hint}", *lines])


def missing(key: str, expected: str) -> Problem:
    """A key is not there."""
    return Problem(key, f"is missing; expected {expected}", absent=True)


def with_names_like_theirs(problems: Sequence[Problem], unread: Sequence[str]) -> Iterator[Problem]:
    """The problems, those of keys that are not there with one like it that nothing has read."""
    for number, problem in enumerate(problems):
        looked_at = unread if problem.absent and number < SHOWN else ()
        close = get_close_matches(problem.key, looked_at, n=1, cutoff=0.8)
        yield replace(problem, text=f"{problem.text}; did you mean '{close[0]}'?") if close else problem


def other_prefix(key: str, keys: Iterable[str]) -> str:
    """What to say of a state dict in which nothing is found, if it has this key with more or less in front of it."""
    for there in keys:
        if there.endswith(f".{key}"):
            return f"; keys begin with '{there.removesuffix(f'.{key}')}' there, which goes into prefix"
        if key.endswith(f".{there}"):
            return f"; keys do not begin with '{key.removesuffix(f'.{there}')}' there, which goes out of prefix"
    return ""


def unknown(key: str) -> Problem:
    """A key is not there, and was asked for by a method that says nothing more."""
    return Problem(key, "is missing", absent=True)


def unexpected(key: str, value: Any) -> Problem:
    """A key is there that nothing has read."""
    return Problem(key, f"is not of this module; found {_found(value)}; strict=False leaves such keys aside")


def no_array(key: str, value: Any, expected: str) -> Problem:
    """A value is no array."""
    return Problem(key, f"is a {type(value).__name__}; expected {expected}")


def no_number(key: str, value: Any, expected: str) -> Problem:
    """A value is no number of the kind that is wanted."""
    return Problem(key, f"is {_found(value)}; expected one {expected}")


def wrong_shape(key: str, found: tuple[int, ...], wanted: tuple[int, ...], expected: str) -> Problem:
    """A value has another shape."""
    turned = sorted(found) == sorted(wanted) and len(wanted) > 1
    hint = "; it has its dimensions in another order" if turned else ""
    return Problem(key, f"has shape {found}; expected {wanted}, which is {expected}{hint}")


def wrong_dtype(key: str, found: object, expected: str, can_cast: bool) -> Problem:
    """A value has another dtype."""
    hint = "; cast=True converts it" if can_cast else ""
    return Problem(key, f"is {found}; expected {expected}{hint}")


def too_large(key: str, found: object, wanted: object) -> Problem:
    """Integers do not fit in the dtype that is wanted."""
    return Problem(key, f"has integers of {found} that do not fit in {wanted}")


def not_shared(key: str) -> Problem:
    """Layers share a value, of which the state dict has several."""
    return Problem(key, "differs from that of the first layer, with which this one shares it")


def description(array: Any, groups: Groups | None) -> str:
    """What is expected: the dtype and the axes, those in brackets that are joined to one dimension."""
    if not isinstance(array, NamedArray):
        return f"{array.dtype} of shape {tuple(array.shape)}"
    sizes = array.shape
    if groups is None:
        return f"{array.dtype} [{', '.join(f'{name}={size}' for name, size in sizes.items())}]"
    dims = [[f"{name}={sizes[name]}" for name in group] for group in groups]
    shown = [dim[0] if len(dim) == 1 else f"({', '.join(dim)})" for dim in dims]
    return f"{array.dtype} [{', '.join(shown)}]"


def shape_of(array: NamedArray, groups: Groups) -> tuple[int, ...]:
    """The shape of an array in a state dict."""
    sizes = array.shape
    return tuple(prod(sizes[name] for name in group) for group in groups)


def _found(value: Any) -> str:
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    return type(value).__name__ if shape is None or dtype is None else f"{dtype} of shape {tuple(shape)}"
