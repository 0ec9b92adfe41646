"""Expressions that are looked for wherever they stand in a module: `(x := f(x))`, comprehensions, calls of some kinds.

mypy's own visitors cannot be inherited from, so the parts of each kind of expression are named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from mypy.nodes import (
    AssertStmt,
    AssignmentExpr,
    AssignmentStmt,
    AwaitExpr,
    CallExpr,
    ComparisonExpr,
    ConditionalExpr,
    DictExpr,
    DictionaryComprehension,
    Expression,
    ExpressionStmt,
    ForStmt,
    GeneratorExpr,
    IfStmt,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    OpExpr,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    StarExpr,
    TempNode,
    TupleExpr,
    UnaryExpr,
    WhileStmt,
    WithStmt,
    YieldExpr,
)

from haliax_mypy.names import HELD, ISINSTANCE
from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import all_statements
from haliax_mypy.syntax.written import is_handed

_PARTS: Final[dict[type[Node], Callable[[Any], Sequence[Any]]]] = {
    AssertStmt: lambda node: (node.expr,),
    AssignmentExpr: lambda node: (node.value,),
    AssignmentStmt: lambda node: (node.rvalue,),
    AwaitExpr: lambda node: (node.expr,),
    CallExpr: lambda node: (node.callee, *node.args),
    ComparisonExpr: lambda node: node.operands,
    ConditionalExpr: lambda node: (node.cond, node.if_expr, node.else_expr),
    DictExpr: lambda node: [part for item in node.items for part in item],
    DictionaryComprehension: lambda node: (node.key, node.value, *node.sequences, *chain(*node.condlists)),
    ExpressionStmt: lambda node: (node.expr,),
    ForStmt: lambda node: (node.expr,),
    GeneratorExpr: lambda node: (node.left_expr, *node.sequences, *chain(*node.condlists)),
    IfStmt: lambda node: node.expr,
    IndexExpr: lambda node: (node.base, node.index),
    LambdaExpr: lambda node: (node.expr(),),
    ListComprehension: lambda node: (node.generator,),
    ListExpr: lambda node: node.items,
    MatchStmt: lambda node: (node.subject, *node.guards),
    MemberExpr: lambda node: (node.expr,),
    OpExpr: lambda node: (node.left, node.right),
    OperatorAssignmentStmt: lambda node: (node.rvalue,),
    ReturnStmt: lambda node: (node.expr,),
    SetComprehension: lambda node: (node.generator,),
    SetExpr: lambda node: node.items,
    StarExpr: lambda node: (node.expr,),
    TupleExpr: lambda node: node.items,
    UnaryExpr: lambda node: (node.expr,),
    WhileStmt: lambda node: (node.expr,),
    WithStmt: lambda node: node.expr,
    YieldExpr: lambda node: (node.expr,),
}
"""The expressions that each kind of node is made of."""

_WANTED: Final = frozenset({AssignmentExpr, ComparisonExpr, DictionaryComprehension, GeneratorExpr, OpExpr})


@once
def named(module: MypyFile) -> Sequence[AssignmentExpr]:
    """The expressions that give what they make a name."""
    return _wanted(module).get(AssignmentExpr, [])


@once
def comprehensions(module: MypyFile) -> Sequence[GeneratorExpr | DictionaryComprehension]:
    """The comprehensions and generators."""
    found = _wanted(module)
    return [*found.get(GeneratorExpr, []), *found.get(DictionaryComprehension, [])]


@once
def receivers(module: MypyFile) -> list[Expression]:
    """The calls of whose results a part is taken: `f(x)` in `f(x).sum("batch")` and in `f(x)[0]`."""
    called = [expr.callee for expr in _wanted(module).get(CallExpr, [])]
    indexed = [expr.base for expr in _wanted(module).get(IndexExpr, [])]
    return [*indexed, *(callee.expr for callee in called if isinstance(callee, MemberExpr))]


@once
def conditionals(module: MypyFile) -> list[ConditionalExpr]:
    """What lambdas give of which there are two: `lambda x: f(x) if x.ndim else x`."""
    left = [expr.expr() for expr in _wanted(module).get(LambdaExpr, [])]
    kept: list[ConditionalExpr] = []
    for expr in left:
        if isinstance(expr, ConditionalExpr):
            kept.append(expr)
            left += [expr.if_expr, expr.else_expr]
    return kept


def binary(module: MypyFile) -> tuple[Sequence[OpExpr], Sequence[ComparisonExpr]]:
    """The operators between operands: those that compute, and those that compare."""
    found = _wanted(module)
    return found.get(OpExpr, []), found.get(ComparisonExpr, [])


@once
def instance_checks(module: MypyFile) -> list[CallExpr]:
    """The calls of `isinstance`."""
    return [expr for expr in _wanted(module).get(CallExpr, []) if _is_check(expr)]


@once
def _wanted(module: MypyFile) -> Mapping[type[Expression], list[Any]]:
    """The expressions that are looked for, by their class."""
    found: dict[type[Expression], list[Any]] = {}
    for expr in _within([statement for statement, _ in all_statements(module)]):
        found.setdefault(type(expr), []).append(expr)
    return found


def within(node: Node) -> Iterator[Expression]:
    """The expressions of these kinds in an expression or a statement, but for those in statements within it."""
    yield from _within([node])


def _within(left: list[Any]) -> Iterator[Expression]:
    while left:
        part = left.pop()
        kind = type(part)
        if kind is CallExpr:  # this and what follows is most of what there is
            if type(part.callee) is TempNode:
                if is_handed(part, HELD):
                    if type(part.args[0]) in _PARTS:
                        left += _PARTS[type(part.args[0])](part.args[0])
                    continue
            elif _is_check(part) or _is_chained(part):
                yield part
            left.append(part.callee)
            left += part.args
        elif kind is MemberExpr:
            left.append(part.expr)
        elif kind is NameExpr:
            continue
        elif kind in _PARTS:
            if kind in _WANTED or (kind in _SPECIAL and _SPECIAL[kind](part)):
                yield part
            left += _PARTS[kind](part)


_SPECIAL: Final[dict[type[Node], Callable[[Any], bool]]] = {
    IndexExpr: lambda node: isinstance(node.base, CallExpr),
    LambdaExpr: lambda node: isinstance(node.expr(), ConditionalExpr),
}
"""Kinds that are wanted only if they are of some form."""


def _is_check(call: CallExpr) -> bool:
    return isinstance(call.callee, NameExpr) and call.callee.fullname == ISINSTANCE and len(call.args) == 2


def _is_chained(call: CallExpr) -> bool:
    return isinstance(call.callee, MemberExpr) and isinstance(call.callee.expr, CallExpr)
