"""What an `Axes` stands for, worked out without the algebra, and random calls of rules on it.

A *concrete* `Axes` is exact and has all its sizes. A *vague* one stands for many concrete ones. The laws compare what a
rule says of vague axes with what it does to the concrete ones that they stand for:

1. Never wrong: what a rule gives for vague axes describes what it gives for concrete ones.
2. No false alarm: if a rule refuses vague axes, it refuses all that they stand for.
3. Exact where it can be: concrete axes give concrete axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from typing import Any

from haliax.pure.axes import Axes, Repeated
from haliax.pure.axis import Axis, AxisSelector, name_of, size_of
from haliax.pure.errors import AxisError
from haliax.pure.operation import Operation
from haliax.pure.rules import operations

Rows = dict[str, tuple[Axis, ...]]
"""The axes that each row variable stands for."""


def stands_for(vague: Axes, exact: Axes, rows: Rows | None = None) -> bool:
    """Whether concrete axes are among those that `vague` stands for."""
    rows = rows or {}
    sizes = {name_of(axis): size_of(axis) for axis in exact.head}
    if any(name_of(a) not in sizes or size_of(a) not in (None, sizes[name_of(a)]) for a in vague.known):
        return False
    if not vague.absent.isdisjoint(sizes):
        return False
    hidden = tuple(axis for axis in exact.head if name_of(axis) not in vague.names)
    if vague.gap is None and hidden:
        return False
    if vague.gap and vague.gap in rows and set(hidden) != set(rows[vague.gap]):
        return False
    if not vague.ordered:
        return True
    first, last = len(vague.head), len(exact.head) - len(vague.tail)
    ends = exact.names[:first] + exact.names[last:]
    return ends == vague.names and (not vague.gap or vague.gap not in rows or hidden == rows[vague.gap])


def is_concrete(axes: Axes) -> bool:
    """Whether nothing about the axes is left open."""
    return axes.gap is None and axes.ordered and all(size_of(axis) is not None for axis in axes.head)


def concretes(universe: tuple[Axis, ...]) -> list[Axes]:
    """All concrete axes over a universe: every order of every subset."""
    return [Axes(order) for n in range(len(universe) + 1) for order in permutations(universe, n)]


def vagues(universe: tuple[AxisSelector, ...], rows: tuple[str, ...] = ("",)) -> list[Axes]:
    """All `Axes` over a universe: closed, open at any place by any of `rows`, in order and not."""
    found: dict[Axes, None] = {}
    for n in range(len(universe) + 1):
        for order in permutations(universe, n):
            found[Axes(order)] = None
            for row in rows:
                found |= {Axes(order[:i], row, order[i:]): None for i in range(n + 1)}
        for names in combinations(universe, n):
            found |= {Axes(names, gap, ordered=False): None for gap in (None, *rows)}
    open_ones = [vague for vague in found if vague.gap == "" and len(vague.names) < 2]
    for name in map(name_of, universe):
        found |= {replace(vague, absent=frozenset({name})): None for vague in open_ones if name not in vague.names}
    return list(found)


@dataclass(frozen=True)
class Outcome:
    """What a rule did: what it gave, or the error that it raised."""

    value: Any = None
    error: AxisError | TypeError | None = None

    @classmethod
    def of(cls, rule: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> Outcome:
        try:
            return cls(rule(*args, **(kwargs or {})))
        except (AxisError, TypeError) as error:
            return cls(error=error)


def broken_law(vague: Outcome, exact: Outcome, rows: Rows | None = None) -> str | None:
    """Which law two outcomes of one rule break, on concrete axes and on what describes them; None if none."""
    if isinstance(vague.error, TypeError) and not isinstance(exact.error, TypeError):
        return f"crash: {vague.error!r}"
    if exact.error:
        return None
    if vague.error:
        return f"false alarm: {vague.error}, although the concrete axes give {shown(exact.value)}"
    if not covers(vague.value, exact.value, rows):
        return f"wrong: {shown(vague.value)} does not describe {shown(exact.value)}"
    return None


def covers(vague: Any, exact: Any, rows: Rows | None = None) -> bool:
    """Whether a rule's result describes another, part by part."""
    if exact is None:
        return vague is None
    if isinstance(exact, tuple) and isinstance(vague, Repeated):
        return vague.count in (None, len(exact)) and all(covers(vague.axes, part, rows) for part in exact)
    if isinstance(exact, tuple):
        return len(vague) == len(exact) and all(covers(v, e, rows) for v, e in zip(vague, exact, strict=True))
    if isinstance(exact, Repeated):
        return vague.count in (None, exact.count) and covers(vague.axes, exact.axes, rows)
    return stands_for(vague, exact, rows)


def parts(result: Any) -> Iterator[Axes]:
    """The axes in a rule's result."""
    if isinstance(result, tuple):
        for part in result:
            yield from parts(part)
    elif result is not None:
        yield result.axes if isinstance(result, Repeated) else result


def shown(value: Any) -> str:
    """A value as a failing test prints it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {shown(one)}' for key, one in value.items())}}}"
    return f"({', '.join(map(shown, value))})" if isinstance(value, tuple | list) else str(value)


def label(operation: Operation[Any]) -> str:
    """An operation as tests call it: the family of its rule and its name, as in `reductions.all`."""
    return f"{operation.rule.__module__.rpartition('.')[2]}.{operation.name}"


def one_of_each_rule() -> list[Operation[Any]]:
    """The first operation of each rule: the others of that rule do the same."""
    return list({operation.rule: operation for operation in reversed(operations())}.values())[::-1]
