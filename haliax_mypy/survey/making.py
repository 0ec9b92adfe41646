"""What each line of a program makes: the targets of assignments, parameters, and what a function returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mypy.nodes import (
    Argument,
    AssignmentStmt,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    ReturnStmt,
    StarExpr,
    TupleExpr,
    Var,
    WithStmt,
    YieldExpr,
)
from mypy.types import CallableType, Type, get_proper_type

from haliax_mypy.survey.knowledge import Told, told
from haliax_mypy.survey.places import Span, span_of
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.tree import within, written


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that a line makes.

    Attributes:
        span: Where the name stands, or the expression.
        name: The name that it has there; empty for what is returned and for an expression by itself.
        told: What is known of its axes.
        is_parameter: Whether it is a parameter of a function.
    """

    span: Span
    name: str
    told: Told
    is_parameter: bool = False


def made(module: MypyFile, program: Program) -> Iterator[Made]:
    """What the lines of a module make, in the order of the source."""
    for node in within(module):
        for name, place, typ in _makings(node, program):
            found, span = told(typ, program.options), span_of(place)
            if found is not None and span is not None:
                yield Made(span, name, found, isinstance(place, Argument))


def _makings(node: Node, program: Program) -> Iterator[tuple[str, Node, Type | None]]:
    if isinstance(node, FuncDef):
        yield from _parameters(node)
    elif isinstance(node, AssignmentStmt):
        source = None if node.rvalue.line < 0 else written(node.rvalue)
        for target in node.lvalues:
            yield from _assigned(target, source, program)
    elif isinstance(node, OperatorAssignmentStmt):
        yield from _assigned(node.lvalue, None, program)
    elif isinstance(node, ForStmt):
        yield from _assigned(node.index, None, program)
    elif isinstance(node, WithStmt):
        for name in node.target:
            if name is not None:
                yield from _assigned(name, None, program)
    elif isinstance(node, ReturnStmt | ExpressionStmt):
        value: Expression | None = node.expr.expr if isinstance(node.expr, YieldExpr) else node.expr
        if value is not None:
            yield "", written(value), program.type_of(written(value))


def _parameters(function: FuncDef) -> Iterator[tuple[str, Argument, Type | None]]:
    typ = get_proper_type(function.type)
    if isinstance(typ, CallableType) and len(typ.arg_types) == len(function.arguments):
        for argument, declared in zip(function.arguments, typ.arg_types, strict=True):
            yield argument.variable.name, argument, declared


def _assigned(
    target: Expression, source: Expression | None, program: Program
) -> Iterator[tuple[str, Node, Type | None]]:
    """The parts of a target; `source` is what is assigned to it, where it is an expression of its own."""
    if isinstance(target, TupleExpr | ListExpr):
        members = source.items if isinstance(source, TupleExpr | ListExpr) else []
        is_same = len(members) == len(target.items) and not any(isinstance(item, StarExpr) for item in members)
        for i, item in enumerate(target.items):
            yield from _assigned(item, written(members[i]) if is_same else None, program)
    elif isinstance(target, StarExpr):
        yield from _assigned(target.expr, None, program)
    elif isinstance(target, NameExpr | MemberExpr):
        name = target.name if isinstance(target, NameExpr) else f"{_dotted(target)}"
        yield name, target, _type_of_target(target, source, program)


def _type_of_target(target: NameExpr | MemberExpr, source: Expression | None, program: Program) -> Type | None:
    """What a name has after an assignment: what was assigned, or else what mypy keeps of the name."""
    assigned = program.type_of(source) if source is not None else None
    if told(assigned, program.options) is not None:
        return assigned
    kept = program.type_of(target)
    if kept is None and source is None and isinstance(target.node, Var):
        kept = target.node.type
    return kept


def _dotted(target: MemberExpr) -> str:
    owner = target.expr
    return f"{owner.name}.{target.name}" if isinstance(owner, NameExpr) else target.name
