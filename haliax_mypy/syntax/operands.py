"""`x * scale`, where nobody knows what `scale` is: mypy answers Any at once, without a word to a plugin.

So an operand on the right that may be Any is made the argument of a call of `_Operand`, a class that only the stubs
have, whose hook says what it is beside an array. Python asks the array on the left first. On the left this is done
only for what is a number, `jnp.float32(2) * x`; of what may be anything nobody knows how it multiplies.
"""

from __future__ import annotations

from typing import Any, Final

from mypy.nodes import (
    BytesExpr,
    CallExpr,
    Context,
    Expression,
    FloatExpr,
    FuncDef,
    IndexExpr,
    IntExpr,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    RefExpr,
    StrExpr,
    SymbolTableNode,
    TupleExpr,
    TypeInfo,
    Var,
)
from mypy.types import AnyType, CallableType, Instance, Type, get_proper_type

from haliax_mypy.names import JAX_SCALARS, NUMBERS, OPERAND
from haliax_mypy.syntax.arrays import ARITHMETIC, Arrays
from haliax_mypy.syntax.expressions import binary
from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import all_of
from haliax_mypy.syntax.written import handed, is_handed

_ORDERS: Final = frozenset("< <= > >=".split())
_DISPLAYS: Final = frozenset({StrExpr, BytesExpr, ListExpr, TupleExpr})
_UNSURE: Final = frozenset({CallExpr, IndexExpr, MemberExpr, NameExpr})
"""Expressions of which the type may be Any, by their looks."""


def wrap(module: MypyFile, operand: SymbolTableNode, array: SymbolTableNode | None) -> None:
    """Makes such operands arguments of `operand`, before mypy comes to them; once is as good as twice.

    Args:
        module: The module.
        operand: The class `_Operand`.
        array: The class NamedArray, if it is loaded.
    """
    arrays = Arrays(module, array)
    computed, compared = binary(module)
    for expr in computed:
        if expr.op in ARITHMETIC and expr.analyzed is None and type(expr.left) not in _DISPLAYS:
            if not _is_number(expr.left):  # beside which an Any is an Any
                if type(expr.left) is CallExpr:
                    expr.left = _number(expr.left, operand)
                if type(expr.right) in _UNSURE:
                    expr.right = _asked(expr.right, operand, arrays)
    for comparison in compared:
        if len(comparison.operands) == 2 and comparison.operators[0] in _ORDERS:
            left, right = comparison.operands
            comparison.operands = [_number(left, operand), _asked(right, operand, arrays)]
    for statement in all_of(module, OperatorAssignmentStmt):
        if statement.op in ARITHMETIC:
            statement.rvalue = _asked(statement.rvalue, operand, arrays)


@once
def beside(module: MypyFile) -> dict[Context, Expression]:
    """The operand beside each that was handed to `_Operand`."""
    computed, compared = binary(module)
    pairs = [[expr.left, expr.right] for expr in computed]
    pairs += [comparison.operands for comparison in compared]
    pairs += [[statement.lvalue, statement.rvalue] for statement in all_of(module, OperatorAssignmentStmt)]
    others = [pair for left, right, *_ in pairs for pair in ((left, right), (right, left))]
    return {operand: other for operand, other in others if is_handed(operand, OPERAND)}


def _asked(right: Expression, operand: SymbolTableNode, arrays: Arrays) -> Expression:
    return handed(right, operand) if _may_be_any(right) and not arrays.has(right) else right


def _is_number(expr: Any) -> bool:
    """Whether an expression is a number of Python's, by its looks."""
    kind = type(expr)
    if kind is NameExpr and isinstance(expr.node, Var):
        typ = get_proper_type(expr.node.type)
        return isinstance(typ, Instance) and typ.type.fullname in NUMBERS
    return kind is IntExpr or kind is FloatExpr


def _number(left: Expression, operand: SymbolTableNode) -> Expression:
    return handed(left, operand) if is_number_call(left) else left


def is_number_call(expr: Expression) -> bool:
    """Whether an expression is a number, though mypy takes it for Any: `jnp.float32(2)`, `x.item()`."""
    if not isinstance(expr, CallExpr) or not isinstance(expr.callee, RefExpr):
        return False
    is_item = isinstance(expr.callee, MemberExpr) and expr.callee.name == "item" and not expr.args
    return is_item or expr.callee.fullname in JAX_SCALARS


def _may_be_any(expr: Any) -> bool:
    """Whether the type of an expression may be Any, by its looks."""
    kind = type(expr)
    if kind is CallExpr:
        return not is_handed(expr, OPERAND) and (not isinstance(expr.callee, RefExpr) or _gives_any(expr.callee))
    if kind is MemberExpr and expr.node is None:
        return True
    if kind is NameExpr or kind is MemberExpr:
        return isinstance(expr.node, Var) and not expr.node.is_final and _is_any(expr.node.type)
    return kind is IndexExpr


def _gives_any(function: RefExpr) -> bool:
    node = function.node
    if isinstance(node, TypeInfo):
        return False
    declared = get_proper_type(node.type) if isinstance(node, FuncDef) else None
    return not isinstance(declared, CallableType) or _is_any(declared.ret_type)


def _is_any(typ: Type | None) -> bool:
    return typ is None or isinstance(get_proper_type(typ), AnyType)
