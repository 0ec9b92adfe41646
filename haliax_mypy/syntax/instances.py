"""`isinstance(x, NamedArray)`, `case NamedArray():` where `x` is an array, or one of several.

mypy takes every array for one without axes here, if `x` may be such. So both are written as `isinstance(x, NamedArray)`
of another function, `_is_array`, which only the stubs have, and whose hook says what `x` is then.
"""

from __future__ import annotations

from mypy.nodes import (
    ARG_POS,
    GDEF,
    CallExpr,
    Expression,
    MatchStmt,
    MypyFile,
    NameExpr,
    OpExpr,
    RefExpr,
    SymbolTableNode,
    TypeInfo,
)
from mypy.patterns import AsPattern, ClassPattern
from mypy.types import Type
from mypy.typevars import fill_typevars_with_any

from haliax_mypy.names import IS_ARRAY, ISINSTANCE, NAMED_ARRAY
from haliax_mypy.syntax.expressions import instance_checks
from haliax_mypy.syntax.statements import all_of


def ask(module: MypyFile, is_array: SymbolTableNode | None) -> None:
    """Writes the checks of a module so, before mypy comes to them."""
    if is_array is None or is_array.node is None:
        return
    for statement in all_of(module, MatchStmt):
        if isinstance(statement.subject, NameExpr):
            for i, pattern in enumerate(statement.patterns):
                if isinstance(pattern, ClassPattern) and _is_plain(pattern):
                    _guard(statement, i, _check(statement.subject, pattern.class_ref))
    for call in instance_checks(module):
        if isinstance(call.callee, NameExpr) and _is_named_array(call.args[1]):
            call.callee.node, call.callee.fullname = is_array.node, IS_ARRAY
            call.callee.type_is = _array_of(call.args[1])


def _check(subject: NameExpr, array: RefExpr) -> CallExpr:
    """`isinstance(subject, array)`, where nobody wrote it."""
    callee = NameExpr("isinstance")
    callee.kind, callee.fullname = GDEF, ISINSTANCE
    check = CallExpr(callee, [subject, array], [ARG_POS, ARG_POS], [None, None])
    for node in (callee, check):
        node.set_line(array)
    return check


def _array_of(array: Expression) -> Type | None:
    info = array.node if isinstance(array, RefExpr) else None
    return fill_typevars_with_any(info) if isinstance(info, TypeInfo) else None


def _is_named_array(expr: Expression) -> bool:
    return isinstance(expr, RefExpr) and expr.fullname == NAMED_ARRAY


def _is_plain(pattern: ClassPattern) -> bool:
    """Whether a pattern asks for nothing but the class."""
    return _is_named_array(pattern.class_ref) and not pattern.positionals and not pattern.keyword_keys


def _guard(statement: MatchStmt, at: int, check: Expression) -> None:
    """Makes a pattern `_ if check`."""
    pattern, guard = statement.patterns[at], statement.guards[at]
    check.set_line(pattern)
    if guard is not None:
        check = OpExpr("and", check, guard)
        check.set_line(guard)
    anything = AsPattern(None, None)
    anything.set_line(pattern)
    statement.patterns[at], statement.guards[at] = anything, check
