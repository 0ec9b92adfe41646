"""`a, b = b, a`: mypy assigns the first name before it looks at the second value, which so reads as the new one.

Where a value reads a name that the same statement assigns, the values are made one expression, `(b, a) + ()`, which
mypy looks at as a whole.
"""

from __future__ import annotations

from functools import lru_cache

from mypy.nodes import AssignmentStmt, Expression, MypyFile, NameExpr, OpExpr, TupleExpr
from mypy.traverser import all_name_and_member_expressions

from haliax_mypy.syntax.statements import all_of


@lru_cache(maxsize=8)
def join_values(module: MypyFile) -> None:
    """Makes the values of such assignments one expression, before mypy comes to them."""
    for statement in all_of(module, AssignmentStmt):
        if type(statement.rvalue) is TupleExpr and _is_swap(statement):
            nothing = TupleExpr([])
            whole = OpExpr("+", statement.rvalue, nothing)
            for made in (nothing, whole):
                made.set_line(statement.rvalue)
            statement.rvalue = whole


def _is_swap(statement: AssignmentStmt) -> bool:
    """Whether a value reads what an earlier target of the statement assigns."""
    source = statement.rvalue
    if not isinstance(source, TupleExpr):
        return False
    for target in statement.lvalues:
        if isinstance(target, TupleExpr) and len(target.items) == len(source.items):
            for i, value in enumerate(source.items):
                if _names(value) & {name for item in target.items[:i] for name in _assigned(item)}:
                    return True
    return False


def _assigned(target: Expression) -> set[str]:
    return {target.name} if isinstance(target, NameExpr) else _names(target)


def _names(expr: Expression) -> set[str]:
    return {name.name for name in all_name_and_member_expressions(expr)[0]}
