"""The changes of one node of a syntax tree: nodes that may stand in its place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import Any, Final, TypeVar

N = TypeVar("N", bound=ast.AST)

_COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
}
_HALVES: Final = (ast.Add, ast.BitOr, ast.BitAnd, ast.Mod)
"""Operators of tuples, sets and dicts too: one operand is left."""

_OTHER_NAMES: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_KEEPS_ORDER: Final = frozenset({"isinstance", "issubclass", "cast", "getattr", "hasattr", "setattr", "zip"})
"""Two-argument calls that only crash with their arguments swapped, or to which order means nothing."""


def changed(node: N, **fields: Any) -> N:
    """A copy of a node with other fields."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def without(items: Sequence[N]) -> Iterator[list[N]]:
    """The items without one of them."""
    for i in range(len(items)):
        yield [*items[:i], *items[i + 1 :]]


def of_expression(node: ast.expr) -> Iterator[ast.expr]:
    """What may stand in the place of an expression."""
    if (edit := _EXPRESSIONS.get(type(node))) is not None:
        yield from edit(node)


def _compare(node: ast.Compare) -> Iterator[ast.expr]:
    for i, op in enumerate(node.ops):
        for other in _COMPARISONS[type(op)]:
            yield changed(node, ops=[*node.ops[:i], other(), *node.ops[i + 1 :]])


def _bool_op(node: ast.BoolOp) -> Iterator[ast.expr]:
    yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for rest in without(node.values):
        yield rest[0] if len(rest) == 1 else changed(node, values=rest)


def _unary_op(node: ast.UnaryOp) -> Iterator[ast.expr]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _bin_op(node: ast.BinOp) -> Iterator[ast.expr]:
    if isinstance(node.op, _HALVES):
        yield node.left
        yield node.right
    elif (other := _OPERATORS.get(type(node.op))) is not None:
        yield changed(node, op=other())


def _constant(node: ast.Constant) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield changed(node, value=not value)
    elif isinstance(value, int):
        yield changed(node, value=value + 1)
        if value:
            yield changed(node, value=value - 1)
    elif isinstance(value, str):
        yield changed(node, value=f"{value}_" if value else "_")


def _if_exp(node: ast.IfExp) -> Iterator[ast.expr]:
    yield node.body
    yield node.orelse


def _call(node: ast.Call) -> Iterator[ast.expr]:
    for rest, gone in zip(without(node.keywords), node.keywords, strict=True):
        if gone.arg != "strict":
            yield changed(node, keywords=rest)
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if isinstance(node.func, ast.Name) and name in _OTHER_NAMES:
        yield changed(node, func=changed(node.func, id=_OTHER_NAMES[name]))
    if name == "reversed":
        yield node.args[0]
    starred = any(isinstance(arg, ast.Starred) for arg in node.args)
    if len(node.args) == 2 and not starred and name not in _KEEPS_ORDER:
        yield changed(node, args=node.args[::-1])


def _items(node: ast.Tuple | ast.List) -> Iterator[ast.expr]:
    if isinstance(node.ctx, ast.Load):
        for rest in without(node.elts):
            yield changed(node, elts=rest)


def _comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[ast.expr]:
    for i, loop in enumerate(node.generators):
        for rest in without(loop.ifs):
            loops = [*node.generators[:i], changed(loop, ifs=rest), *node.generators[i + 1 :]]
            yield changed(node, generators=loops)


def _slice(node: ast.Slice) -> Iterator[ast.expr]:
    for name in ("lower", "upper", "step"):
        if getattr(node, name) is not None:
            yield changed(node, **{name: None})


_EXPRESSIONS: Final[dict[type[ast.expr], Callable[[Any], Iterator[ast.expr]]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary_op,
    ast.BinOp: _bin_op,
    ast.Constant: _constant,
    ast.IfExp: _if_exp,
    ast.Call: _call,
    ast.Tuple: _items,
    ast.List: _items,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.Slice: _slice,
}


def of_statement(node: ast.stmt, bound: set[str]) -> Iterator[ast.stmt]:
    """What may stand in the place of a statement; `bound` are names that have a value before it."""
    if isinstance(node, ast.If):
        yield changed(node, test=ast.Constant(True))
        yield changed(node, test=ast.Constant(False))
    elif isinstance(node, ast.While):
        yield changed(node, test=ast.Constant(False))
    elif isinstance(node, ast.For):
        yield changed(node, iter=ast.Tuple([], ast.Load()))
    elif isinstance(node, ast.Match) and len(node.cases) > 1:
        for rest in without(node.cases):
            yield changed(node, cases=rest)
    elif isinstance(node, ast.Return):
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield changed(node, value=ast.Constant(None))
    elif _can_go(node, bound):
        yield ast.Pass()


def _can_go(node: ast.stmt, bound: set[str]) -> bool:
    """Whether a statement may be left out without breaking what follows."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant | ast.Yield)
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        places = all(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets)
        return places or (len(names) == len(node.targets) and set(names) <= bound)
    return isinstance(node, ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Delete)
