"""What a name stands for where it is written, before mypy has looked names up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    ClassDef,
    Expression,
    FuncDef,
    FuncItem,
    Import,
    ImportFrom,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Statement,
    SymbolNode,
    TryStmt,
    TupleExpr,
    TypeInfo,
)
from mypy.patterns import Pattern
from mypy.types import CallableType, Type

from haliax_mypy.names import BUILTINS
from haliax_mypy.syntax.expressions import within
from haliax_mypy.syntax.statements import functions, own, targets

PROPERTIES: Final = frozenset({"builtins.property", "functools.cached_property"})


@dataclass(frozen=True)
class Source:
    """What a variable is assigned.

    Attributes:
        expr: The expression.
        index: Which of the values that it has; None for the whole.
    """

    expr: Expression
    index: int | None = None


@dataclass(frozen=True)
class Scope:
    """Where an expression stands.

    Attributes:
        module: Its module.
        info: The class around it.
        function: The function around it.
        is_hidden: Whether there are functions around these, whose names would have to be known.
    """

    module: MypyFile
    info: TypeInfo | None = None
    function: FuncItem | None = None
    is_hidden: bool = False
    sources: Mapping[str, Source | None] = field(default_factory=dict, compare=False)

    @property
    def receiver(self) -> str:
        """The name of `self`, or of `cls`; empty where there is none."""
        function = self.function
        if function is None or self.info is None or function.is_static or not function.arguments:
            return ""
        name = function.arguments[0].variable.name
        return "" if name in self.sources else name

    def within(self, function: FuncItem) -> Scope:
        """The scope of the body of a function."""
        return Scope(self.module, self.info, function, self.is_hidden, sources_of(function.body.body))

    def parameter(self, name: str) -> Type | None:
        """The annotation of a parameter that is never assigned again; None if there is none."""
        typ = self.function.type if isinstance(self.function, FuncDef) and name not in self.sources else None
        if self.function is None or not isinstance(typ, CallableType):
            return None
        names = [argument.variable.name for argument in self.function.arguments]
        return typ.arg_types[names.index(name)] if name in names and len(names) == len(typ.arg_types) else None

    def source(self, name: str) -> tuple[Source, Scope] | None:
        """What a variable is always, and where that stands; None if that is not certain."""
        function = self.function
        if function is not None:
            if any(argument.variable.name == name for argument in function.arguments):
                return None
            if name in self.sources:
                found = self.sources[name]
                return None if found is None else (found, self)
        elif self.info is not None and name in (inside := sources_of(self.info.defn.defs.body)):
            found = inside[name]
            return None if found is None else (found, self)
        if self.is_hidden:
            return None
        found = sources_of(self.module.defs).get(name)
        return None if found is None else (found, Scope(self.module))

    def fullname(self, expr: Expression) -> str:
        """The full name of what an expression stands for: `hax.Axis`; empty if that is not known."""
        node = self.node(expr)
        if node is not None:
            return node.fullname
        is_builtin = isinstance(expr, NameExpr) and expr.name not in self.module.names and expr.name not in self.sources
        return f"{BUILTINS}{expr.name}" if is_builtin and isinstance(expr, NameExpr) else ""

    def node(self, expr: Expression) -> SymbolNode | None:
        """What an expression stands for, if that is a name of the module."""
        if isinstance(expr, NameExpr):
            return None if expr.name in self.sources else self.named(expr.name)
        if isinstance(expr, MemberExpr):
            node = self.node(expr.expr)
            return _member(node, expr.name)
        return None

    def is_foreign(self, node: SymbolNode) -> bool:
        """Whether something is defined in another module, which mypy has checked before."""
        return node.fullname.rpartition(".")[0] != self.module.fullname

    def named(self, dotted: str) -> SymbolNode | None:
        """What a name with dots stands for in the module."""
        first, *rest = dotted.split(".")
        symbol = self.module.names.get(first)
        node = None if symbol is None else symbol.node
        for name in rest:
            node = _member(node, name)
        return node


def _member(node: SymbolNode | None, name: str) -> SymbolNode | None:
    symbol = node.names.get(name) if isinstance(node, MypyFile) else None
    return None if symbol is None else symbol.node


def sources_of(body: Iterable[Statement]) -> dict[str, Source | None]:
    """What the variables of a function or a module are assigned; None if they are assigned twice, or by a loop."""
    found: dict[str, Source | None] = {}
    for statement in own(body):
        names = [target.name for target in targets(statement) if isinstance(target, NameExpr)]
        names += [function.name for function in functions([statement])]
        names += _bound(statement)
        once = dict(_assigned(statement)) if isinstance(statement, AssignmentStmt) else {}
        for name in names:
            found[name] = None if name in found else once.get(name)
    return found


def _assigned(statement: AssignmentStmt) -> Iterable[tuple[str, Source]]:
    for target in statement.lvalues:
        if isinstance(target, NameExpr):
            yield target.name, Source(statement.rvalue)
        elif isinstance(target, TupleExpr | ListExpr):
            for index, item in enumerate(target.items):
                if isinstance(item, NameExpr):
                    yield item.name, Source(statement.rvalue, index)


def _bound(statement: Statement) -> list[str]:
    """The names that a statement binds otherwise than by assigning them."""
    names = [expr.target.name for expr in within(statement) if isinstance(expr, AssignmentExpr)]
    if isinstance(statement, Import):
        return [alias or name.partition(".")[0] for name, alias in statement.ids]
    if isinstance(statement, ImportFrom):
        return [alias or name for name, alias in statement.names]
    if isinstance(statement, TryStmt):
        return names + [name.name for name in statement.vars if name is not None]
    if isinstance(statement, MatchStmt):
        return names + [name for pattern in statement.patterns for name in _captured(pattern)]
    return [statement.name] if isinstance(statement, ClassDef) else names


def _captured(part: object) -> Iterable[str]:
    """The names in a pattern."""
    if isinstance(part, NameExpr):
        yield part.name
    elif isinstance(part, list):
        for item in part:
            yield from _captured(item)
    elif isinstance(part, Pattern):
        for attribute in ("pattern", "patterns", "name", "capture", "rest", "positionals", "keyword_values", "values"):
            yield from _captured(getattr(part, attribute, None))
