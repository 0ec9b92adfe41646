"""Parameters that are arrays: a function may assign them again with other axes, as any variable.

To mypy a parameter keeps its declared type beside the new one, and expects it of what is assigned. So a parameter that
holds arrays is made a variable that was given its declared type. And where that leaves axes open, the body begins with
`x = _held(x)`, so that `x` reads as what a call gives.
"""

from __future__ import annotations

from functools import lru_cache

from mypy.nodes import (
    LDEF,
    Argument,
    AssignmentStmt,
    CallExpr,
    EllipsisExpr,
    ExpressionStmt,
    FuncDef,
    MypyFile,
    NameExpr,
    PassStmt,
    RaiseStmt,
    StrExpr,
    SymbolTableNode,
)
from mypy.types import CallableType, Type, get_proper_type

from haliax_mypy.names import HELD
from haliax_mypy.syntax.once import forget
from haliax_mypy.syntax.statements import all_functions
from haliax_mypy.syntax.written import handed, is_handed
from haliax_mypy.types.gradual import axes_within, has_array, may_hold


def free(module: MypyFile, held: SymbolTableNode) -> None:
    """Makes the parameters of a module's functions variables, before mypy comes to their bodies."""
    opened = False
    for function in all_functions(module):
        typ = get_proper_type(function.type)
        if isinstance(typ, CallableType) and len(typ.arg_types) == len(function.arguments):
            for argument, declared in zip(function.arguments, typ.arg_types, strict=True):
                if may_hold(declared) and has_array(declared):
                    argument.variable.is_argument, argument.variable.is_inferred = False, True
                    if not _are_exact(declared) and not argument.kind.is_star():
                        opened |= _open(function, argument, held)
    if opened:
        forget()  # which statements there were


@lru_cache(maxsize=1024)
def _are_exact(declared: Type) -> bool:
    """Whether all axes of arrays are known, in order."""
    return all(axes.is_exact for axes in axes_within(declared))


def _open(function: FuncDef, argument: Argument, held: SymbolTableNode) -> bool:
    """Lets a function that does something begin with `x = _held(x)`; whether it did not before."""
    body = function.body.body
    if all(map(_is_nothing, body)) or any(_holds(statement, argument) for statement in body[: len(function.arguments)]):
        return False
    target, source = (NameExpr(argument.variable.name) for _ in range(2))
    for name in (target, source):
        name.kind, name.node, name.fullname = LDEF, argument.variable, argument.variable.name
    statement = AssignmentStmt([target], handed(source, held))
    for node in (target, source, statement):
        node.set_line(function)
    body.insert(0, statement)
    return True


def _is_nothing(statement: object) -> bool:
    """Whether a statement does nothing, as in the body of an abstract method or of an overload."""
    if isinstance(statement, ExpressionStmt):
        return isinstance(statement.expr, EllipsisExpr | StrExpr)
    return isinstance(statement, PassStmt | RaiseStmt)


def _holds(statement: object, argument: Argument) -> bool:
    """Whether a statement is the one that has been put there before."""
    call = statement.rvalue if isinstance(statement, AssignmentStmt) else None
    if not isinstance(call, CallExpr) or not is_handed(call, HELD):
        return False
    return isinstance(call.args[0], NameExpr) and call.args[0].node is argument.variable
