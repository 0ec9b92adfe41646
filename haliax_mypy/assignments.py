"""Which variable a call is assigned to: mypy does not say, so the statements of the module are gone through once.

It matters to what mypy remembers of the variable. When it was given an array of unknown axes before, and now one whose
axes are known, it would read as either, since the two have the known one in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mypy.binder import CurrentType
from mypy.literals import literal_hash
from mypy.nodes import (
    AssignmentStmt,
    Context,
    Expression,
    ForStmt,
    ListExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    Statement,
    TupleExpr,
    Var,
)
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import Instance, Type, UninhabitedType, UnionType, get_proper_type

from haliax_mypy.names import GRADUAL, NAMED_ARRAY
from haliax_mypy.syntax.statements import statements


def assigned(ctx: FunctionContext | MethodContext, result: Type) -> Type:
    """Has the variable to which a call is assigned forget what it was given before, where that cannot come back."""
    made = get_proper_type(result)
    if isinstance(made, Instance) and made.type.fullname == NAMED_ARRAY:
        checker: Any = ctx.api
        target = _targets(checker.tree).get(ctx.context)
        if target is not None:
            _forget_gradual(target, made)
    elif isinstance(made, Instance) and made.type.fullname == GRADUAL:
        checker = ctx.api
        target = _in_loops(checker.tree).get(ctx.context)
        if target is not None:
            _forget_before(ctx.api, target, result)
    return result


def _forget_gradual(target: NameExpr, exact: Instance) -> None:
    """Forgets arrays of unknown axes. Where branches meet they are still there: mypy remembers them by branch."""
    variable = target.node
    if isinstance(variable, Var) and variable.is_inferred and variable.type is not None:
        typ = get_proper_type(variable.type)
        items = typ.items if isinstance(typ, UnionType) else [typ]
        left = [item for item in items if not (_is_gradual(item) and is_subtype(item, exact))]
        if len(left) < len(items):
            variable.type = UnionType.make_union(left) if left else UninhabitedType()


def _forget_before(api: CheckerPluginInterface, target: NameExpr, result: Type) -> None:
    """Forgets what a variable was given before a loop that runs at least once, and gives it other axes.

    mypy thinks that no loop may run at all: `for name in ("batch", "embed"): x = x.sum(name)`.
    """
    checker: Any = api
    key = literal_hash(target)
    for frame in checker.binder.frames[:-1]:
        if key in frame.types:
            frame.types[key] = CurrentType(result, True)


def _is_gradual(typ: Type) -> bool:
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname == GRADUAL


@lru_cache(maxsize=1)
def _targets(module: MypyFile) -> dict[Context, NameExpr]:
    """The variable that each expression of a module is assigned to."""
    return dict(_pairs(statement for statement, _ in statements(module.defs)))


@lru_cache(maxsize=1)
def _in_loops(module: MypyFile) -> dict[Context, NameExpr]:
    """Those that stand in the body of a loop over a tuple or a list that is written out, and has members."""
    loops = [statement for statement, _ in statements(module.defs) if isinstance(statement, ForStmt)]
    return dict(
        pair
        for loop in loops
        if isinstance(loop.expr, TupleExpr | ListExpr) and loop.expr.items
        for pair in _pairs(loop.body.body)
    )


def _pairs(body: Iterable[Statement]) -> Iterator[tuple[Context, NameExpr]]:
    for statement in body:
        if isinstance(statement, AssignmentStmt):
            target: Expression | None = statement.lvalues[0] if len(statement.lvalues) == 1 else None
            source: Context = statement.rvalue
        elif isinstance(statement, OperatorAssignmentStmt):
            target, source = statement.lvalue, statement
        else:
            continue
        if isinstance(target, NameExpr):
            yield source, target
