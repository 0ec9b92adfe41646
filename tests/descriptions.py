"""Every description of arrays with few axes, with the concrete axes that each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from haliax.pure.axes import Axes
from haliax.pure.axis import Axis, of_size, unsized
from tests import laws

SIZES = {"a": (2, 35, 0), "b": (3, 33), "c": (5, 40), "d": (7, 42), "s": (11, 44)}
"""The sizes that an axis can have. An axis of known size has the first."""

Rows = tuple[tuple[str, tuple[Axis, ...]], ...]
"""The axes that each row variable stands for."""


@dataclass(frozen=True)
class Some:
    """An argument as a checker knows it, and what it may be.

    Attributes:
        vague: What is known.
        exact: The concrete arguments that it stands for, each with what it makes of row variables.
    """

    vague: Any
    exact: tuple[tuple[Any, Rows], ...]


def just(value: Any) -> Some:
    """An argument of which all is known."""
    return Some(value, ((value, ()),))


def any_of(vague: Any, *exact: Any) -> Some:
    """An argument that may be any of several."""
    return Some(vague, tuple((value, ()) for value in exact))


@cache
def concretes(names: str, *, most: int, sizes: str = "some", hidden: str = "s") -> tuple[Axes, ...]:
    """Lists of axes of these names and of a hidden one, of at most so many; some in other sizes too.

    All have the usual sizes, or all another; "some": one of the first two has another; "many": any one has.
    """
    found: dict[Axes, None] = {}
    for n in range(most + 1):
        for order in permutations(names + hidden, n):
            found |= {
                Axes(tuple(Axis(name, SIZES[name][at[name]]) for name in order)): None
                for at in _sizes(order, sizes if n < 4 else "few")
            }
    return tuple(found)


def _sizes(names: Sequence[str], how_many: str) -> Iterator[dict[str, int]]:
    """Which of their sizes axes have: the first, another for one axis, another for all but one and for all."""
    usual, other = dict.fromkeys(names, 0), dict.fromkeys(names, 1)
    yield usual
    yield other
    if how_many == "few":
        return
    yield from (usual | {name: 1} for name in names if how_many == "many" or name in "ab")
    if how_many == "many" and "a" in names and "s" not in names:
        yield from (other | {"a": 0}, other | {"a": 2}, usual | {"a": 2})


def sizings(names: str, *, said: bool) -> Iterator[tuple[Axis, ...]]:
    """The axes of these names: all sizes known, one unknown, all unknown. `said` is how an unknown size is written."""
    known = tuple(Axis(name, SIZES[name][0]) for name in names)
    unknown = tuple(of_size(name, None) if said else unsized(name) for name in names)
    yield unknown
    yield known
    yield (unknown[0], *known[1:])


@cache
def arrays(
    names: str,
    *,
    rows: tuple[str, ...] = (),
    sized: bool = True,
    said: bool = False,
    over: str = "",
    most: int = 5,
    sizes: str = "some",
) -> tuple[Some, ...]:
    """Every description over these names.

    Args:
        names: The names that a description may know.
        rows: The row variables that may stand in a gap.
        sized: Whether sizes are known at all.
        said: Whether an unknown size is that of a description such as the result of an operation.
        over: The names that the axes may have; those that are not known are in gaps.
        most: How many axes an array has at most.
        sizes: In how many ways axes have other sizes: "few", "some" or "many".
    """
    found: dict[Axes, None] = {}
    for axes in sizings(names, said=said):
        found |= dict.fromkeys(laws.vagues(axes))
        if not sized:
            break
    for row in rows:
        axes = next(sizings(names, said=said))
        found |= {vague: None for vague in laws.vagues(axes, (row,)) if vague.gap == row}
    universe = concretes(over or names, most=most, sizes=sizes)
    return tuple(Some(vague, tuple(_stood_for(vague, universe))) for vague in found)


def _stood_for(vague: Axes, universe: Sequence[Axes]) -> Iterator[tuple[Axes, Rows]]:
    for axes in universe:
        if laws.stands_for(vague, axes):
            hidden = tuple(axis for axis in axes.head if axis.name not in vague.names)
            yield axes, (((vague.gap, hidden),) if vague.gap else ())


def packed(options: Sequence[Some]) -> list[Some]:
    """The options, each as the only one of a tuple."""
    return [Some((some.vague,), tuple(((value,), rows) for value, rows in some.exact)) for some in options]


def together(*parts: Rows) -> Rows | None:
    """What several arguments make of row variables; None if two of them differ."""
    joined: dict[str, tuple[Axis, ...]] = {}
    for name, axes in (pair for rows in parts for pair in rows):
        if joined.setdefault(name, axes) != axes:
            return None
    return tuple(sorted(joined.items()))


def kind(value: Any) -> str:
    """How much a description tells, in a word."""
    if not isinstance(value, Axes):
        return ""
    gap = {None: "", "": "open"}.get(value.gap, "row")
    return " ".join(filter(None, ("" if value.ordered else "unordered", gap))) or "exact"
