"""What is assigned to which variable: mypy does not say, so the statements of a module are gone through once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ConditionalExpr,
    Context,
    Decorator,
    Expression,
    ForStmt,
    FuncDef,
    ListExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    OpExpr,
    OverloadedFuncDef,
    RefExpr,
    ReturnStmt,
    Statement,
    TupleExpr,
    WhileStmt,
    WithStmt,
)
from mypy.types import FunctionLike, get_proper_type

from haliax_mypy.syntax.statements import statements


@lru_cache(maxsize=1)
def targets_by_source(module: MypyFile) -> dict[Context, NameExpr | None]:
    """The variable that an expression is assigned to; None if these are several, or if it is returned."""
    return dict(_pairs(statement for statement, _ in statements(module.defs)))


@lru_cache(maxsize=1)
def targets_in_loops(module: MypyFile) -> dict[Context, NameExpr | None]:
    """Those that each turn of a loop assigns."""
    loops = [statement for statement, _ in statements(module.defs) if isinstance(statement, ForStmt | WhileStmt)]
    inside = [statement for loop in loops for statement in loop.body.body]
    return dict(_pairs(s for s in inside if not isinstance(s, AssignmentStmt) or isinstance(s.lvalues[0], NameExpr)))


def _pairs(body: Iterable[Statement]) -> Iterator[tuple[Context, NameExpr | None]]:
    for statement in body:
        if isinstance(statement, AssignmentStmt):
            for target in statement.lvalues:
                yield from _values(statement.rvalue, target)
        elif isinstance(statement, OperatorAssignmentStmt) and isinstance(statement.lvalue, NameExpr):
            yield statement.lvalue, statement.lvalue  # for which mypy makes an expression, with this on its left
        elif isinstance(statement, ForStmt):
            yield from _values(statement.expr, statement.index)
        elif isinstance(statement, ReturnStmt):
            if statement.expr is not None:
                yield statement.expr, None
        elif isinstance(statement, WithStmt):
            for source, named in zip(statement.expr, statement.target, strict=True):
                if named is not None:
                    yield from _values(source, named)


def _values(source: Expression, target: Expression) -> Iterator[tuple[Context, NameExpr | None]]:
    """The expressions of which one is what is assigned."""
    if isinstance(target, TupleExpr | ListExpr):
        parts = _whole(source)
        if isinstance(parts, TupleExpr | ListExpr) and len(parts.items) == len(target.items):
            for pair in zip(parts.items, target.items, strict=True):
                yield from _values(*pair)
        yield source, None
    elif isinstance(target, NameExpr):
        yield source, target


@lru_cache(maxsize=1)
def targets_by_branch(module: MypyFile) -> dict[Context, tuple[NameExpr, bool]]:
    """The variable that is assigned one of several expressions: `x = f(x) if flag else g(x)`, `x = x or f(x)`.

    And whether its type will not be expected of a call of a generic function.
    """
    return {
        branch: (statement.lvalues[0], is_free)
        for statement, _ in statements(module.defs)
        if isinstance(statement, AssignmentStmt) and isinstance(statement.lvalues[0], NameExpr)
        for branch, is_free in _branches(statement.rvalue)
    }


def _branches(source: Expression) -> Iterator[tuple[Expression, bool]]:
    branches: tuple[Expression, ...] = ()
    if isinstance(source, ConditionalExpr):
        branches = (source.if_expr, source.else_expr)
    elif isinstance(source, OpExpr) and source.op in ("and", "or"):
        branches = (source.left, source.right)
    for i, branch in enumerate(branches):
        is_free = i == 1 or not _may_be_generic(branches[1])
        yield branch, is_free
        yield from ((inner, is_free and is_inner_free) for inner, is_inner_free in _branches(branch))


def _may_be_generic(expr: Expression) -> bool:
    """Whether an expression is, or has, a call of a function with type variables."""
    if not isinstance(expr, CallExpr):
        return isinstance(expr, ConditionalExpr)
    node = expr.callee.node if isinstance(expr.callee, RefExpr) else None
    typ = get_proper_type(node.type) if isinstance(node, FuncDef | Decorator | OverloadedFuncDef) else None
    items = typ.items if isinstance(typ, FunctionLike) else []
    return typ is None or any(item.variables for item in items)


def _whole(source: Expression) -> Expression:
    """The values of `a, b = b, a`, which `syntax.swaps` has put together."""
    return source.left if isinstance(source, OpExpr) and source.op == "+" else source
