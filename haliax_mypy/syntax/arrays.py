"""Expressions that are arrays by their looks, before mypy has checked anything: `hax.dot(x, w, axis="b").sum("c")`.

Of such an operand nobody has to ask whether it may be Any. What is not seen here is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    FloatExpr,
    FuncDef,
    IndexExpr,
    IntExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    OpExpr,
    OverloadedFuncDef,
    RefExpr,
    SymbolTableNode,
    TypeInfo,
    UnaryExpr,
    Var,
)
from mypy.types import CallableType, FunctionLike, Instance, Type, TypeVarType, get_proper_type

from haliax_mypy.names import ARRAYS, HELD, PACKAGE
from haliax_mypy.syntax.expressions import named
from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import all_targets
from haliax_mypy.syntax.written import is_handed

ARITHMETIC: Final = frozenset("+ - * / // % ** & | ^ << >>".split())


class Arrays:
    """Finds them in one module.

    Args:
        module: The module.
        array: The class NamedArray.
    """

    def __init__(self, module: MypyFile, array: SymbolTableNode | None) -> None:
        self._methods = array.node.names if array is not None and isinstance(array.node, TypeInfo) else {}
        self._module = module
        self._known: dict[Var, bool] = {}

    def has(self, expr: Expression) -> bool:
        """Whether an expression is an array, by its looks."""
        if isinstance(expr, NameExpr):
            return isinstance(expr.node, Var) and self._has_variable(expr.node)
        if isinstance(expr, CallExpr):
            if is_handed(expr, HELD):
                return self.has(expr.args[0])
            return isinstance(expr.callee, RefExpr) and self._is_made_by(expr.callee, expr.args)
        if isinstance(expr, OpExpr):
            other = expr.right if isinstance(expr.left, IntExpr | FloatExpr) else expr.left
            return expr.op in ARITHMETIC and self.has(other)
        if isinstance(expr, IndexExpr):
            return self.has(expr.base)
        return isinstance(expr, UnaryExpr) and expr.op != "not" and self.has(expr.expr)

    def _has_variable(self, variable: Var) -> bool:
        if variable not in self._known:
            given = _given(self._module).get(variable, ())
            is_one = bool(given) if variable.type is None else _is_array(variable.type)
            self._known[variable] = is_one  # and stays one if it is made of itself
            self._known[variable] = is_one and all(one is not None and self.has(one) for one in given)
        return self._known[variable]

    def _is_made_by(self, callee: RefExpr, args: Sequence[Expression]) -> bool:
        """Whether a function of haliax, or a method of an array, gives one."""
        if callee.fullname.startswith(PACKAGE):
            return gives_array(callee.node) or (bool(args) and keeps_array(callee.node) and self.has(args[0]))
        method = self._methods.get(callee.name) if isinstance(callee, MemberExpr) else None
        if method is None or not gives_array(method.node):
            return False
        return isinstance(callee, MemberExpr) and self.has(callee.expr)


@once
def _given(module: MypyFile) -> Mapping[object, list[Expression | None]]:
    """What each variable is assigned; None for what is not assigned by itself."""
    found: dict[object, list[Expression | None]] = {}
    for target, statement, _ in all_targets(module):
        if isinstance(statement, AssignmentStmt) and target in statement.lvalues:
            found.setdefault(target.node, []).append(statement.rvalue)
        elif not isinstance(statement, OperatorAssignmentStmt):  # which makes an array of an array
            found.setdefault(target.node, []).append(None)
    for expr in named(module):
        found.setdefault(expr.target.node, []).append(None)
    return found


@lru_cache(maxsize=1024)
def gives_array(node: object) -> bool:
    """Whether a function of haliax says that it gives an array."""
    items = _items(node)
    return bool(items) and all(_is_array(item.ret_type) for item in items)


@lru_cache(maxsize=1024)
def keeps_array(node: object) -> bool:
    """Whether a function of haliax says that it gives an array for an array; for a number it gives something else."""
    return any(
        _is_array(item.ret_type) and bool(item.arg_types) and _is_array(item.arg_types[0]) for item in _items(node)[:1]
    )


def _items(node: object) -> Sequence[CallableType]:
    """The types of a function, of which an overloaded one has several."""
    if isinstance(node, Decorator):
        node = node.func
    declared = get_proper_type(node.type) if isinstance(node, FuncDef | OverloadedFuncDef) else None
    return declared.items if isinstance(declared, FunctionLike) else []


def _is_array(typ: Type) -> bool:
    proper = get_proper_type(typ)
    if isinstance(proper, TypeVarType):
        return _is_array(proper.upper_bound)
    return isinstance(proper, Instance) and proper.type.fullname in ARRAYS
