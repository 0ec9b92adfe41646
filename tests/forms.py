"""The forms in which the rule of each operation is called when all its calls are enumerated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import prod
from typing import Any

from haliax.pure.axes import Axes
from haliax.pure.axis import Axis, of_size
from haliax.pure.operation import Operation
from haliax.pure.wants import Kind, Parameter
from tests.arguments import GAPPED, NAMES, NEW, ORDERS, SELECTIONS, SELECTORS, TYPES, VAGUE, WRONG, A, B, C, E, each
from tests.calls import with_defaults, without_none
from tests.descriptions import Some, any_of, arrays, just, packed
from tests.enumeration import LEFT_OUT, Form, Report, holding
from tests.imprecise import WITHIN_SHAPE
from tests.laws import label

MISSING = just(LEFT_OUT)


def alone(full: bool) -> Sequence[Some]:
    """The arrays that a rule of one array is tried with."""
    return arrays("abc" if full else "ab", rows=("Rest",), over="abcd", most=4, sizes="many")


def fewer(full: bool) -> Sequence[Some]:
    """The arrays for a rule with so many other arguments that fewer have to do."""
    return arrays("abc" if full else "ab", rows=("Rest",), over="abcd" if full else "abc", most=4)


def first(full: bool) -> Sequence[Some]:
    """The first of two arrays."""
    return arrays("abc" if full else "ab", rows=("Rest",), over="abc", most=3)


def second(full: bool) -> Sequence[Some]:
    """The second of two arrays."""
    return arrays("abc" if full else "ab", rows=("Rest", "More"), said=True, over="abc", most=3)


def names_only(full: bool) -> Sequence[Some]:
    """One of two arrays of which no size is known."""
    return first(full) if full else arrays("ab", rows=("Rest",), sized=False, over="abc", most=3)


def small() -> Sequence[Some]:
    """One of three arrays."""
    return arrays("ab", sized=False, over="ab", most=3, sizes="few")


def forms(operation: Operation[Any], *, full: bool = False) -> list[Form]:
    """The forms of the calls of an operation's rule."""
    special = FORMS.get(label(operation))
    if special is not None:
        return special(operation.parameters, full)
    taken = [p for p in operation.parameters if p.want.kind is Kind.ARRAY and not p.want.whole]
    others = {p.name: arguments(operation, p) for p in operation.parameters if p not in taken}
    many = prod(sum(len(some.exact) for some in pool) for pool in others.values()) > 60
    one = fewer(full) if many else alone(full)
    pools = {0: [], 1: [one], 2: [first(full), second(full)]}.get(len(taken), [small()] * len(taken))
    others |= {parameter.name: list(pool) for parameter, pool in zip(taken, pools, strict=True)}
    optional = with_defaults(operation)
    return [[(p, [*([MISSING] if p.name in optional else []), *others[p.name]]) for p in operation.parameters]]


def arguments(operation: Operation[Any], parameter: Parameter) -> list[Some]:
    """All arguments of a parameter that is no array; none if nothing says which there are."""
    by_name = NAMES.get(f"{operation.name}.{parameter.name}") or NAMES.get(parameter.name)
    if by_name:
        return by_name
    wanted = without_none(parameter.type)
    found = next((pool for of_type, pool in TYPES if of_type == wanted), [])
    return [*found, just(None)] if found and wanted != parameter.type else found


Parameters = Sequence[Parameter]


def _reductions(parameters: Parameters, full: bool) -> list[Form]:
    array, axis, where = parameters
    few = [MISSING, *each("b", ("b", "a")), VAGUE[1]]
    return [
        [(array, fewer(full)), (axis, [MISSING, just(None), *SELECTIONS])],
        [(array, first(full)), (axis, few[:2]), (where, second(full))],
        [(array, names_only(full)), (axis, few[1:]), (where, names_only(full))],
    ]


def _quantiles(parameters: Parameters, full: bool) -> list[Form]:
    array, q, axis = parameters
    return [
        [(array, fewer(full)), (q, each(Axes(), Axes((E,)))), (axis, [MISSING, just(None), *SELECTIONS])],
        [(array, names_only(full)), (q, second(full)), (axis, each("b"))],
    ]


def _equations(parameters: Parameters, full: bool) -> list[Form]:
    a, b, axis = parameters
    return [
        [(a, first(full)), (b, small()), (axis, each(("a", "b"), ("b", "a"), ("a", "d"), ("a",)))],
        [(a, names_only(full)), (b, second(full)), (axis, each(("a", "b")))],
    ]


def _where(parameters: Parameters, full: bool) -> list[Form]:
    condition, x, y, new_axis = parameters
    return [
        [(condition, small()), (x, small()), (y, small())],
        [(condition, alone(full)), (new_axis, NEW)],
        [(condition, small()), (x, [MISSING, *small()]), (new_axis, [MISSING, *each("e")])],
    ]


def _within_shape(parameters: Parameters, full: bool) -> list[Form]:
    key, shape, low, *others = parameters
    shapes = [*each((A,), ("a", "b"), ("e", A), ()), *VAGUE[:4], VAGUE[-1]]
    if not others:
        return [[(key, each(None)), (shape, NAMES["shape"]), (low, second(full))]]
    (high,) = others
    return [
        [(key, each(None)), (shape, NAMES["shape"]), (low, second(full)), (high, each(Axes()))],
        [(key, each(None)), (shape, shapes), (low, small()), (high, small())],
    ]


def _categorical(parameters: Parameters, full: bool) -> list[Form]:
    key, logits, axis, shape = parameters
    return [
        [(key, each(None)), (logits, alone(full)), (axis, SELECTORS)],
        [(key, each(None)), (logits, first(full)), (axis, each("a")), (shape, [*NAMES["shape"], just(None)])],
    ]


def _choice(parameters: Parameters, full: bool) -> list[Form]:
    key, shape, array, axis, p = parameters
    few = each(E, (), (E, A))
    return [
        [(key, each(None)), (shape, NAMES["shape"]), (array, fewer(full)), (axis, each("a"))],
        [(key, each(None)), (shape, few), (array, first(full)), (axis, SELECTORS)],
        [(key, each(None)), (shape, few[:1]), (array, first(full)), (axis, each("a")), (p, second(full))],
    ]


def _updates(parameters: Parameters, full: bool) -> list[Form]:
    array, start, update = parameters
    starts = each({}, {"a": 1}, {"b": 0, A: 0}, {"d": 0})
    starts.append(any_of({"a": Axes()}, {"a": 0}, {"a": 1}, {"a": Axes()}))
    return [
        [(array, first(full)), (start, starts[:1]), (update, second(full))],
        [(array, names_only(full)), (start, starts), (update, names_only(full))],
    ]


def _dot(parameters: Parameters, full: bool) -> list[Form]:
    several, axis, out_axes = parameters
    few = [*each(None, "a", ("a", "b"), ()), VAGUE[1], VAGUE[6]]
    one = packed(fewer(full))
    three = [(several, packed(small()))] * 3
    return [
        [(several, one), (axis, SELECTIONS)],
        [(several, one), (axis, each("a")), (out_axes, [*ORDERS, *GAPPED, just(None)])],
        [(several, packed(first(full))), (several, packed(second(full))), (axis, each("a"))],
        [*[(several, packed(names_only(full)))] * 2, (axis, few if full else few[2:5])],
        [*three, (axis, few if full else each("a"))],
        [(several, each(("a",), (None,))), *three[:2]],
        [three[0], (several, each(("a",))), three[0]],
        [(several, each(())), (axis, each("a"))],
    ]


ALONE = (
    "x y -> y",
    "x ... -> ... x",
    "... x -> x ...",
    "x y z -> ",
    "{a} -> ",
    "{a ...} -> ... a",
    "-> a b",
    "{a} -> ... b",
)
PAIRS = (
    "x y, y -> x",
    "x ..., y -> x ... y",
    "... x, x ... -> ...",
    "x, y -> y x",
    "x ..., x -> x ...",
    "... x y, y -> ... x",
)
JOINED = ("{a} -> ", "{a} -> b", "{a} -> b ...", "{d} -> ...", "-> b", "{...} -> a", "{} -> b a")


def _einsum(parameters: Parameters, full: bool) -> list[Form]:
    equation, several, *_, aliases = parameters
    bound = [
        *each({}, {"x": "a"}, {"x": A}, {"x": "d"}, {"q": "a"}),
        any_of({"x": of_size("a", None)}, {"x": A}, {"x": Axis("a", 35)}),
    ]
    named = [
        *each({}, {"a": "b"}, {"a": A}, {"a": "d"}),
        any_of({"a": of_size("a", None)}, {"a": A}, {"a": Axis("a", 35)}),
    ]
    by_place, by_name = (each(*(e for e in ALONE if ("x" in e) is has)) for has in (True, False))
    one = (several, packed(fewer(full)))
    pairs = [(several, packed(names_only(False)))] * 2
    three = [(several, packed(small()))] * 3
    return [
        [(equation, by_place), one, (aliases, bound)],
        [(equation, by_name), one, (aliases, named)],
        [(equation, each(*(PAIRS + JOINED if full else PAIRS[:4] + JOINED[:3]))), *pairs, (aliases, each({}))],
        *([[(equation, each("x ..., x ..., y -> x y ...")), *three, (aliases, each({}))]] if full else []),
        [(equation, each("x -> x")), (several, each(())), (aliases, each({}))],
    ]


BY_PLACE = (
    *("x y -> y x", "x y z -> z x y", "x ... -> ... x", "... x -> x ...", "x ... y -> y ... x", "x y ... -> y x ..."),
    *("x y -> (e: y x)", "x ... -> (e: x ...)", "x ... -> x (e: ...)", "(x: p q) ... -> ... p q", "x (p q) -> q x p"),
    *(
        "x y ... -> (b: x y) ...",
        "... -> ...",
        " -> ",
        "... x -> (e: x) ...",
        "x y z -> x (e: z y)",
        "x ... -> ... (x: x)",
    ),
)
BY_NAME = (
    *(
        "{a b} -> b a",
        "{a} -> ... a",
        "{a b} -> b ... a",
        "{a ...} -> (e: ... a)",
        "{a b} -> (e: b a) ...",
        "{...} -> ...",
    ),
    *(
        "{(a: p q)} -> ... p q",
        "{(a: p a) b} -> p a b",
        "{d} -> d ...",
        "{a} -> (b: a) ...",
        "{a} -> (e: ) a ...",
        "{} -> ...",
    ),
)


def _rearrange(parameters: Parameters, full: bool) -> list[Form]:
    array, args, kwargs = parameters
    x = [
        *each({}, {"x": "a"}, {"x": A}, {"x": "d"}, {"x": 2}),
        any_of({"x": of_size("a", None)}, {"x": A}, {"x": Axis("a", 35)}),
    ]
    p = [*each({}, {"p": 2}, {"q": Axis("f", 1)}, {"p": "b", "q": 2}, {"p": 0, "q": 3}, {"e": 6, "p": 1})]
    p.append(any_of({"p": of_size("f", None)}, {"p": Axis("f", 2)}, {"p": Axis("f", 1)}, {"p": Axis("f", 35)}))
    a = [
        *each({}, {"a": "b"}, {"a": A}, {"a": "d"}, {"a": 4}, {"e": 6}, {"e": "b"}),
        any_of({"a": of_size("a", None)}, {"a": A}, {"a": Axis("a", 35)}),
    ]

    def texts(of: Sequence[str], splits: bool) -> list[Some]:
        return each(*((text,) for text in of if ("p" in text) is splits))

    return [
        [
            (array, fewer(full)),
            (args, [Some((o.vague,), (((o.vague,), ()),)) for o in (*ORDERS, *GAPPED)]),
            (kwargs, each({})),
        ],
        [(array, fewer(full)), (args, texts(BY_PLACE, False)), (kwargs, x)],
        [(array, fewer(full)), (args, texts(BY_NAME, False)), (kwargs, a)],
        [(array, fewer(full)), (args, texts((*BY_PLACE, *BY_NAME), True)), (kwargs, p)],
    ]


def _joins(parameters: Parameters, full: bool) -> list[Form]:
    axis, several = parameters
    sized = ((several, packed(first(full))), (several, packed(second(full))))
    axes = [
        *SELECTORS,
        *each("e", "b", Axis("a", 70), Axis("e", 2), Axis("e", 3)),
        any_of(of_size("e", None), Axis("e", 2), E),
    ]
    few = each("a", "e", *([Axis("a", 4)] if full else []))
    return [
        [(axis, axes), (several, [just(()), *packed(fewer(full))])],
        [(axis, few[:1]), *sized],
        [(axis, few[1:]), *[(several, packed(names_only(full)))] * 2],
        [(axis, few), *[(several, packed(small()))] * 3],
    ]


def _pools(parameters: Parameters, full: bool) -> list[Form]:
    window, array, stride, padding, ceil = parameters
    from tests.arguments import FLAGS, PADDINGS, STRIDES, WINDOWS

    few = [*each(A, (Axis("b", 2), A)), WINDOWS[-3]]
    return [
        [(window, WINDOWS), (array, fewer(full))],
        [(window, few), (array, first(full)), (stride, STRIDES), (padding, [MISSING, *PADDINGS[3:4]])],
        [(window, few), (array, first(full)), (stride, STRIDES[1:3]), (padding, PADDINGS)],
        [(window, few), (array, first(full)), (stride, STRIDES[2:3]), (padding, PADDINGS[:1]), (ceil, FLAGS)],
    ]


def _slice(parameters: Parameters, full: bool) -> list[Form]:
    array, args, _ = parameters
    from tests.arguments import CUTS

    return [[(array, fewer(full)), (args, CUTS)]]


def _standardize(parameters: Parameters, full: bool) -> list[Form]:
    x, axis, mean, variance, where = parameters
    return [
        [(x, fewer(full)), (axis, SELECTIONS)],
        [(x, first(full)), (axis, each("b")), (mean, second(full))],
        [(x, small()), (axis, each(("a",))), (variance, small()), (where, [MISSING, *small()])],
    ]


GIVEN = [MISSING, *each(None, ...)]


def _losses(parameters: Parameters, full: bool) -> list[Form]:
    arr, reduction, axis, where, weight = parameters
    return [
        [(arr, fewer(full)), (reduction, GIVEN), (axis, [MISSING, *SELECTIONS])],
        [(arr, first(full)), (reduction, GIVEN[1:]), (axis, [MISSING, *each("b")]), (where, second(full))],
        [(arr, small()), (reduction, GIVEN[1:]), (axis, [MISSING]), (where, small()), (weight, small())],
    ]


def _entropies(parameters: Parameters, full: bool) -> list[Form]:
    logits, label, targets, reduction, where, axis, weight = parameters
    exact = each(Axes((A, B)))
    return [
        [(logits, first(full)), (label, SELECTORS), (targets, small())],
        [(logits, names_only(full)), (label, each("a")), (targets, names_only(full)), (reduction, GIVEN[1:])],
        [
            *((logits, small()), (label, each("b")), (targets, exact), (reduction, GIVEN)),
            *((where, [MISSING, *small()]), (axis, [MISSING, *SELECTIONS[:4]])),
        ],
        [(logits, small()), (label, each("b")), (targets, exact), (where, [MISSING]), (weight, small())],
    ]


def _binary_entropies(parameters: Parameters, full: bool) -> list[Form]:
    logits, targets, reduction, where, axis, weight = parameters
    return [
        [(logits, first(full)), (targets, second(full)), (reduction, GIVEN)],
        [
            *((logits, small()), (targets, small()), (reduction, [MISSING])),
            *((where, small()), (axis, [MISSING, *each("a", ("b", "a"))])),
        ],
        [(logits, small()), (targets, each(Axes())), (reduction, GIVEN[1:]), (where, [MISSING]), (weight, small())],
    ]


POSITIONS = [*each("a", "b", "e", A, Axis("b", 3), E), any_of(of_size("e", None), E, Axis("e", 7))]


def _pairs_of_positions(parameters: Parameters, full: bool) -> list[Form]:
    queries, keys, *numbers = parameters
    none = [(number, each(Axes())) for number in numbers]
    some = [(number, small()) for number in numbers[:2]]
    return [
        [(queries, POSITIONS), (keys, POSITIONS), *none],
        [(queries, each("a", "e")), (keys, each("d")), *some, *none[2:]],
        [(queries, each("a", "e")), (keys, each("b")), (numbers[0], fewer(full)), *none[1:]],
    ]


def _segments(parameters: Parameters, full: bool) -> list[Form]:
    queries, keys, segments, others = parameters
    return [
        [(queries, SELECTORS), (keys, POSITIONS), (segments, fewer(full))],
        [(queries, each("a", WRONG)), (keys, each("b", "c")), (segments, first(full)), (others, small())],
    ]


def _combined(parameters: Parameters, full: bool) -> list[Form]:
    first_mask, second_mask = parameters
    return [[(first_mask, [just(None), *first(full)]), (second_mask, [just(None), *second(full)])]]


QUERIES = [*each(Axes((A, C))), any_of(Axes((C, A), ordered=False), Axes((C, A)), Axes((A, C)))]
KEYS = [*each(Axes((B, A))), any_of(Axes((A, of_size("b", None))), Axes((A, B)), Axes((A, Axis("b", 33))))]


def _weights(parameters: Parameters, full: bool) -> list[Form]:
    compared, positions, query, key, mask, bias = parameters
    queries = arrays("ac", sized=False, over="abc", most=3, sizes="few")
    fixed = [(compared, each("a")), (positions, each("b"))]
    return [
        [*fixed, (query, queries), (key, small())],
        [(compared, SELECTORS), (positions, SELECTIONS), (query, QUERIES), (key, KEYS)],
        [*fixed, (query, QUERIES), (key, KEYS), (mask, names_only(full)), (bias, [MISSING, *each(Axes((B,)))])],
    ]


def _attention(parameters: Parameters, full: bool) -> list[Form]:
    positions, compared, query, key, value, mask, _ = parameters
    queries = arrays("ac", sized=False, over="ac", most=3, sizes="few")
    fixed = [(positions, each("b")), (compared, each("a"))]
    return [
        [*fixed, (query, QUERIES), (key, KEYS), (value, arrays("bc", sized=False, over="bcd", most=3))],
        [*fixed, (query, queries), (key, KEYS[:1]), (value, small())],
        [(positions, SELECTIONS), (compared, each("a")), (query, QUERIES[:1]), (key, KEYS), (value, KEYS)],
        [*fixed, (query, QUERIES), (key, KEYS), (value, each(Axes((B,)))), (mask, small())],
    ]


FORMS: dict[str, Callable[[Parameters, bool], list[Form]]] = {
    "reductions.all": _reductions,
    "statistics.average": _reductions,
    "statistics.quantile": _quantiles,
    "linalg.solve": _equations,
    "elementwise.where": _where,
    **dict.fromkeys((f"random.{op}" for op in WITHIN_SHAPE), _within_shape),
    "random.categorical": _categorical,
    "random.choice": _choice,
    "updating.updated_slice": _updates,
    "contraction.dot": _dot,
    "contraction.einsum": _einsum,
    "rearranging.rearrange": _rearrange,
    "joining.concatenate": _joins,
    "joining.stack": _joins,
    "indexing.slice": _slice,
    "nn.standardize": _standardize,
    "nn_loss.reduce_loss": _losses,
    "nn_loss.cross_entropy_loss": _entropies,
    "nn_loss.binary_cross_entropy_loss": _binary_entropies,
    "nn_masks.causal_mask": _pairs_of_positions,
    "nn_masks.prefix_lm_mask": _pairs_of_positions,
    "nn_masks.segment_mask": _segments,
    "nn_masks.combine_masks_and": _combined,
    "nn_attention.dot_product_attention_weights": _weights,
    "nn_attention.dot_product_attention": _attention,
    "pooling.max_pool": _pools,
}
"""The forms of operations whose arguments depend on each other."""


@cache
def report(operation: Operation[Any], full: bool = False) -> Report:
    """What comes of all calls of the rule of an operation."""
    return holding(operation.rule, forms(operation, full=full))
