"""The algebra of axes, against what vague axes stand for: every case over three names, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any

import pytest

from haliax.pure import axes as algebra
from haliax.pure import order
from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.axis import Axis, AxisSelector, name_of
from haliax.pure.errors import AxisError
from tests import laws

A, B, C = Axis("a", 2), Axis("b", 3), Axis("c", 5)
WRONG = Axis("a", 7)
CONCRETE = list(dict.fromkeys([*laws.concretes((A, B, C)), *laws.concretes((WRONG, B, C))]))
NAMED = laws.vagues(("a", "b", "c"))
SIZED = laws.vagues((A, "b", C))
VAGUE = list(dict.fromkeys([*NAMED, *SIZED]))
STANDS_FOR = {vague: [x for x in CONCRETE if laws.stands_for(vague, x)] for vague in VAGUE}

SELECTIONS = [(), ("a",), (A,), (WRONG,), ("a", "b"), ("b", "a"), ("c", "a", "b"), ("a", "a"), ("d",), ("a", "d")]


def each_selection(function: Callable[..., Axes]) -> Iterator[Any]:
    for selection in SELECTIONS:
        yield pytest.param(partial(_apply, function, selection), id=f"{function.__name__}-{_text(selection)}")


def _apply(function: Callable[..., Axes], *arguments_and_axes: Any) -> Axes:
    *arguments, axes = arguments_and_axes
    return function(axes, *arguments)


def _text(selection: Any) -> str:
    return " ".join(str(part) for part in selection) or "none"


def each_call() -> Iterator[Any]:
    """Every function of one `Axes` with every argument that can matter."""
    yield from each_selection(algebra.select)
    yield from each_selection(algebra.drop)
    yield pytest.param(partial(_apply, algebra.drop, None), id="drop-all")
    for new in ("a", "d", Axis("d", 6), Axis("d", 7), "c"):
        for old in SELECTIONS:
            call = partial(_apply, algebra.merge, old, new)
            yield pytest.param(call, id=f"merge-{_text(old)}-to-{new}")
    for old, new in product(("a", A, WRONG, "d"), ((), ("a",), ("b",), ("d", "e"), (Axis("d", 4),))):
        yield pytest.param(partial(_apply, algebra.swap, old, new), id=f"swap-{old}-for-{_text(new)}")
    for renames in RENAMES:
        text = " ".join(f"{old}-to-{new}" for old, new in renames.items()) or "none"
        yield pytest.param(partial(_apply, algebra.rename, renames), id=f"rename-{text}")
    for wanted in ORDERS:
        yield pytest.param(partial(_apply, order.arrange, wanted), id=f"arrange-{_order(wanted)}")


RENAMES: list[dict[str, AxisSelector]] = [
    {},
    {"a": "b"},
    {"a": "d"},
    {"a": "b", "b": "a"},
    {"a": "b", "b": "c", "c": "a"},
    {"a": Axis("d", 2)},
    {"a": Axis("d", 7)},
    {"a": "d", "b": "d"},
    {"d": "e"},
    {"d": "a"},
    {"a": "a"},
]

ORDERS: list[tuple[Any, ...]] = [
    (),
    (...,),
    ("a",),
    ("a", ...),
    (..., "a"),
    ("b", ..., "a"),
    ("a", "b", "c"),
    ("c", ..., "a", "b"),
    ("b", "a"),
    (A, ...),
    (WRONG, ...),
    ("d", ...),
    ("a", ..., "a"),
    (..., "a", ...),
    ("b", ..., "a", ...),
    (..., "c", ..., "d"),
]


def _order(order: Sequence[Any]) -> str:
    return " ".join("..." if part is ... else str(part) for part in order) or "none"


@pytest.mark.parametrize("call", list(each_call()))
def test_laws_of_one_operand(call: Callable[[Axes], Axes]) -> None:
    exact = {x: laws.Outcome.of(call, (x,)) for x in CONCRETE}
    for vague in VAGUE:
        outcome = laws.Outcome.of(call, (vague,))
        for x in STANDS_FOR[vague]:
            broken = laws.broken_law(outcome, exact[x])
            assert broken is None, f"{vague} for {x}: {broken}"


@pytest.mark.parametrize("function", [algebra.broadcast, algebra.union, algebra.same])
def test_laws_of_two_operands(function: Callable[..., Axes]) -> None:
    exact = {pair: laws.Outcome.of(function, pair) for pair in product(CONCRETE, repeat=2)}
    for left, right in product(VAGUE, NAMED):
        outcome = laws.Outcome.of(function, (left, right))
        for pair in product(STANDS_FOR[left], STANDS_FOR[right]):
            broken = laws.broken_law(outcome, exact[pair])
            assert broken is None, f"{left}, {right} for {_text(pair)}: {broken}"


@pytest.mark.parametrize("function", [algebra.broadcast, algebra.union, algebra.same])
def test_laws_where_operands_share_a_row_variable(function: Callable[..., Axes]) -> None:
    shared = [axes for axes in laws.vagues(("a", "b"), ("Rest",)) if axes.gap]
    small = laws.concretes((A, B, C))
    for rest in small:
        rows: laws.Rows = {"Rest": rest.head}  # type: ignore[dict-item]  # concrete axes have sizes
        stands_for = {vague: [x for x in small if laws.stands_for(vague, x, rows)] for vague in shared}
        for left, right in product(shared, repeat=2):
            outcome = laws.Outcome.of(function, (left, right))
            for pair in product(stands_for[left], stands_for[right]):
                broken = laws.broken_law(outcome, laws.Outcome.of(function, pair), rows)
                assert broken is None, f"{left}, {right} for {_text(pair)}: {broken}"


@pytest.mark.parametrize("function", [algebra.broadcast, algebra.union, algebra.same])
@pytest.mark.slow
def test_laws_of_three_operands(function: Callable[..., Axes]) -> None:
    small = laws.concretes((A, B))
    names = laws.vagues(("a", "b"))
    stands_for = {vague: [x for x in small if laws.stands_for(vague, x)] for vague in names}
    exact = {three: laws.Outcome.of(function, three) for three in product(small, repeat=3)}
    for operands in product(names, repeat=3):
        outcome = laws.Outcome.of(function, operands)
        for three in product(*(stands_for[operand] for operand in operands)):
            broken = laws.broken_law(outcome, exact[three])
            assert broken is None, f"{_text(operands)} for {_text(three)}: {broken}"


def test_describes_is_what_axes_stand_for() -> None:
    for vague, x in product(VAGUE, CONCRETE):
        assert algebra.describes(vague, x) == laws.stands_for(vague, x), f"{vague}, {x}"


def test_axes_that_stand_for_the_same_are_equal() -> None:
    meanings: dict[tuple[Axes, ...], Axes] = {}
    universe = laws.concretes((A, B, C, Axis("d", 7), Axis("e", 11)))
    for vague in laws.vagues(("a", "b", "c")):
        meaning = tuple(x for x in universe if laws.stands_for(vague, x))
        assert meanings.setdefault(meaning, vague) == vague


@pytest.mark.parametrize("x", CONCRETE, ids=str)
def test_concrete_results_are_what_lists_give(x: Axes) -> None:
    axes, names = x.head, x.names
    others = tuple(axis for axis in axes if name_of(axis) != "a")
    assert algebra.drop(x, None) == SCALAR
    if "a" not in names:
        for refuse, argument in ((algebra.find, "a"), (algebra.drop, "a"), (algebra.rename, {"a": "d"})):
            with pytest.raises(AxisError, match="no axis 'a'"):
                refuse(x, argument)
        return
    at = names.index("a")
    a = axes[at]
    new = Axis("d", a.size)  # type: ignore[union-attr]  # concrete axes have sizes
    assert algebra.find(x, "a") == a
    assert algebra.drop(x, ("a",)).head == others
    assert algebra.rename(x, {"a": "d"}).head == (*axes[:at], new, *axes[at + 1 :])
    assert algebra.swap(x, "a", (Axis("d", 1), Axis("e", 1))).names == (*names[:at], "d", "e", *names[at + 1 :])
    assert algebra.merge(x, ("a",), "d").head == (*axes[:at], new, *axes[at + 1 :])
    assert order.reorder(x, ("a", ...)).head == (a, *others)
    assert order.reorder(x, (..., "a")).head == (*others, a)
    assert algebra.broadcast(x, Axes(others)) == algebra.broadcast(Axes(others), x) == x
    assert algebra.union(x, Axes((Axis("d", 1), a))).head == (*axes, Axis("d", 1))
    assert algebra.same(x, Axes(axes[::-1])) == x


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (algebra.drop(Axes(("a",), "", ("c",)), "c"), "[a, ... (not c)]"),
        (algebra.drop(Axes(("a",), "", ("c",)), "b"), "[a, ... (not b), c]"),
        (algebra.drop(Axes(("a",), "Rest", ("c",)), "c"), "[a, *Rest]"),
        (algebra.drop(Axes(("a", "b"), ordered=False), "a"), "[b]"),
        (algebra.rename(Axes(("a",), "", ("c",)), {"c": "d"}), "[a, ..., d]"),
        (algebra.swap(Axes(("a",), "", ("c",)), "c", ("d", "e")), "[a, ... (not c), d, e]"),
        (algebra.merge(Axes(("a", "b", "c")), ("b", "c"), "d"), "[a, d]"),
        (algebra.merge(Axes((A, B), "", (C,)), ("a", "b"), "d"), "[d=6, ... (not a b), c=5]"),
        (algebra.broadcast(Axes(("a", "b")), Axes((B,))), "[a, b=3]"),
        (algebra.broadcast(Axes(("a",), ""), Axes(("a",))), "[a, ...]"),
        (algebra.broadcast(Axes(("a", "b")), ANY), "{a, b, ...}"),
        (algebra.broadcast(Axes(("a",), "Rest"), Axes(gap="Rest")), "[a, *Rest]"),
        (algebra.union(Axes(("a", "b")), Axes(("b", "c"))), "[a, b, c]"),
        (algebra.union(Axes(("a",)), Axes(("b",), "")), "[a, b, ...]"),
        (algebra.same(Axes(("a",), ""), Axes(("a", "b"))), "[a, b]"),
        (algebra.same(Axes(("a",), ""), Axes(("a", "b", "c"))), "{a, b, c}"),
        (algebra.same(Axes(("b",), ""), Axes(("a", "b"))), "[b, a]"),
        (algebra.broadcast(Axes(("a",), ""), Axes(("a",), "Rest")), "[a, ...]"),
        (algebra.broadcast(Axes(("a",), "", ordered=False), Axes(("b",))), "{a, b, ...}"),
        (algebra.broadcast(Axes(gap="Rest"), Axes(("a",), "Rest")), "[a, *Rest]"),
        (algebra.having(Axes(("a", "b")), (A,)), "[a=2, b]"),
        (algebra.having(Axes(("a",), "", ordered=False), ("b",)), "{a, b, ...}"),
        (algebra.having(Axes(("a",), "", ordered=False), Axes((A,), "")), "{a=2, ...}"),
        (algebra.having(Axes(("a",), ""), (B,)), "[a, ...]"),
        (algebra.having(ANY, (B,)), "{b=3, ...}"),
        (algebra.having(Axes(("a",), "Rest", ordered=False), ("b",)), "{a, *Rest}"),
        (order.reorder(Axes(("a",), "", ("c",)), ("c", ...)), "[c, a, ...]"),
        (order.reorder(Axes(("a",), "Rest"), (..., "a")), "[*Rest, a]"),
    ],
)
def test_results_are_as_exact_as_the_operands_allow(result: Axes, expected: str) -> None:
    assert str(result) == expected
