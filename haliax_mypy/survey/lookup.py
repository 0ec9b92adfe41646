"""What a name, an attribute or a call stands for: the variable, the function or the class."""

from __future__ import annotations

import re

from mypy.nodes import (
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    IndexExpr,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
    RefExpr,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.types import AnyType, CallableType, Instance, TupleType, Type, TypeType, UnionType, get_proper_type

from haliax_mypy.layers.heads import template_of
from haliax_mypy.layers.instances import layer_of
from haliax_mypy.names import AXIS
from haliax_mypy.survey.knowledge import Knowledge, of_instance
from haliax_mypy.survey.program import Program
from haliax_mypy.types.literals import literal


def symbol_of(expr: Expression, program: Program) -> SymbolNode | None:
    """What a name or an attribute stands for; None if nobody knows."""
    if isinstance(expr, IndexExpr) and expr.analyzed is not None:  # `Linear[int](...)`
        expr = expr.base
    if isinstance(expr, RefExpr) and expr.node is not None and not isinstance(expr, MemberExpr):
        return expr.node
    if isinstance(expr, MemberExpr):
        owner = class_of(program.type_of(expr.expr))
        found = owner.get(expr.name) if owner is not None else None
        return found.node if found is not None else expr.node
    return None


def class_of(typ: Type | None) -> TypeInfo | None:
    """The class that an expression is an instance of, or that it is."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        members = [class_of(item) for item in proper.items]
        return next((member for member in members if member is not None and member.fullname != "builtins.None"), None)
    if isinstance(proper, TypeType):
        return class_of(proper.item)
    if isinstance(proper, CallableType) and proper.is_type_obj():
        return proper.type_object()
    if isinstance(proper, TupleType):  # a NamedTuple
        return proper.partial_fallback.type
    return proper.type if isinstance(proper, Instance) else None


def selects_unknown(typ: Type | None, depth: int = 4) -> bool:
    """Whether a type is that of names of axes, or of axes, some of which only the running program knows."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType | TupleType):
        return depth > 0 and any(selects_unknown(item, depth - 1) for item in proper.items)
    if not isinstance(proper, Instance):
        return False
    if proper.type.fullname == "builtins.str":
        return literal(proper) is None
    if proper.type.fullname == AXIS:
        return of_instance(proper) is not Knowledge.KNOWN
    is_container = proper.type.fullname.partition(".")[0] in ("builtins", "typing", "collections")
    return is_container and depth > 0 and any(selects_unknown(arg, depth - 1) for arg in proper.args)


def layer_spec(typ: Type | None) -> str:
    """The form of the annotation of a layer, `… -> …`; empty for what is no layer."""
    layer = layer_of(typ) if typ is not None else None
    template = template_of(layer.type) if layer is not None else None
    return "" if template is None else re.sub(r"\{\w+\}|\w+", "…", template.text)


def function_of(node: SymbolNode | None) -> FuncDef | None:
    """The function that a name stands for, without its decorators; None for an overloaded one."""
    if isinstance(node, Decorator):
        return node.func
    if isinstance(node, OverloadedFuncDef) and node.is_property:
        return function_of(node.items[0])
    return node if isinstance(node, FuncDef) else None


def called(call: CallExpr, program: Program) -> SymbolNode | None:
    """What a call runs: a function, a class, or the method `__call__` of an object."""
    found = symbol_of(call.callee, program)
    if isinstance(found, Var) or found is None:
        owner = get_proper_type(program.type_of(call.callee))
        info = owner.type if isinstance(owner, Instance) else None
        method = info.get("__call__") if info is not None else None
        if method is not None and method.node is not None:
            return method.node
    return found


def declared_result(function: FuncDef) -> Type | None:
    """The type that a function is declared to return; None if nothing is."""
    typ = get_proper_type(function.type)
    return typ.ret_type if isinstance(typ, CallableType) and not typ.implicit else None


def declared_parameter(function: FuncDef, index: int) -> Type | None:
    """The type that a parameter is declared to have; None if nothing is."""
    typ = get_proper_type(function.type)
    if not isinstance(typ, CallableType) or index >= len(typ.arg_types):
        return None
    found = get_proper_type(typ.arg_types[index])
    return None if isinstance(found, AnyType) and function.arguments[index].type_annotation is None else found


def is_of_library(node: SymbolNode | None, program: Program) -> bool:
    """Whether something is defined in none of the modules that are looked at."""
    name = node.fullname if node is not None else ""
    return not any(name.startswith(f"{module}.") for module in program.modules)


def short(name: str) -> str:
    """A full name without the modules: `Block.__call__`."""
    parts = name.split(".")
    upper = next((i for i, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    return ".".join(parts[upper:])


def text_of(expr: Expression) -> str:
    """An expression of names and dots, as it is written; empty for another one."""
    if isinstance(expr, NameExpr):
        return expr.name
    if isinstance(expr, MemberExpr):
        inner = text_of(expr.expr)
        return f"{inner}.{expr.name}" if inner else expr.name
    return ""
