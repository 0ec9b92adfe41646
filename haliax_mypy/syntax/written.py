"""Calls that the plugin writes into a program, of objects of classes that only the stubs have.

What is called is a node that has its type at once. A name would be looked up again when the daemon checks a function
once more, and not be found.
"""

from __future__ import annotations

from mypy.nodes import ARG_POS, CallExpr, Expression, SymbolTableNode, TempNode, TypeInfo
from mypy.types import Instance, get_proper_type

from haliax_mypy.names import HELD, OPERAND


def handed(argument: Expression, helper: SymbolTableNode) -> Expression:
    """A call with this argument; just the argument if the class is not loaded."""
    if not isinstance(helper.node, TypeInfo):
        return argument
    call = CallExpr(TempNode(Instance(helper.node, []), context=argument), [argument], [ARG_POS], [None])
    call.set_line(argument)
    return call


def is_handed(expr: object, helper: str) -> bool:
    """Whether an expression is such a call, of a class of this full name."""
    if not isinstance(expr, CallExpr) or not isinstance(expr.callee, TempNode):
        return False
    typ = get_proper_type(expr.callee.type)
    return isinstance(typ, Instance) and typ.type.fullname == helper


def as_written(expr: Expression) -> Expression:
    """An expression as it stands in the program."""
    while isinstance(expr, CallExpr) and (is_handed(expr, HELD) or is_handed(expr, OPERAND)):
        expr = expr.args[0]
    return expr
