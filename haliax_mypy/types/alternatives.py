"""The values that one argument may have.

A type may stand for several values, as a union does, so what is read of a program are tuples of alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from typing import Final, TypeVar

V = TypeVar("V")

LIMIT: Final = 16
"""So many alternatives are followed; beyond that nothing is known."""


class Unknown:
    """Something of which nothing is known, or a run of such things in a sequence."""

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN_VALUE: Final = Unknown()


def has_unknown(value: object) -> bool:
    """Whether a part of a value is not known."""
    if isinstance(value, dict):
        return any(part is UNKNOWN_VALUE for item in value.items() for part in item)
    if isinstance(value, list | tuple):
        return any(map(has_unknown, value))
    return value is UNKNOWN_VALUE


def distinct(values: Iterable[V]) -> tuple[V, ...]:
    """The values without those that come again. `1` and `True` are two."""
    found: list[V] = []
    for value in values:
        if not any(value is other or (type(value) is type(other) and value == other) for other in found):
            found.append(value)
    return tuple(found)


def limited(alternatives: tuple[object, ...]) -> tuple[object, ...]:
    """The alternatives, if they are not too many."""
    return alternatives if len(alternatives) <= LIMIT else (UNKNOWN_VALUE,)


def products(parts: Sequence[Sequence[object]], build: Callable[[Sequence[object]], object]) -> tuple[object, ...]:
    """What `build` makes of each choice of one alternative from every part."""
    if prod(map(len, parts)) > LIMIT:
        return (UNKNOWN_VALUE,)
    return tuple(build(choice) for choice in product(*parts))


def dicts(keys: Sequence[Sequence[object]], values: Sequence[Sequence[object]]) -> tuple[object, ...]:
    """The dict of each choice of one alternative for every key and every value."""
    if any(UNKNOWN_VALUE in alternatives for alternatives in keys):
        return (UNKNOWN_VALUE,)

    def build(parts: Sequence[object]) -> object:
        try:
            return dict(zip(parts[: len(keys)], parts[len(keys) :], strict=True))
        except TypeError:  # a list or a dict as a key
            return UNKNOWN_VALUE

    return products([*keys, *values], build)
