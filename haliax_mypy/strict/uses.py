"""Where a module needs to know the axes of an array: what it does to arrays that a rule could find fault with.

An array that is only handed on, to what declares the axes that it takes, is known again there. What takes any array,
as `hax.exp(x)`, `2 * x` and `x.sum()`, is right whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    Expression,
    IndexExpr,
    MemberExpr,
    MypyFile,
    Node,
    OperatorAssignmentStmt,
    OpExpr,
    RefExpr,
)

from haliax.pure.rules import methods, operation_of
from haliax_mypy.survey import Program
from haliax_mypy.survey.lookup import called
from haliax_mypy.survey.tree import written
from haliax_mypy.types.reading import is_number


def needed(nodes: Iterable[Node], program: Program) -> set[Expression]:
    """The operands and arguments of which mypy would have to know the axes."""
    return {written(expr) for node in nodes for expr in _needed(node, program)}


def _needed(node: Node, program: Program) -> Iterator[Expression]:
    if isinstance(node, OpExpr):
        yield from _beside(node.left, node.right, program)
    elif isinstance(node, OperatorAssignmentStmt):
        yield from _beside(node.lvalue, node.rvalue, program)
    elif isinstance(node, ComparisonExpr) and len(node.operands) == 2:
        yield from _beside(node.operands[0], node.operands[1], program)
    elif isinstance(node, IndexExpr):
        yield node.base
    elif isinstance(node, CallExpr):
        yield from _of_call(node, program)


def _beside(left: Expression, right: Expression, program: Program) -> Iterator[Expression]:
    """Two operands, neither of which is a number."""
    types = [program.type_of(written(operand)) for operand in (left, right)]
    if not any(typ is not None and is_number(typ) for typ in types):
        yield from (left, right)


def _of_call(call: CallExpr, program: Program) -> Iterator[Expression]:
    """The arrays of a call of an operation that has something to say of their axes."""
    callee = written(call.callee)
    operation = methods().get(callee.name) if isinstance(callee, MemberExpr) else None
    if operation is not None and isinstance(callee, MemberExpr) and not _is_module(callee.expr):
        given = [callee.expr, *call.args]
    else:
        node = called(call, program)
        operation = operation_of(node.fullname) if node is not None else None
        given = list(call.args)
    if operation is not None and len(given) > 1 and len(operation.parameters) > 1:
        yield from given


def _is_module(expr: Expression) -> bool:
    """Whether an expression names a module: `hax.sum(x)` is no method."""
    return isinstance(expr, RefExpr) and isinstance(expr.node, MypyFile)
