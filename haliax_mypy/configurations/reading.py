"""The axes that an expression names, as it is written: `Axis("embed", self.hidden)`, `self.Pos.alias("key")`."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ConditionalExpr,
    Expression,
    FuncDef,
    FuncItem,
    IndexExpr,
    IntExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    ReturnStmt,
    StarExpr,
    StrExpr,
    SuperExpr,
    TupleExpr,
    TypeInfo,
    Var,
)
from mypy.types import CallableType, Instance, UnboundType, get_proper_type

from haliax_mypy.configurations import attributes
from haliax_mypy.configurations.attributes import Method, Stored, Value, argument
from haliax_mypy.configurations.declared import is_axes, is_axis, is_certain
from haliax_mypy.configurations.scopes import Scope
from haliax_mypy.configurations.shapes import Named, Shape, either, of_type
from haliax_mypy.names import AXIS
from haliax_mypy.syntax import fstrings
from haliax_mypy.syntax.statements import own
from haliax_mypy.syntax.written import as_written

MAKE_AXES: Final = "haliax.axis.make_axes"
REPLACE: Final = "dataclasses.replace"
DEPTH: Final = 12
"""How far names are followed: they may go round in a circle."""


def read(expr: Expression, scope: Scope, depth: int = 0) -> Shape | None:
    """The axes that an expression is; None if that is not known."""
    if depth > DEPTH:
        return None
    expr = as_written(expr)
    if isinstance(expr, ConditionalExpr):
        return either([read(part, scope, depth + 1) for part in (expr.if_expr, expr.else_expr)])
    if isinstance(expr, TupleExpr):
        return _display(expr, scope, depth + 1)
    if isinstance(expr, OpExpr) and expr.op == "+":
        left, right = (read(part, scope, depth + 1) for part in (expr.left, expr.right))
        return left + right if isinstance(left, tuple) and isinstance(right, tuple) else None
    if isinstance(expr, IndexExpr):
        whole = read(expr.base, scope, depth + 1)
        return _item(whole, expr.index.value) if isinstance(expr.index, IntExpr) else None
    if isinstance(expr, CallExpr):
        return _call(expr, scope, depth + 1)
    if isinstance(expr, NameExpr):
        return _name(expr, scope, depth + 1)
    if isinstance(expr, SuperExpr) and scope.info is not None:
        return attribute(scope.info, expr.name, scope, depth + 1, above=True)
    return _member(expr, scope, depth + 1) if isinstance(expr, MemberExpr) else None


def _display(expr: TupleExpr, scope: Scope, depth: int) -> Shape | None:
    parts: list[Shape] = []
    for item in expr.items:
        found = read(item.expr if isinstance(item, StarExpr) else item, scope, depth)
        if found is None or (isinstance(item, StarExpr) and isinstance(found, Named)):
            return None
        parts += found if isinstance(item, StarExpr) and isinstance(found, tuple) else (found,)
    return tuple(parts)


def _item(whole: Shape | None, index: int | None) -> Shape | None:
    if index is None:
        return whole
    return whole[index] if isinstance(whole, tuple) and index < len(whole) else None


def _name(expr: NameExpr, scope: Scope, depth: int) -> Shape | None:
    found = scope.source(expr.name)
    if found is not None:
        source, home = found
        return _item(read(source.expr, home, depth), source.index)
    node = scope.node(expr)
    return of_type(node.type) if isinstance(node, Var) and scope.is_foreign(node) else None


def _member(expr: MemberExpr, scope: Scope, depth: int) -> Shape | None:
    owner = class_of(expr.expr, scope, depth)
    if owner is not None:
        return attribute(owner, expr.name, scope, depth)
    node, home = scope.node(expr), scope.node(expr.expr)
    if isinstance(home, TypeInfo):  # of a class, a property is no axis
        found = attributes.defined(home, expr.name, scope.module)
        return None if isinstance(found, Method) else attribute(home, expr.name, scope, depth)
    return of_type(node.type) if isinstance(node, Var) and scope.is_foreign(node) else None


def attribute(info: TypeInfo, name: str, scope: Scope, depth: int, *, above: bool = False) -> Shape | None:
    """The axes that an attribute of a class is. `above`: that of `super()`."""
    found = attributes.defined(info, name, scope.module, above=above)
    if isinstance(found, Stored):
        return None if found.is_called else of_type(found.typ)
    if isinstance(found, Method):
        return returned(found.function, found.scope, depth) if found.is_property else None
    return None if found is None else _value(found.statement, found.scope, depth)


def result(info: TypeInfo, name: str, scope: Scope, depth: int, *, above: bool = False) -> Shape | None:
    """The axes that a method of a class gives."""
    found = attributes.defined(info, name, scope.module, above=above)
    if isinstance(found, Stored):
        return of_type(found.typ) if found.is_called else None
    is_method = isinstance(found, Method) and not found.is_property
    return returned(found.function, found.scope, depth) if is_method and isinstance(found, Method) else None


def _value(statement: AssignmentStmt, scope: Scope, depth: int) -> Shape | None:
    """What an attribute is assigned, if it is not declared to be any axis."""
    typ = statement.unanalyzed_type
    if typ is not None and not is_certain(typ, scope):
        return of_type(typ)
    if len(statement.lvalues) > 1 or isinstance(statement.lvalues[0], TupleExpr):
        return None
    function = attributes.property_function(statement.rvalue, scope)
    if function is not None:
        return in_body(function, scope, depth)
    return read(statement.rvalue, scope, depth)


def returned(function: FuncDef, scope: Scope, depth: int = 0) -> Shape | None:
    """The axes that a function gives; None if that is not known. The scope is that around it."""
    typ = function.type
    declared = typ.ret_type if isinstance(typ, CallableType) else None
    if declared is not None and not is_axis(declared, scope) and not is_axes(declared, scope):
        return of_type(declared)
    if function.abstract_status or function.is_coroutine:
        return None
    found = in_body(function, scope, depth)
    is_right = declared is None or isinstance(found, Named) == is_axis(declared, scope)
    return found if is_right else None


def in_body(function: FuncItem, scope: Scope, depth: int = 0) -> Shape | None:
    """The axes that the body of a function, or of a lambda, gives: each `return` the same."""
    inside, found = scope.within(function), list[Shape | None]()
    for statement in own(function.body.body):
        if isinstance(statement, ReturnStmt):
            found.append(None if statement.expr is None else read(statement.expr, inside, depth + 1))
    return either(found)


def class_of(expr: Expression, scope: Scope, depth: int) -> TypeInfo | None:
    """The class that `self`, `self.config`, or a parameter or a constant is an instance of."""
    if depth > DEPTH:
        return None
    if isinstance(expr, CallExpr):
        node = scope.node(expr.callee)
        return node if isinstance(node, TypeInfo) else None
    if isinstance(expr, MemberExpr):
        owner = class_of(expr.expr, scope, depth + 1)
        return None if owner is None else attributes.class_of(owner, expr.name, scope.module)
    if not isinstance(expr, NameExpr):
        return None
    if expr.name == scope.receiver:
        return scope.info
    typ, found, node = scope.parameter(expr.name), scope.source(expr.name), scope.node(expr)
    if typ is None and found is not None and found[0].index is None:
        return class_of(found[0].expr, found[1], depth + 1)
    if typ is None and isinstance(node, Var) and scope.is_foreign(node):
        typ = node.type
    return attributes.class_named(typ, scope)


def _call(call: CallExpr, scope: Scope, depth: int) -> Shape | None:
    callee = call.callee
    fullname = scope.fullname(callee)
    if fullname == AXIS:
        return _named(text(argument(call, 0, "name"), scope, depth))
    if fullname == MAKE_AXES:
        names = [name for name in call.arg_names if name is not None]
        return tuple(Named((name,)) for name in names) if len(names) == len(call.args) else None
    if fullname == REPLACE:
        name = argument(call, 2, "name")
        return read(call.args[0], scope, depth) if name is None else _named(text(name, scope, depth))
    if isinstance(callee, NameExpr):
        return _function(callee, scope, depth)
    if isinstance(callee, SuperExpr) and scope.info is not None:
        return result(scope.info, callee.name, scope, depth, above=True)
    if not isinstance(callee, MemberExpr):
        return None
    if callee.name in ("alias", "resize"):
        receiver = read(callee.expr, scope, depth)
        if callee.name == "alias" and (isinstance(receiver, Named) or _is_axis(callee.expr, scope, depth)):
            return _named(text(argument(call, 0, "new_name"), scope, depth))
        if isinstance(receiver, Named):
            return receiver
    owner = class_of(callee.expr, scope, depth)
    return None if owner is None else result(owner, callee.name, scope, depth)


def _function(callee: NameExpr, scope: Scope, depth: int) -> Shape | None:
    """What a function of a module gives."""
    node = scope.node(callee)
    if not isinstance(node, FuncDef):
        return None
    if scope.is_foreign(node):
        return of_type(node.type.ret_type) if isinstance(node.type, CallableType) else None
    return returned(node, Scope(scope.module), depth) if node.type is not None and not scope.is_hidden else None


def _is_axis(expr: Expression, scope: Scope, depth: int) -> bool:
    """Whether a parameter, or an attribute, is declared to be an `Axis`. Other classes have a method `alias` too."""
    if isinstance(expr, NameExpr):
        typ = scope.parameter(expr.name)
    else:
        owner = class_of(expr.expr, scope, depth) if isinstance(expr, MemberExpr) else None
        found = attributes.defined(owner, expr.name, scope.module) if owner and isinstance(expr, MemberExpr) else None
        if isinstance(found, Method | Value):
            scope = found.scope
        typ = None if found is None else attributes.declared(found)
    if typ is None or isinstance(typ, UnboundType):
        return typ is not None and is_axis(typ, scope)
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == AXIS


def _named(name: str | None) -> Named | None:
    return None if name is None else Named((name,))


def text(expr: Expression | None, scope: Scope, depth: int = 0) -> str | None:
    """The text that an expression is; None if that is not known."""
    expr = None if expr is None else as_written(expr)
    if isinstance(expr, StrExpr):
        return expr.value
    if isinstance(expr, OpExpr) and expr.op == "+":
        return _joined([text(expr.left, scope, depth), text(expr.right, scope, depth)])
    if isinstance(expr, MemberExpr) and expr.name == "name":
        axis = read(expr.expr, scope, depth + 1)
        return axis.names[0] if isinstance(axis, Named) and len(axis.names) == 1 else None
    if isinstance(expr, NameExpr) and depth < DEPTH:
        found = scope.source(expr.name)
        return text(found[0].expr, found[1], depth + 1) if found is not None and found[0].index is None else None
    parts = fstrings.parts(expr) if expr is not None else []
    return _joined([text(part, scope, depth) for part in parts]) if parts else None


def _joined(parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None
