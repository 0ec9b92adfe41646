"""What defines an attribute of a class: a statement in the body of the class, or a type, where mypy has stored one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    LambdaExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OverloadedFuncDef,
    Statement,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.types import CallableType, Instance, Type, UnboundType, get_proper_type

from haliax_mypy.configurations.scopes import PROPERTIES, Scope
from haliax_mypy.syntax.statements import functions, own, targets


@dataclass(frozen=True)
class Value:
    """An attribute that is assigned: `Embed = Axis("embed", 32)`, `self.Embed = Axis("embed", 32)`."""

    statement: AssignmentStmt
    scope: Scope


@dataclass(frozen=True)
class Method:
    """A method, or a property if it is one."""

    function: FuncDef
    scope: Scope
    is_property: bool


@dataclass(frozen=True)
class Stored:
    """What another module, which mypy has checked before, says of an attribute."""

    typ: Type | None
    is_called: bool


Definition: TypeAlias = Value | Method | Stored


def defined(info: TypeInfo, name: str, module: MypyFile, *, above: bool = False) -> Definition | None:
    """What defines an attribute; None if that is nothing, or several. `above`: that of `super()`."""
    for base in info.mro[above:]:
        if base.module_name != module.fullname:
            symbol = base.names.get(name)
            if symbol is not None:
                return stored(symbol.node)
            continue
        scope = scope_of(base, module)
        found = list(_in_body(base, scope, name)) or list(_in_methods(base, scope, name))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def class_of(info: TypeInfo, name: str, module: MypyFile) -> TypeInfo | None:
    """The class that an attribute is declared to be an instance of."""
    found = defined(info, name, module)
    if found is None:
        return None
    return class_named(declared(found), found.scope if isinstance(found, Value | Method) else Scope(module))


def class_named(typ: Type | None, scope: Scope) -> TypeInfo | None:
    """The class that an annotation names."""
    if isinstance(typ, UnboundType):
        node = scope.named(typ.name)
        return node if isinstance(node, TypeInfo) and not typ.args else None
    proper = get_proper_type(typ)
    return proper.type if isinstance(proper, Instance) else None


def declared(found: Definition) -> Type | None:
    """The annotation of an attribute; the type of `self.config = config` is that of the parameter."""
    if isinstance(found, Stored):
        return None if found.is_called else found.typ
    if isinstance(found, Method):
        typ = found.function.type
        return typ.ret_type if found.is_property and isinstance(typ, CallableType) else None
    source = found.statement.rvalue
    if found.statement.unanalyzed_type is not None or not isinstance(source, NameExpr):
        return found.statement.unanalyzed_type
    return found.scope.parameter(source.name)


def scope_of(info: TypeInfo, module: MypyFile) -> Scope:
    """The scope of the body of a class. One within a function has a place in its name."""
    return Scope(module, info, is_hidden="@" in info.fullname)


def _in_body(info: TypeInfo, scope: Scope, name: str) -> Iterator[Definition]:
    for statement in own(info.defn.defs.body):
        function = next(functions([statement]), None)
        if function is not None and function.name == name:
            yield method(statement, function, scope)
        elif any(isinstance(target, NameExpr) and target.name == name for target in targets(statement)):
            # Something else than an assignment, such as a loop, is no certain definition.
            yield Value(statement, scope) if isinstance(statement, AssignmentStmt) else Stored(None, False)


def method(statement: Statement, function: FuncDef, scope: Scope) -> Method:
    """What a function in the body of a class is. A static one does not know the class."""
    if any(getattr(decorator, "name", "") == "staticmethod" for decorator in _decorators(statement)):
        scope = Scope(scope.module, is_hidden=scope.is_hidden)
    return Method(function, scope, is_property(statement, scope))


def _in_methods(info: TypeInfo, scope: Scope, name: str) -> Iterator[Definition]:
    """The assignments of `self.name`; only one in `__init__` is certain."""
    for method in functions(own(info.defn.defs.body)):
        for statement in own(method.body.body):
            for target in targets(statement):
                if isinstance(target, MemberExpr) and target.name == name and _is_self(target.expr, method):
                    is_plain = isinstance(statement, AssignmentStmt) and target in statement.lvalues
                    if is_plain and isinstance(statement, AssignmentStmt) and method.name == "__init__":
                        yield Value(statement, scope.within(method))
                    else:
                        yield Stored(None, False)


def _is_self(expr: Expression, method: FuncDef) -> bool:
    return isinstance(expr, NameExpr) and expr.name in [argument.variable.name for argument in method.arguments[:1]]


def property_function(expr: Expression, scope: Scope) -> LambdaExpr | None:
    """The function of `property(lambda self: ...)`."""
    if not isinstance(expr, CallExpr) or scope.fullname(expr.callee) not in PROPERTIES:
        return None
    function = argument(expr, 0, "fget")
    others = [name for name in expr.arg_names if name not in (None, "fget", "doc")]
    is_plain = len(expr.arg_names) == len(others) + 1 or "doc" in expr.arg_names
    if others or not is_plain or not isinstance(function, LambdaExpr):
        return None
    return function if len(function.arguments) == 1 else None


def argument(call: CallExpr, index: int, name: str) -> Expression | None:
    """An argument by its place or its name; None if it is not given so, or if others are unpacked."""
    if any(kind.is_star() for kind in call.arg_kinds):
        return None
    if name in call.arg_names:
        return call.args[call.arg_names.index(name)]
    return call.args[index] if index < len(call.args) and call.arg_names[index] is None else None


def is_property(statement: Statement, scope: Scope) -> bool:
    """Whether a definition is that of a property."""
    return any(scope.fullname(decorator) in PROPERTIES for decorator in _decorators(statement))


def is_abstract(statement: Statement) -> bool:
    """Whether a definition is one of which only the annotation counts."""
    names = [getattr(decorator, "name", "") for decorator in _decorators(statement)]
    return any(name in ("abstractmethod", "abstractproperty", "overload") for name in names)


def _decorators(statement: Statement) -> list[Expression]:
    first = statement.items[0] if isinstance(statement, OverloadedFuncDef) else statement
    return first.original_decorators if isinstance(first, Decorator) else []


def stored(node: SymbolNode | None) -> Stored:
    """The type of an attribute as mypy has stored it; that of a property is what it gives."""
    if isinstance(node, OverloadedFuncDef) and node.is_property:
        node = node.items[0]
    if isinstance(node, Decorator):
        is_property, typ = node.func.is_property, node.var.type
    elif isinstance(node, FuncDef):
        is_property, typ = node.is_property, node.type
    else:
        return Stored(node.type if isinstance(node, Var) else None, False)
    proper = get_proper_type(typ)
    return Stored(proper.ret_type if isinstance(proper, CallableType) else None, not is_property)
