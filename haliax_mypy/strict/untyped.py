"""Functions without annotations in which named arrays are seen: mypy does not look into them."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    ARG_NAMED,
    ARG_POS,
    AssignmentExpr,
    AssignmentStmt,
    CallExpr,
    Expression,
    ForStmt,
    FuncDef,
    MemberExpr,
    NameExpr,
    Node,
    RefExpr,
    Var,
    WithStmt,
)
from mypy.options import Options
from mypy.types import Instance, get_proper_type

from haliax.pure.rules import methods, operation_of
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.declarations import Places, untyped
from haliax_mypy.survey.knowledge import is_array
from haliax_mypy.survey.lookup import called
from haliax_mypy.survey.tree import within, written


def is_unchecked(node: Node, options: Options) -> bool:
    """Whether something is a function without annotations, and mypy does not look into such."""
    return isinstance(node, FuncDef) and node.unanalyzed_type is None and not options.check_untyped_defs


def unchecked(function: FuncDef, places: Places) -> Cause | None:
    """The cause that such a function is; None if no named array is seen there."""
    return untyped(function, places) if any(_is_of_arrays(node) for node in within(function)) else None


def _is_of_arrays(node: Node) -> bool:
    """Whether an operation of haliax is called."""
    if not isinstance(node, CallExpr) or not isinstance(node.callee, RefExpr) or node.callee.node is None:
        return False
    called = node.callee.node.fullname
    return called == NAMED_ARRAY or operation_of(called) is not None


def given_arrays(call: CallExpr, program: Program, places: Places) -> Cause | None:
    """The cause that a function is which has no annotations, and does something to a named array that a call gives it.

    That its parameter is one, only the call says: in the function `x.sum("embed")` may be a method of anything.
    """
    function = called(call, program)
    if not isinstance(function, FuncDef) or function not in places.homes or not is_unchecked(function, program.options):
        return None
    for variable, arg in _passed(call, function, program):
        typ = program.type_of(written(arg))
        if typ is not None and is_array(typ) and _has_method_called(function, variable):
            return untyped(function, places)
    return None


def _passed(call: CallExpr, function: FuncDef, program: Program) -> Iterator[tuple[Var, Expression]]:
    """The parameters of a function, or of a method of an instance, and what a call gives them, up to the first star."""
    formals = [argument.variable for argument in function.arguments]
    if function.info:
        owner = call.callee.expr if isinstance(call.callee, MemberExpr) else None
        if owner is None or not isinstance(get_proper_type(program.type_of(owner)), Instance) or function.is_static:
            return
        formals = formals[1:]
    kinds = function.arg_kinds[len(function.arguments) - len(formals) :]
    by_name = {formal.name: formal for formal in formals}
    for index, (arg, kind, name) in enumerate(zip(call.args, call.arg_kinds, call.arg_names, strict=True)):
        if kind is ARG_POS and index < len(formals) and kinds[index].is_positional():
            yield formals[index], arg
        elif kind is ARG_NAMED and name in by_name:
            yield by_name[name], arg
        else:
            return


def _has_method_called(function: FuncDef, variable: Var) -> bool:
    """Whether a method of named arrays is called of a parameter that is never bound again."""
    bound: list[Node] = []
    is_called = False
    for node in within(function):
        if isinstance(node, CallExpr) and isinstance(node.callee, MemberExpr):
            of = node.callee.expr
            is_called |= isinstance(of, NameExpr) and of.node is variable and node.callee.name in methods()
        elif isinstance(node, AssignmentStmt):
            bound += node.lvalues
        elif isinstance(node, AssignmentExpr):
            bound.append(node.target)
        elif isinstance(node, ForStmt):
            bound.append(node.index)
        elif isinstance(node, WithStmt):
            bound += filter(None, node.target)
    names = [part for target in bound for part in within(target) if isinstance(part, NameExpr)]
    return is_called and not any(name.node is variable for name in names)
