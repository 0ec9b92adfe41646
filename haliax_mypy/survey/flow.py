"""Which assignments a name may read: the reaching definitions of each name, found by one walk through a module.

A name that is assigned in another function, or after the function that reads it, may be any of its assignments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    BreakStmt,
    ClassDef,
    ContinueStmt,
    Decorator,
    DictionaryComprehension,
    Expression,
    ForStmt,
    FuncDef,
    FuncItem,
    GeneratorExpr,
    IfStmt,
    LambdaExpr,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    OverloadedFuncDef,
    RaiseStmt,
    ReturnStmt,
    StarExpr,
    Statement,
    SymbolNode,
    TryStmt,
    TupleExpr,
    WhileStmt,
    WithStmt,
)

from haliax_mypy.survey.tree import copies_of, own_statements, parts, written


@dataclass(frozen=True, eq=False)
class Definition:
    """What gives a name a value.

    Attributes:
        place: The node that does: an argument, or the target of an assignment.
        source: The expression that the value is, or comes out of; None for a parameter and for `x: NamedArray`.
        before: What the name was before, of which `x += 1` makes the new value.
        function: The function, of a parameter.
        annotated: Whether the type is written there.
    """

    place: Node
    source: Expression | None = None
    before: Expression | None = None
    function: FuncItem | None = None
    annotated: bool = False


Reaching: TypeAlias = dict[SymbolNode, frozenset[Definition]]
"""For each variable the definitions that may have given it its value; none are known of those that are not there."""


@dataclass
class Flow:
    """What the names of some modules may read.

    Attributes:
        reads: For each name the definitions that reach it.
        definitions: All definitions of a variable or an attribute.
    """

    reads: dict[NameExpr, frozenset[Definition]] = field(default_factory=dict)
    definitions: dict[SymbolNode, list[Definition]] = field(default_factory=dict)

    def of_name(self, name: NameExpr) -> Sequence[Definition]:
        """The definitions that a name may read."""
        found = self.reads.get(name)
        if found:
            return sorted(found, key=lambda one: (one.place.line, one.place.column))
        return self.definitions.get(name.node, []) if name.node is not None else []

    def follow(self, module: MypyFile) -> None:
        """Walks through a module."""
        _Walk(self).block(module.defs, {})


@dataclass
class _Walk:
    flow: Flow
    breaks: list[list[Reaching]] = field(default_factory=list)

    def block(self, statements: Iterable[Statement], before: Reaching) -> Reaching | None:
        """What reaches the end of some statements; None if it is never reached."""
        now: Reaching | None = dict(before)
        for statement in statements:
            if now is None:
                now = dict(before)  # what stands there is never run, but may be asked about
            now = self._statement(statement, now)
        return now

    def _statement(self, node: Statement, now: Reaching) -> Reaching | None:
        if isinstance(node, FuncDef | Decorator | OverloadedFuncDef | ClassDef):
            self._inner(node, now)
            return now
        if isinstance(node, IfStmt):
            return self._if(node, now)
        if isinstance(node, ForStmt | WhileStmt):
            return self._loop(node, now)
        if isinstance(node, TryStmt):
            return self._try(node, now)
        if isinstance(node, MatchStmt):
            self._read(node.subject, now)
            return _merged([now, *(self.block(body.body, now) for body in node.bodies)])
        if isinstance(node, WithStmt):
            for expr, target in zip(node.expr, node.target, strict=True):
                self._read(expr, now)
                if target is not None:
                    self._assign(target, Definition(target, written(expr)), now)
            return self.block(node.body.body, now)
        for part in parts(node):
            self._read(part, now, is_target=isinstance(node, AssignmentStmt) and part in node.lvalues)
        if isinstance(node, AssignmentStmt):
            self._assignment(node, now)
        elif isinstance(node, OperatorAssignmentStmt):
            self._assign(node.lvalue, Definition(node.lvalue, written(node.rvalue), node.lvalue), now)
        if isinstance(node, BreakStmt | ContinueStmt) and self.breaks:
            self.breaks[-1].append(dict(now))
        return None if isinstance(node, ReturnStmt | RaiseStmt | BreakStmt | ContinueStmt) else now

    def _inner(self, node: Statement, now: Reaching) -> None:
        """A function or a class, whose names are its own."""
        if isinstance(node, ClassDef):
            for decorator in node.decorators:
                self._read(decorator, now)
            self.block(node.defs.body, now)
        elif isinstance(node, FuncDef):
            for function in copies_of(node) or [node]:
                if isinstance(function, FuncDef):
                    self._function(function, now)
        else:
            for part in parts(node):
                if isinstance(part, FuncDef | Decorator):
                    self._inner(part, now)
                else:
                    self._read(part, now)

    def _function(self, function: FuncDef, now: Reaching) -> None:
        start = self._parameters(function, now)
        outer, self.breaks = self.breaks, []
        self.block(own_statements(function), start)
        self.breaks = outer

    def _parameters(self, function: FuncItem, now: Reaching) -> Reaching:
        start: Reaching = {}
        for argument in function.arguments:
            if argument.initializer is not None:
                self._read(argument.initializer, now)
            annotated = argument.type_annotation is not None
            found = Definition(argument, None, None, function, annotated)
            self._define(argument.variable, found, start)
        return start

    def _if(self, node: IfStmt, now: Reaching) -> Reaching | None:
        ends: list[Reaching | None] = []
        for condition, body in zip(node.expr, node.body, strict=True):
            self._read(condition, now)
            ends.append(self.block(body.body, now))
        ends.append(now if node.else_body is None else self.block(node.else_body.body, now))
        return _merged(ends)

    def _loop(self, node: ForStmt | WhileStmt, now: Reaching) -> Reaching | None:
        self._read(node.expr, now)
        self.breaks.append([])
        for _ in range(2):  # what one turn leaves reaches the next
            start = dict(now)
            if isinstance(node, ForStmt):
                self._assign(node.index, Definition(node.index, written(node.expr)), start)
            end = self.block(node.body.body, start)
            now = _merged([now, end, *self.breaks[-1]]) or now
            self._read(node.expr, now)
        self.breaks.pop()
        return now if node.else_body is None else _merged([now, self.block(node.else_body.body, now)])

    def _try(self, node: TryStmt, now: Reaching) -> Reaching | None:
        end = self.block(node.body.body, now)
        caught = _merged([now, end]) or now  # it may have stopped anywhere
        ends = [self.block(handler.body, caught) for handler in node.handlers]
        if node.else_body is not None and end is not None:
            end = self.block(node.else_body.body, end)
        whole = _merged([end, *ends])
        if node.finally_body is None:
            return whole
        last = self.block(node.finally_body.body, whole or caught)
        return None if whole is None else last

    def _read(self, node: Node, now: Reaching, *, is_target: bool = False) -> None:
        """Notes down what reaches the names in an expression."""
        if isinstance(node, LambdaExpr):
            inside = {**now, **self._parameters(node, now)}
            self._read(node.body, inside)
            return
        if isinstance(node, GeneratorExpr | DictionaryComprehension):
            now = dict(now)
            for index, sequence in zip(node.indices, node.sequences, strict=True):
                self._read(written(sequence), now)
                self._assign(index, Definition(index, written(sequence)), now)
        if isinstance(node, NameExpr) and not is_target and node.node is not None and node.node in now:
            self.flow.reads[node] = self.flow.reads.get(node, frozenset()) | now[node.node]
        for part in parts(node):
            self._read(part, now, is_target=is_target and isinstance(node, TupleExpr | ListExpr | StarExpr))
        if isinstance(node, AssignmentExpr):
            self._assign(node.target, Definition(node.target, written(node.value)), now)

    def _assignment(self, node: AssignmentStmt, now: Reaching) -> None:
        source = written(node.rvalue)
        annotated = node.unanalyzed_type is not None
        for target in node.lvalues:
            for part, value in _pairs(target, source):
                is_nothing = annotated and node.rvalue.line < 0  # `x: NamedArray`
                self._assign(part, Definition(part, None if is_nothing else value, annotated=annotated), now)

    def _assign(self, target: Expression, found: Definition, now: Reaching) -> None:
        if isinstance(target, TupleExpr | ListExpr):
            for item in target.items:
                self._assign(item, found, now)
        elif isinstance(target, StarExpr):
            self._assign(target.expr, found, now)
        elif isinstance(target, NameExpr | MemberExpr) and target.node is not None:
            one = found if found.place is target else Definition(target, found.source, found.before)
            self._define(target.node, one, now)

    def _define(self, variable: SymbolNode, found: Definition, now: Reaching) -> None:
        there = self.flow.definitions.setdefault(variable, [])
        same = next((one for one in there if one.place is found.place and one.source is found.source), None)
        if same is None:
            there.append(found)
        now[variable] = frozenset([same or found])


def _pairs(target: Expression, source: Expression) -> Iterator[tuple[Expression, Expression]]:
    """What is assigned to each part of a target, where the source shows it."""
    if isinstance(target, TupleExpr | ListExpr) and isinstance(source, TupleExpr | ListExpr):
        stars = [item for item in (*target.items, *source.items) if isinstance(item, StarExpr)]
        if len(target.items) == len(source.items) and not stars:
            for part, value in zip(target.items, source.items, strict=True):
                yield from _pairs(part, written(value))
            return
    yield target, source


def _merged(ends: Iterable[Reaching | None]) -> Reaching | None:
    """What may reach a place by any of several ways; None if by none."""
    reached = [end for end in ends if end is not None]
    if not reached:
        return None
    merged = dict(reached[0])
    for end in reached[1:]:
        for variable, found in end.items():
            merged[variable] = merged.get(variable, frozenset()) | found
    return merged
