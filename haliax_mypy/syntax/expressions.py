"""Expressions that are looked for wherever they stand in a module: `(x := f(x))`, comprehensions, calls of some kinds.

mypy's own visitors cannot be inherited from, so the parts of each kind of expression are named here.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    TupleExpr,
    UnaryExpr,
    WhileStmt,
    WithStmt,
    YieldExpr,
)

from haliax_mypy.names import HELD, ISINSTANCE
from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import statements
from haliax_mypy.syntax.written import is_handed

_PARTS: Final[dict[type[Node], tuple[str, ...]]] = {
    AssertStmt: ("expr",),
    AssignmentExpr: ("value",),
    AssignmentStmt: ("rvalue",),
    AwaitExpr: ("expr",),
    CallExpr: ("callee", "args"),
    ComparisonExpr: ("operands",),
    ConditionalExpr: ("cond", "if_expr", "else_expr"),
    DictExpr: ("items",),
    DictionaryComprehension: ("key", "value", "sequences", "condlists"),
    ExpressionStmt: ("expr",),
    ForStmt: ("expr",),
    GeneratorExpr: ("left_expr", "sequences", "condlists"),
    IfStmt: ("expr",),
    IndexExpr: ("base", "index"),
    LambdaExpr: ("body",),
    ListComprehension: ("generator",),
    ListExpr: ("items",),
    MatchStmt: ("subject", "guards"),
    MemberExpr: ("expr",),
    OpExpr: ("left", "right"),
    OperatorAssignmentStmt: ("rvalue",),
    ReturnStmt: ("expr",),
    SetComprehension: ("generator",),
    SetExpr: ("items",),
    StarExpr: ("expr",),
    TupleExpr: ("items",),
    UnaryExpr: ("expr",),
    WhileStmt: ("expr",),
    WithStmt: ("expr",),
    YieldExpr: ("expr",),
}

_WANTED: Final = (AssignmentExpr, ComparisonExpr, DictionaryComprehension, GeneratorExpr, OpExpr)


@once
def named(module: MypyFile) -> list[AssignmentExpr]:
    """The expressions that give what they make a name."""
    return [expr for expr in _wanted(module) if isinstance(expr, AssignmentExpr)]


@once
def comprehensions(module: MypyFile) -> list[GeneratorExpr | DictionaryComprehension]:
    """The comprehensions and generators."""
    return [expr for expr in _wanted(module) if isinstance(expr, GeneratorExpr | DictionaryComprehension)]


@once
def receivers(module: MypyFile) -> list[Expression]:
    """The calls of whose results a part is taken: `f(x)` in `f(x).sum("batch")` and in `f(x)[0]`."""
    called = [expr.callee for expr in _wanted(module) if isinstance(expr, CallExpr)]
    indexed = [expr.base for expr in _wanted(module) if isinstance(expr, IndexExpr)]
    return [*indexed, *(callee.expr for callee in called if isinstance(callee, MemberExpr))]


@once
def conditionals(module: MypyFile) -> list[ConditionalExpr]:
    """What lambdas give of which there are two: `lambda x: f(x) if x.ndim else x`."""
    found = [expr for expr in _wanted(module) if isinstance(expr, LambdaExpr)]
    left = [expr.expr() for expr in found]
    kept: list[ConditionalExpr] = []
    for expr in left:
        if isinstance(expr, ConditionalExpr):
            kept.append(expr)
            left += [expr.if_expr, expr.else_expr]
    return kept


@once
def binary(module: MypyFile) -> list[OpExpr | ComparisonExpr]:
    """The operators between operands."""
    return [expr for expr in _wanted(module) if isinstance(expr, OpExpr | ComparisonExpr)]


@once
def instance_checks(module: MypyFile) -> list[CallExpr]:
    """The calls of `isinstance`."""
    return [expr for expr in _wanted(module) if isinstance(expr, CallExpr) and _is_check(expr)]


@once
def _wanted(module: MypyFile) -> list[Expression]:
    return [expr for statement, _ in statements(module.defs) for expr in within(statement)]


def within(node: Node) -> Iterator[Expression]:
    """The expressions of these kinds in an expression or a statement, but for those in statements within it."""
    left: list[Any] = [node]
    while left:
        part = left.pop()
        if isinstance(part, list | tuple):
            left += part
            continue
        if isinstance(part, LambdaExpr):
            left.append(part.expr())
            if isinstance(part.expr(), ConditionalExpr):
                yield part
            continue
        if isinstance(part, CallExpr) and is_handed(part, HELD):
            left += [getattr(part.args[0], name) for name in _PARTS.get(type(part.args[0]), ())]
            continue
        if isinstance(part, _WANTED) or (isinstance(part, CallExpr | IndexExpr) and _is_special(part)):
            yield part
        left += [getattr(part, name) for name in _PARTS.get(type(part), ())]


def _is_special(expr: CallExpr | IndexExpr) -> bool:
    if isinstance(expr, IndexExpr):
        return isinstance(expr.base, CallExpr)
    return _is_check(expr) or _is_chained(expr)


def _is_check(call: CallExpr) -> bool:
    return isinstance(call.callee, NameExpr) and call.callee.fullname == ISINSTANCE and len(call.args) == 2


def _is_chained(call: CallExpr) -> bool:
    return isinstance(call.callee, MemberExpr) and isinstance(call.callee.expr, CallExpr)
