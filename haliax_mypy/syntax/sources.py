"""What is assigned to which variable: mypy does not say, so the statements of a module are gone through once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ConditionalExpr,
    Context,
    Decorator,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    IndexExpr,
    LambdaExpr,
    ListExpr,
    MemberExpr,
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

from haliax.pure.rules import methods
from haliax_mypy.names import HELD, PACKAGE
from haliax_mypy.syntax.displays import starred_part
from haliax_mypy.syntax.expressions import comprehensions, conditionals, named, receivers
from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import all_of, all_statements, reveal
from haliax_mypy.syntax.written import is_handed


@once
def targets_by_source(module: MypyFile) -> dict[Context, NameExpr | None]:
    """The variable that an expression is assigned to.

    None if these are several, or if it is returned or revealed, or if a method of it is called.
    """
    pairs = _pairs(statement for statement, _ in all_statements(module))
    named_ones = ((expr.value, expr.target) for expr in named(module))
    branches = [part for whole in conditionals(module) for part in (whole.if_expr, whole.else_expr)]
    return dict([*((expr, None) for expr in [*receivers(module), *branches]), *pairs, *named_ones])


@once
def revealed(module: MypyFile) -> set[Context]:
    """The expressions whose types mypy is asked to print."""
    shown = map(reveal, all_of(module, ExpressionStmt))
    return {found.expr for found in shown if found is not None and found.expr is not None}


@once
def iterated(module: MypyFile) -> set[Context]:
    """The expressions that loops and comprehensions go through."""
    loops = (loop.expr for loop in all_of(module, ForStmt))
    return {*loops, *(sequence for inside in comprehensions(module) for sequence in inside.sequences)}


@once
def starred(module: MypyFile) -> dict[Context, tuple[int, int]]:
    """What is assigned to `first, *rest, last`, and how many names stand before and after the star."""
    found: dict[Context, tuple[int, int]] = {}
    for statement in all_of(module, AssignmentStmt):
        target = statement.lvalues[0]
        place = starred_part(target) if isinstance(target, TupleExpr) else None
        if isinstance(target, TupleExpr) and place is not None:
            found[statement.rvalue] = place, len(target.items) - place - 1
    return found


@once
def assigned_names(module: MypyFile) -> set[object]:
    """The variables that are assigned something."""
    pairs = targets_by_source(module).items()
    return {target.node for source, target in pairs if target is not None and not _is_held(source, target)}


def _is_held(source: Context, target: NameExpr) -> bool:
    """Whether a parameter is assigned itself, as `syntax.parameters` writes."""
    if not isinstance(source, CallExpr) or not is_handed(source, HELD):
        return False
    return isinstance(source.args[0], NameExpr) and source.args[0].node is target.node


@once
def targets_in_loops(module: MypyFile) -> dict[Context, NameExpr | None]:
    """Those that each turn of a loop assigns."""
    bodies = [*(loop.body for loop in all_of(module, ForStmt)), *(loop.body for loop in all_of(module, WhileStmt))]
    inside = [statement for block in bodies for statement in block.body]
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
        elif (shown := reveal(statement)) is not None and shown.expr is not None:
            yield shown.expr, None
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
                # of what is exchanged nothing is forgotten, before all of it is read
                yield from _values(*pair) if parts is source else ((part, None) for part, _ in _values(*pair))
        yield source, None
    elif isinstance(target, NameExpr):
        yield source, target
        if isinstance(source, CallExpr) and isinstance(source.callee, LambdaExpr):
            yield source.callee.expr(), None


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several expressions of which a variable is assigned one: `x = f(x) if flag else g(x)`, `x = x or f(x)`.

    Attributes:
        target: The variable.
        is_free: Whether its type will not be expected of a call of a generic function.
        conditions: On what it depends whether this one is assigned, and whether that must hold.
    """

    target: NameExpr
    is_free: bool = True
    conditions: tuple[tuple[Expression, bool], ...] = ()


@once
def branches(module: MypyFile) -> dict[Context, Branch]:
    """The expressions that are one of several."""
    return {
        source: branch
        for statement in all_of(module, AssignmentStmt)
        if type(statement.rvalue) in _BRANCHING and isinstance(statement.lvalues[0], NameExpr)
        for source, branch in _branches(statement.rvalue, Branch(statement.lvalues[0]))
    }


_BRANCHING: Final = frozenset({ConditionalExpr, OpExpr})


def _branches(source: Expression, whole: Branch) -> Iterator[tuple[Expression, Branch]]:
    sources: tuple[Expression, ...] = ()
    if isinstance(source, ConditionalExpr):
        sources = (source.if_expr, source.else_expr)
    elif isinstance(source, OpExpr) and source.op in ("and", "or"):
        sources = (source.left, source.right)
    for i, part in enumerate(sources):
        conditions = ((source.cond, i == 0),) if isinstance(source, ConditionalExpr) else ()
        is_free = whole.is_free and (i == 1 or not _may_be_generic(sources[1]))
        branch = Branch(whole.target, is_free, (*whole.conditions, *conditions))
        yield part, branch
        yield from _branches(part, branch)


def _may_be_generic(expr: Expression) -> bool:
    """Whether an expression is, or has, a call of a function with type variables. Those of haliax need no help."""
    if not isinstance(expr, CallExpr):
        return isinstance(expr, ConditionalExpr)
    if isinstance(expr.callee, MemberExpr) and (expr.callee.name in methods() or _is_update(expr.callee)):
        return False  # `x.sum("batch")`, `x.at["batch", 0].set(1)`
    if isinstance(expr.callee, RefExpr) and expr.callee.fullname.startswith(PACKAGE):
        return False
    node = expr.callee.node if isinstance(expr.callee, RefExpr) else None
    typ = get_proper_type(node.type) if isinstance(node, FuncDef | Decorator | OverloadedFuncDef) else None
    items = typ.items if isinstance(typ, FunctionLike) else []
    return typ is None or any(item.variables for item in items)


def _is_update(method: MemberExpr) -> bool:
    at = method.expr.base if isinstance(method.expr, IndexExpr) else None
    return isinstance(at, MemberExpr) and at.name == "at"


def _whole(source: Expression) -> Expression:
    """The values of `a, b = b, a`, which `syntax.swaps` has put together."""
    return source.left if isinstance(source, OpExpr) and source.op == "+" else source
