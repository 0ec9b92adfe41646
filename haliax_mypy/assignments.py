"""Which variable a call is assigned to: mypy does not say, so the statements of the module are gone through once.

It matters to what mypy remembers of the variable. When it was given an array of unknown axes before, and now one whose
axes are known, it would read as either, since the two have the known one in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mypy.nodes import AssignmentStmt, Context, Expression, MypyFile, NameExpr, OperatorAssignmentStmt, Var
from mypy.plugin import FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import Instance, Type, UninhabitedType, UnionType, get_proper_type

from haliax_mypy.names import GRADUAL, NAMED_ARRAY
from haliax_mypy.syntax.statements import statements


def assigned(ctx: FunctionContext | MethodContext, result: Type) -> Type:
    """Lets a variable to which a call is assigned forget the arrays of unknown axes that it was given before.

    Where branches meet they are still there: what mypy knows of the branches is not forgotten.
    """
    exact = get_proper_type(result)
    if isinstance(exact, Instance) and exact.type.fullname == NAMED_ARRAY:
        checker: Any = ctx.api
        variable = _targets(checker.tree).get(ctx.context)
        typ = get_proper_type(variable.type) if variable is not None and variable.is_inferred else None
        items = typ.items if isinstance(typ, UnionType) else [] if typ is None else [typ]
        left = [item for item in items if not (_is_gradual(item) and is_subtype(item, exact))]
        if variable is not None and len(left) < len(items):
            variable.type = UnionType.make_union(left) if left else UninhabitedType()
    return result


def _is_gradual(typ: Type) -> bool:
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname == GRADUAL


@lru_cache(maxsize=1)
def _targets(module: MypyFile) -> dict[Context, Var]:
    """The variable that each expression of a module is assigned to."""
    return dict(_pairs(module))


def _pairs(module: MypyFile) -> Iterator[tuple[Context, Var]]:
    for statement, _ in statements(module.defs):
        if isinstance(statement, AssignmentStmt):
            target: Expression | None = statement.lvalues[0] if len(statement.lvalues) == 1 else None
            source: Context = statement.rvalue
        elif isinstance(statement, OperatorAssignmentStmt):
            target, source = statement.lvalue, statement
        else:
            continue
        if isinstance(target, NameExpr) and isinstance(target.node, Var):
            yield source, target.node
