"""What mypy remembers of variables and attributes: the types that it guesses for them, and what they were last given.

Like `compat`, this uses parts of mypy that its plugin interface does not promise. A test holds each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from mypy.literals import literal_hash
from mypy.nodes import (
    AssignmentStmt,
    Block,
    ClassDef,
    Context,
    Decorator,
    Expression,
    ForStmt,
    FuncDef,
    IfStmt,
    IndexExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    OverloadedFuncDef,
    RefExpr,
    Statement,
    TryStmt,
    TupleExpr,
    TypeInfo,
    Var,
    WhileStmt,
    WithStmt,
)
from mypy.plugin import AttributeContext, CheckerPluginInterface, MethodSigContext
from mypy.types import AnyType, Instance, Type, get_proper_type

from haliax_mypy.compat import called_on


def last_given(api: CheckerPluginInterface, expr: Expression) -> Type | None:
    """The type that a variable was last given; None if there is no more to say than its type.

    The type of the expression may still have axes of earlier assignments.
    """
    if not isinstance(expr, NameExpr | MemberExpr | IndexExpr) or literal_hash(expr) is None:
        return None
    checker: Any = api
    found: Type | None = checker.binder.get(expr)
    return None if isinstance(get_proper_type(found), AnyType) else found


def is_inferred(context: Context) -> bool:
    """Whether a method is called on a variable whose type is not declared."""
    target = called_on(context)
    return isinstance(target, RefExpr) and isinstance(target.node, Var) and target.node.is_inferred


def retype_container(ctx: MethodSigContext, change: Callable[[Type], Type | None]) -> None:
    """Changes the type that mypy has just guessed for a variable from its first member: `x = []; x.append(first)`."""
    target = called_on(ctx.context)
    if isinstance(target, RefExpr) and isinstance(target.node, Var) and target.node.type is not None:
        changed = change(target.node.type)
        if changed is not None:
            checker: Any = ctx.api
            target.node.type = changed
            checker.binder.put(target, changed)


def is_narrowed(ctx: AttributeContext) -> bool:
    """Whether an attribute has been given something since the function began."""
    return isinstance(ctx.context, MemberExpr) and last_given(ctx.api, ctx.context) is not None


def is_guessed(ctx: AttributeContext) -> bool:
    """Whether the type of an attribute is not declared."""
    return _guessed(ctx) is not None


def is_assigned_again(ctx: AttributeContext) -> bool:
    """Whether an attribute, whose type is not declared, is assigned more than once in its class."""
    found = _guessed(ctx)
    return found is not None and _assignments(found.info.defn)[found.name] > 1


def retype_attribute(ctx: AttributeContext, typ: Type) -> None:
    """Gives an attribute another type than that which mypy has guessed from its first assignment."""
    found = _guessed(ctx)
    if found is not None:
        found.type = typ


def _guessed(ctx: AttributeContext) -> Var | None:
    owner = get_proper_type(ctx.type)
    if not isinstance(owner, Instance) or not isinstance(ctx.context, MemberExpr):
        return None
    symbol = owner.type.get(ctx.context.name)
    node = symbol.node if symbol is not None else None
    return node if isinstance(node, Var) and node.is_inferred and isinstance(node.info, TypeInfo) else None


@lru_cache(maxsize=64)
def _assignments(defn: ClassDef) -> Counter[str]:
    """How often each attribute is assigned in the body and the methods of a class."""
    found = Counter(target.name for target in _targets(defn.defs.body) if isinstance(target, NameExpr))
    inside = [function.body for function in _functions(defn.defs.body)]
    targets = [target for body in inside for target in _targets(statements(body.body))]
    found.update(t.name for t in targets if isinstance(t, MemberExpr) and isinstance(t.expr, NameExpr))
    return found


def _functions(body: Iterable[Statement]) -> Iterator[FuncDef]:
    for statement in body:
        if isinstance(statement, FuncDef):
            yield statement
        elif isinstance(statement, Decorator):
            yield statement.func
        elif isinstance(statement, OverloadedFuncDef):
            yield from _functions(statement.items)


def _targets(body: Iterable[Statement]) -> Iterator[Expression]:
    """What statements assign."""
    for statement in body:
        if isinstance(statement, AssignmentStmt):
            for lvalue in statement.lvalues:
                yield from lvalue.items if isinstance(lvalue, TupleExpr) else [lvalue]
        elif isinstance(statement, OperatorAssignmentStmt):
            yield statement.lvalue


def statements(body: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of a block, and all that stand within these."""
    for statement in body:
        yield statement
        for block in _blocks(statement):
            yield from statements(block.body)


def _blocks(statement: Statement) -> Iterator[Block]:
    blocks: Sequence[Block | None] = ()
    if isinstance(statement, FuncDef):
        blocks = [statement.body]
    elif isinstance(statement, ClassDef):
        blocks = [statement.defs]
    elif isinstance(statement, Decorator | OverloadedFuncDef):
        blocks = [function.body for function in _functions([statement])]
    elif isinstance(statement, IfStmt):
        blocks = [*statement.body, statement.else_body]
    elif isinstance(statement, WhileStmt | ForStmt):
        blocks = [statement.body, statement.else_body]
    elif isinstance(statement, WithStmt):
        blocks = [statement.body]
    elif isinstance(statement, TryStmt):
        blocks = [statement.body, *statement.handlers, statement.else_body, statement.finally_body]
    elif isinstance(statement, MatchStmt):
        blocks = statement.bodies
    yield from (block for block in blocks if block is not None)
