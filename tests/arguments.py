"""Every argument that a parameter of a rule can have, as far as it can matter to axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import EllipsisType
from typing import Any

from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.axis import Axis, AxisSelection, AxisSelector, of_size
from haliax.pure.rules.fourier import Along
from haliax.pure.rules.indexing import Positions, Unsure
from haliax.pure.rules.linalg import Matrix
from haliax.pure.wants import Order
from tests import laws
from tests.calls import without_none
from tests.descriptions import SIZES, Some, any_of, just

A, B, C, D = (Axis(name, SIZES[name][0]) for name in "abcd")
WRONG = Axis("a", 4)
E, F = Axis("e", 6), Axis("f", 1)
A_SOME = any_of(of_size("a", None), *(Axis("a", size) for size in SIZES["a"]))
E_SOME = any_of(of_size("e", None), *(Axis("e", size) for size in (6, 2, 35, 0, 1, 30, 66)))


def each(*values: Any) -> list[Some]:
    """Arguments of which all is known."""
    return [just(value) for value in values]


SELECTORS = [*each("a", "d", A, WRONG), A_SOME]
NEW = [*each("e", "a", "b", "d", E, Axis("e", 4), Axis("b", 3)), E_SOME]


def _described(vague: Axes, names: str = "abd") -> Some:
    """A selection of which a part is known: it may be any that the description stands for."""
    universe = laws.concretes(tuple(vague.get(name) if vague.has(name) else Axes((name,)).head[0] for name in names))
    return Some(vague, tuple(_selected(vague, axes) for axes in universe if _agrees(vague, axes)))


def _agrees(vague: Axes, axes: Axes) -> bool:
    return laws.stands_for(Axes(vague.head, vague.gap and "", vague.tail, vague.ordered), axes)


def _selected(vague: Axes, axes: Axes) -> Any:
    hidden = tuple(axis for axis in axes.head if axis.name not in vague.names)
    return axes.head, (((vague.gap, hidden),) if vague.gap else ())


VAGUE = [
    _described(vague)
    for vague in (
        Axes(("a",)),
        Axes(("a", "b"), ordered=False),
        Axes((A, "b"), ordered=False),
        Axes((A,), ""),
        Axes(("d",), ""),
        Axes(("a",), "", ("b",)),
        Axes(("a",), "", ordered=False),
        Axes(("a",), "Rest"),
        ANY,
    )
]
SELECTIONS = [
    *each("a", "d", A, WRONG, (), ("a",), ["a", "b"], ("b", A), ("c", "a", "b"), ("d", "a"), ("a", "a"), ("a", "e")),
    *each({"a": 2, "b": None}, {"d": None}, {"a": 4}, {}),
    A_SOME,
    any_of((of_size("a", None), "b"), (A, "b"), (Axis("a", 35), "b")),
    *VAGUE,
]
ONE = any_of(of_size("a", None), Axis("a", 1), A, Axis("a", 35), Axis("a", 0))
WINDOWS: list[Some] = [
    *each(A, "a", ("a",), (), Axis("a", 1), (Axis("b", 1), A), (Axis("c", 2), Axis("a", 1)), {"a": 2, "b": 3}),
    *each(WRONG, (A, A), D, (A, D), Axis("a", 0), Axis("a", 35)),
    ONE,
    any_of((of_size("a", None), B), (A, B), (Axis("a", 1), B), (Axis("a", 35), B)),
    *(_described(vague) for vague in (Axes((A,), ""), Axes((A, "b"), ordered=False), Axes(("d",), ""), ANY)),
    _described(Axes((A,), "Rest")),
]
STRIDES: list[Some] = [*each(None, 1, 2, (1, 2), (2,), 0), any_of(Axes(), 1, 2, 3, (1,), (2, 2))]
PADDINGS: list[Some] = [
    *each("VALID", "SAME", 1, (0, 1), ((1, 0),), ((0, 1), (0, 2)), 2),
    any_of(Axes(), "VALID", "SAME_LOWER", 0, 1, (1,)),
]
FLAGS: list[Some] = [*each(False, True), any_of(Axes(), False, True)]
SHAPES = [
    *each(
        E, "e", (E, A), (A, E, B), ("b", "a"), (WRONG, E), (C, A, B), {"e": 6, "a": 2}, (E, E), (), ("a", "b", "c", "d")
    ),
    E_SOME,
    any_of((of_size("a", None), E), (A, E), (Axis("a", 35), E), (WRONG, E)),
    *(_described(vague, "abe") for vague in (Axes((A, E), ordered=False), Axes((E,), ""), Axes((E,), "", ("b",)), ANY)),
    _described(Axes(("a",), "Rest"), "abe"),
    _described(Axes((E,), "", ordered=False), "abe"),
]
MATRICES: list[Some] = [
    *each(("a", "b"), ("b", A), ("a", "a"), ("a", "d"), (WRONG, "b"), (Axis("a", 3), "b"), ("a",), ("a", "b", "c")),
    any_of((of_size("a", None), "b"), (A, "b"), (Axis("a", 35), "b")),
]
SHARED = [
    *each("e", "a", "b", "d", Axis("e", 2), Axis("e", 4)),
    any_of(of_size("e", None), *(Axis("e", size) for size in (0, 2, 3, 33))),
]
FACTORS = [
    *each((E,), (Axis("e", 2), F), (Axis("e", 1), "f"), ("e", "f"), (Axis("e", 2), Axis("f", 3)), ("b", F), ("a", F)),
    *each((), ("e", "e"), {"e": 2, "f": 1}, ("d", Axis("e", 2))),
    any_of((of_size("e", None), F), (Axis("e", 2), F), (E, F), (Axis("e", 35), F)),
    _described(Axes(("e", F), ordered=False), "ef"),
    _described(Axes((F,), ""), "bf"),
    _described(Axes((Axis("e", 1), "f"), ordered=False), "ef"),
    _described(Axes(("e",), "Rest"), "be"),
    _described(ANY, "be"),
]
ORDERS = [
    *each((), (...,), ("a",), ("a", ...), (..., "a"), ("b", ..., "a"), ("a", "b", "c"), ("c", ..., "a", "b"), (A, ...)),
    *each(("b", "a"), (WRONG, ...), ("d", ...), (..., "d"), ("a", ..., "a"), ("a", "b", ..., "d")),
]
GAPPED = each((..., "a", ...), ("b", ..., "a", ...), (..., "c", ..., "d"), (..., "a", ..., "a"))
UNKNOWN_A = of_size("a", None)
NEW_A = {of_size("e", None): E}
RENAMES: list[Some] = [
    *each({}, {"a": "b"}, {"a": "e"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}, {"a": Axis("e", 2)}),
    *each({"a": E}, {"a": "e", "b": "e"}, {"d": "e"}, {"d": "a"}, {"a": "a"}, {A: "e"}, {WRONG: "e"}, {"a": "d"}),
    *each({"a": "e", "d": "f"}, {"d": "d"}, {A: Axis("b", 2), B: Axis("a", 3)}, {"a": "d", "d": "a"}),
    any_of({UNKNOWN_A: "e"}, {A: "e"}, {WRONG: "e"}, {Axis("a", 35): "e"}),
    any_of({"a": of_size("e", None)}, {"a": Axis("e", 2)}, {"a": Axis("e", 35)}, {"a": E}),
]
INDICES: list[Some] = [
    *each(
        {},
        {"a": 0},
        {"a": 5},
        {"a": -1},
        {A: 0},
        {WRONG: 0},
        {"d": 0},
        {"a": 0, "b": 1},
        ("a", 0, "b", 1),
        ("a", 0, "a", 1),
    ),
    *each({"a": slice(0, 1)}, {"a": slice(None, None, 2)}, {"a": Positions(2)}, {"d": Positions(2)}, {"a": SCALAR}),
    *each(
        {"a": Axes((E,))},
        {"a": Axes((B,))},
        {"a": Axes((E, B))},
        {"a": Axes((E,)), "b": Axes((E, F))},
        {"b": 0, "a": Axes((E,))},
    ),
    *each(
        {"a": Axes((A,))}, {"b": Axes((E,)), "a": Axes((F,))}, {"b": slice(0, 1), "a": Axes((B,))}, {"d": Axes((E,))}
    ),
    any_of({"a": Positions(None)}, {"a": Positions(1)}, {"a": Positions(4)}, {"a": slice(0, 2)}),
    any_of({"a": SCALAR}, {"a": 0}, {"a": 1}, {"a": -2}),
    any_of({"a": Axes((E, F), ordered=False)}, {"a": Axes((E, F))}, {"a": Axes((F, E))}),
    any_of({"a": Axes((E,), "")}, {"a": Axes((E,))}, {"a": Axes((E, F))}, {"a": Axes((E, B))}, {"a": Axes((E, C, F))}),
    any_of({"a": ANY}, {"a": SCALAR}, {"a": Axes((E,))}, {"a": Axes((F, E))}, {"a": Axes((B, E))}, {"a": Axes((D,))}),
    any_of({"a": Axes((E,)), "b": ANY}, *({"a": Axes((E,)), "b": how} for how in (SCALAR, Axes((F,)), Axes((C, E))))),
    any_of({"a": Unsure.INDEX}, {"a": 0}, {"a": Positions(1)}, {"a": Axes((F, E))}, {"a": Axes((B, E))}),
    any_of({"b": Unsure.INDEX, "a": 0}, *({"b": how, "a": 0} for how in (0, Positions(1), Axes((A,))))),
    any_of(
        {"b": Unsure.INDEX, "a": Axes((E,))}, *({"b": how, "a": Axes((E,))} for how in (0, Positions(1), Axes((F,))))
    ),
    any_of({"a": Unsure.INDEX, "b": Unsure.INDEX}, {"a": 0, "b": Positions(1)}, {"a": Axes((E,)), "b": Axes((F,))}),
]
POSITIONS = [
    *each(0, 5, -1, Axes((E,)), Axes((B,)), Axes((E, B)), Axes((A,)), SCALAR, Axes((Axis("b", 8),)), Axes((D, E))),
    any_of(Axes((of_size("e", None),)), Axes((E,)), Axes((Axis("e", 7),))),
    any_of(SCALAR, 0, 1, SCALAR),
    any_of(Axes((E, F), ordered=False), Axes((E, F)), Axes((F, E))),
    any_of(Axes((E,), ""), Axes((E,)), Axes((E, F)), Axes((E, B)), Axes((E, C, F)), Axes((E, D))),
    any_of(Axes((B,), ""), Axes((B,)), Axes((B, E))),
    any_of(ANY, SCALAR, Axes((E,)), Axes((F, E)), Axes((B, E)), Axes((D,))),
]
WIDTHS = [
    *each(
        {},
        {"a": (1, 2)},
        {A: (0, 0)},
        {"a": (1, 0), "b": (0, 2)},
        {"d": (1, 1)},
        {WRONG: (1, 1)},
        {"a": (0, 1), A: (0, 1)},
    ),
    any_of({UNKNOWN_A: (1, 1)}, {A: (1, 1)}, {Axis("a", 35): (1, 1)}),
]
STARTS = [
    *each({}, {"a": 0}, {"a": 1}, {"a": -1}, {A: 0}, {WRONG: 0}, {"d": 0}, {"a": 0, "b": 1}, {"e": 0}),
    any_of({"a": SCALAR}, {"a": 0}, {"a": 1}, {"a": SCALAR}),
    any_of({UNKNOWN_A: 0}, {A: 0}, {Axis("a", 35): 0}),
]
CUTS = [
    *each(
        ("a",),
        ("a", "e"),
        ("a", "b"),
        ("a", Axis("e", 1)),
        ("a", E),
        ("a", None, 1),
        ("a", None, 0, 1),
        ("a", "e", 1, 2),
    ),
    *each(
        (A, "e", 0, 1),
        (WRONG, "e", 0, 1),
        ("d", "e"),
        ("d", None, 1, 2),
        ("a", "a", 0, 2),
        ("a", "d", 0, 1),
        ("a", None, -1),
    ),
    *each(
        ({"a": 0}, {"a": 1}),
        ({"a": 0, "b": 1}, {"a": Axis("e", 1)}),
        ({"a": 1},),
        ({"b": 0, "a": 0}, {"b": Axis("a", 1), "a": Axis("b", 1)}),
    ),
    *each(({"d": 0}, {"d": Axis("e", 1)}), ({"a": 0}, {"b": 1}), ({"a": 0, "d": 0}, {"a": 1, "d": 1})),
    any_of(("a", of_size("e", None)), ("a", Axis("e", 1)), ("a", Axis("e", 2))),
    any_of(("a", "e", SCALAR, 1), ("a", "e", 0, 1), ("a", "e", 1, 1), ("a", "e", SCALAR, 1)),
    any_of(("a", "e", SCALAR), ("a", "e", 0), ("a", "e", 1)),
]
PIECES = [
    *each(
        (Axis("e", 1), Axis("f", 1)),
        ("e", "f"),
        (Axis("e", 1), "f"),
        (),
        ("e",),
        ("b", F),
        (Axis("a", 1), F),
        (Axis("e", 3), F),
    ),
    *each((Axis("d", 1), F), (Axis("e", 1), Axis("e", 1))),
    any_of((of_size("e", None), F), (Axis("e", 1), F), (Axis("e", 34), F)),
]
LENGTHS = [
    *each(None, "a", A, Axis("a", 3), ("a", "b"), {"a": 3}, {"a": 3, "b": None}, {"a": Axis("a", 3)}, {"a": E}, (), {}),
    *each({"a": 0}, "d", {"d": 4}, ["b", "a"], ("a", "a"), {"b": 2, "a": None}),
    any_of(UNKNOWN_A, *(Axis("a", size) for size in (2, 9))),
    any_of({"a": UNKNOWN_A}, *({"a": Axis("a", size)} for size in (2, 9))),
]

TYPES: list[tuple[Any, list[Some]]] = [
    (AxisSelector, SELECTORS),
    (AxisSelection | Axes, SELECTIONS),
    (Axes | int, POSITIONS),
    (Mapping[AxisSelector, AxisSelector], RENAMES),
    (Mapping[AxisSelector, object], STARTS),
    (Mapping[AxisSelector, tuple[int, int]], WIDTHS),
    (Sequence[AxisSelector], PIECES),
    (Matrix, MATRICES),
    (Order, [*ORDERS, *GAPPED]),
    (without_none(Along), LENGTHS),
    (int, each(0, 1, 2, 3)),
    (bool, each(False, True)),
    (object, each(None)),
    (EllipsisType, each(None, ...)),
]
"""The arguments of each type."""

NAMES: dict[str, list[Some]] = {
    **dict.fromkeys(("new_axis", "new_axis_name", "class_axis", "degree"), NEW),
    "Counts": each("e", E),
    "Unique": each("e", "a", E),
    "variable": each("b", "a", "d", B),
    "size": [*each("e", "a", E), E_SOME],
    "flatten_axes.new_axis": [
        *each("e", "a", "b", "d", E),
        any_of(of_size("e", None), *(Axis("e", size) for size in (6, 66, 105, 2, 35))),
    ],
    "new_axes": FACTORS,
    "split.new_axes": PIECES,
    **dict.fromkeys(("qr.new_axis", "svd.new_axis", "svdvals.new_axis"), SHARED),
    "top_k.k": each(1, 3),
    "top_k.new_axis": [*each("e", "b", Axis("e", 1)), any_of(of_size("e", None), F.alias("e"), E)],
    "axes": SHAPES,
    "shape": SHAPES,
    "broadcast_axis.axis": SHAPES,
    "fftshift.axes": SELECTIONS,
    "item": INDICES,
    "slices": INDICES,
    "linspace.axis": NEW,
    "fftfreq.axis": NEW,
    "rfftfreq.axis": NEW,
    "axis2": each("b", "a", "d", B),
    "Window": WINDOWS,
    "stride": STRIDES,
    "padding": PADDINGS,
    "use_ceil": FLAGS,
    "unpackbits.count": each(0, 9, -1, -100),
}
"""The arguments of parameters of a name, where their type does not tell what fits."""
