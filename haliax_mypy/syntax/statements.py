"""The statements of a block, and all that stand within these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar, cast

from mypy.nodes import (
    AssignmentStmt,
    Block,
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    IfStmt,
    MatchStmt,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    OverloadedFuncDef,
    ReturnStmt,
    RevealExpr,
    Statement,
    TryStmt,
    TupleExpr,
    WhileStmt,
    WithStmt,
)

from haliax_mypy.syntax.once import once

S = TypeVar("S", bound=Statement)


def statements(body: Iterable[Statement], within: FuncDef | None = None) -> list[tuple[Statement, FuncDef | None]]:
    """Every statement, and the function that it stands in."""
    found: list[tuple[Statement, FuncDef | None]] = []
    _collect(body, within, found)
    return found


def _collect(body: Iterable[Statement], within: FuncDef | None, found: list[tuple[Statement, FuncDef | None]]) -> None:
    for statement in body:
        found.append((statement, within))
        if type(statement) in _SIMPLE:  # as most are
            continue
        if isinstance(statement, FuncDef):
            _collect(statement.body.body, statement, found)
            continue
        for function in functions([statement]):
            _collect(function.body.body, function, found)
        for block in blocks(statement):
            _collect(block.body, within, found)


@once
def all_statements(module: MypyFile) -> Sequence[tuple[Statement, FuncDef | None]]:
    """Those of a module."""
    return statements(module.defs)


@once
def _by_class(module: MypyFile) -> Mapping[type[Statement], list[Statement]]:
    found: dict[type[Statement], list[Statement]] = {}
    for statement, _ in all_statements(module):
        found.setdefault(type(statement), []).append(statement)
    return found


def all_of(module: MypyFile, kind: type[S]) -> Sequence[S]:
    """Those of one class."""
    return cast(list[S], _by_class(module).get(kind, []))


def all_functions(module: MypyFile) -> Iterator[FuncDef]:
    """The functions that a module defines."""
    for kind in (FuncDef, Decorator, OverloadedFuncDef):
        yield from functions(all_of(module, kind))


@once
def all_targets(module: MypyFile) -> Sequence[tuple[NameExpr, Statement, FuncDef | None]]:
    """The names that statements of a module assign, with the statement, and the function that it stands in."""
    found: list[tuple[NameExpr, Statement, FuncDef | None]] = []
    for statement, within in all_statements(module):
        if isinstance(statement, AssignmentStmt):  # as most that assign
            for lvalue in statement.lvalues:
                if type(lvalue) is NameExpr:
                    found.append((lvalue, statement, within))
                elif type(lvalue) is TupleExpr:
                    found += [(part, statement, within) for part in lvalue.items if isinstance(part, NameExpr)]
        elif type(statement) in _ASSIGNING:
            found += [(part, statement, within) for part in targets(statement) if isinstance(part, NameExpr)]
    return found


_ASSIGNING: Final = frozenset({OperatorAssignmentStmt, ForStmt, WithStmt})
_SIMPLE: Final = frozenset({AssignmentStmt, ExpressionStmt, ReturnStmt, OperatorAssignmentStmt})
"""Statements that have no others in them."""


def functions(body: Iterable[Statement]) -> Iterator[FuncDef]:
    """The functions that statements define."""
    for statement in body:
        if isinstance(statement, FuncDef):
            yield statement
        elif isinstance(statement, Decorator):
            yield statement.func
        elif isinstance(statement, OverloadedFuncDef):
            yield from functions(statement.items)


def own(body: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of a function or a module that stand in no function or class within it."""
    for statement in body:
        yield statement
        if not isinstance(statement, ClassDef):
            for block in blocks(statement):
                yield from own(block.body)


def reveal(statement: Statement) -> RevealExpr | None:
    """The `reveal_type(x)` that a statement is."""
    call = statement.expr if isinstance(statement, ExpressionStmt) else None
    found = call.analyzed if isinstance(call, CallExpr) else None
    return found if isinstance(found, RevealExpr) and found.expr is not None else None


def targets(statement: Statement) -> Iterator[Expression]:
    """What a statement assigns."""
    if isinstance(statement, AssignmentStmt):
        for lvalue in statement.lvalues:
            yield from _parts(lvalue)
    elif isinstance(statement, OperatorAssignmentStmt):
        yield statement.lvalue
    elif isinstance(statement, ForStmt):
        yield from _parts(statement.index)
    elif isinstance(statement, WithStmt):
        for target in statement.target:
            yield from () if target is None else _parts(target)


def _parts(target: Expression) -> Sequence[Expression]:
    return target.items if isinstance(target, TupleExpr) else [target]


def blocks(statement: Statement) -> Iterator[Block]:
    """The blocks of a statement, but for those of functions."""
    found: Sequence[Block | None] = ()
    if isinstance(statement, ClassDef):
        found = [statement.defs]
    elif isinstance(statement, IfStmt):
        found = [*statement.body, statement.else_body]
    elif isinstance(statement, WhileStmt | ForStmt):
        found = [statement.body, statement.else_body]
    elif isinstance(statement, WithStmt):
        found = [statement.body]
    elif isinstance(statement, TryStmt):
        found = [statement.body, *statement.handlers, statement.else_body, statement.finally_body]
    elif isinstance(statement, MatchStmt):
        found = statement.bodies
    yield from (block for block in found if block is not None)
