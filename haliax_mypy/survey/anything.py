"""Expressions of type Any that the program uses as arrays, so that they count as arrays of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mypy.argmap import map_actuals_to_formals
from mypy.nodes import (
    CallExpr,
    DictExpr,
    Expression,
    IndexExpr,
    MemberExpr,
    MypyFile,
    Node,
    OpExpr,
    StrExpr,
    TupleExpr,
)
from mypy.types import CallableType, Instance, NoneType, Overloaded, Type, UnionType, get_proper_type

from haliax.pure.rules import methods
from haliax_mypy.names import AXIS
from haliax_mypy.survey.knowledge import is_array
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.tree import within, written
from haliax_mypy.types.literals import any_type


def used_as_arrays(module: MypyFile, program: Program) -> set[Expression]:
    """Those of the expressions of a module of which mypy knows nothing, and which must be arrays."""
    return {expr for node in within(module) for expr in _used(node, program) if program.is_anything(expr)}


def _used(node: Node, program: Program) -> Iterator[Expression]:
    if isinstance(node, CallExpr):
        yield from _arguments(node, program)
        callee = written(node.callee)
        # `x.sum("embed")` of what may be anything
        if isinstance(callee, MemberExpr) and callee.name in _methods() and program.is_anything(written(callee.expr)):
            if any(_names_axes(written(arg), program) for arg in node.args):
                yield from (written(callee.expr), node)
    elif isinstance(node, OpExpr):  # the other operand may be a number, but what comes out is none
        if _is_array(written(node.left), program) or _is_array(written(node.right), program):
            yield node
    elif isinstance(node, IndexExpr) and program.is_anything(written(node.base)):
        index = written(node.index)
        first = written(index.items[0]) if isinstance(index, TupleExpr) and len(index.items) > 1 else index
        if isinstance(index, TupleExpr) and _names_axes(first, program):
            yield from (written(node.base), node)


def _is_array(expr: Expression, program: Program) -> bool:
    typ = program.type_of(expr)
    return typ is not None and is_array(typ)


@cache
def _methods() -> frozenset[str]:
    """The methods of NamedArray that are operations, but for those that a string or a container has too."""
    return frozenset(methods()).difference(*map(dir, (str, bytes, list, dict, set, tuple)))


def _names_axes(expr: Expression, program: Program) -> bool:
    """Whether an argument names an axis."""
    if isinstance(expr, TupleExpr):
        return any(_names_axes(written(item), program) for item in expr.items)
    if isinstance(expr, DictExpr):
        return any(key is not None and _names_axes(written(key), program) for key, _ in expr.items)
    typ = get_proper_type(program.type_of(expr))
    return isinstance(expr, StrExpr) or (isinstance(typ, Instance) and typ.type.fullname == AXIS)


def _arguments(call: CallExpr, program: Program) -> Iterator[Expression]:
    """The arguments for parameters that are declared to be arrays."""
    callee = get_proper_type(program.type_of(call.callee))
    function = callee.items[0] if isinstance(callee, Overloaded) else callee
    if not isinstance(function, CallableType):
        return
    formals = map_actuals_to_formals(
        call.arg_kinds, call.arg_names, function.arg_kinds, function.arg_names, lambda _: any_type()
    )
    for declared, actuals in zip(function.arg_types, formals, strict=True):
        if _asks_for_array(declared):
            for actual in actuals:
                if not call.arg_kinds[actual].is_star():
                    yield written(call.args[actual])


def _asks_for_array(declared: Type) -> bool:
    proper = get_proper_type(declared)
    items = [get_proper_type(item) for item in proper.items] if isinstance(proper, UnionType) else [proper]
    items = [item for item in items if not isinstance(item, NoneType)]
    return bool(items) and all(is_array(item) for item in items)
