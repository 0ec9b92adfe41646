"""`isinstance(x, NamedArray)`, `case NamedArray():` where `x` is an array, or one of several.

mypy takes every array for one without axes here, if `x` may be such. So both are written as `_is_array(x)`, a function
that only the stubs have, whose hook says what `x` is then.
"""

from __future__ import annotations

from functools import lru_cache

from mypy.nodes import (
    ARG_POS,
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
from mypy.typevars import fill_typevars_with_any

from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.syntax.expressions import instance_checks
from haliax_mypy.syntax.statements import statements


@lru_cache(maxsize=8)
def ask(module: MypyFile, is_array: SymbolTableNode | None) -> None:
    """Writes the checks of a module so, before mypy comes to them."""
    if is_array is None:
        return
    for call in instance_checks(module):
        if _is_named_array(call.args[1]):
            call.callee, call.args = _asking(is_array, call.args[1]), call.args[:1]
            call.arg_kinds, call.arg_names = [ARG_POS], [None]
    for statement, _ in statements(module.defs):
        if isinstance(statement, MatchStmt) and isinstance(statement.subject, NameExpr):
            for i, pattern in enumerate(statement.patterns):
                if isinstance(pattern, ClassPattern) and _is_plain(pattern):
                    check = CallExpr(_asking(is_array, pattern.class_ref), [statement.subject], [ARG_POS], [None])
                    _guard(statement, i, check)


def reference(to: SymbolTableNode, place: Expression) -> NameExpr:
    """A name that stands for something, wherever it is defined."""
    name = NameExpr(to.node.name if to.node is not None else "")
    name.kind, name.node, name.fullname = to.kind, to.node, to.fullname or ""
    name.set_line(place)
    return name


def _asking(is_array: SymbolTableNode, array: Expression) -> NameExpr:
    """The function that asks, and what it says until its hook knows better."""
    name = reference(is_array, array)
    if isinstance(array, RefExpr) and isinstance(array.node, TypeInfo):
        name.type_is = fill_typevars_with_any(array.node)
    return name


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
