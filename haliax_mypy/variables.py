"""What mypy remembers of variables and attributes: the types that it guesses for them, and what they were last given.

Like `compat`, this uses parts of mypy that its plugin interface does not promise. A test holds each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from mypy.literals import literal_hash
from mypy.nodes import (
    ClassDef,
    Context,
    DictExpr,
    Expression,
    IndexExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    RefExpr,
    SetExpr,
    TypeInfo,
    Var,
)
from mypy.plugin import AttributeContext, CheckerPluginInterface, FunctionContext, MethodContext, MethodSigContext
from mypy.types import AnyType, CallableType, Instance, Type, TypeType, UninhabitedType, UnionType, get_proper_type

from haliax_mypy.compat import called_on, module_checked
from haliax_mypy.syntax.sources import targets_by_source
from haliax_mypy.syntax.statements import statements, targets
from haliax_mypy.types.reading import upper_bound


def last_given(api: CheckerPluginInterface, expr: Expression) -> Type | None:
    """The type that a variable was last given; None if there is no more to say than its type.

    The type of the expression may still have axes of earlier assignments.
    """
    if not isinstance(expr, NameExpr) and (not isinstance(expr, MemberExpr | IndexExpr) or literal_hash(expr) is None):
        return None
    checker: Any = api
    found: Type | None = checker.binder.get(expr)
    return None if isinstance(get_proper_type(found), AnyType) else found


def is_inferred(context: Context) -> bool:
    """Whether a method is called on a variable whose type is not declared."""
    target = _changed(context)
    return isinstance(target, RefExpr) and isinstance(target.node, Var) and target.node.is_inferred


def _changed(context: Context) -> Expression | None:
    """What a method, an index or an operator such as `+=` changes."""
    return context.lvalue if isinstance(context, OperatorAssignmentStmt) else called_on(context)


def is_guessed_container(context: Context) -> bool:
    """Whether what is read from, or gone through, is a list or a dict whose type is not declared."""
    source = called_on(context) or context
    if isinstance(source, RefExpr):
        return isinstance(source.node, Var) and source.node.is_inferred
    return isinstance(source, ListExpr | DictExpr | SetExpr)


def retype_container(ctx: MethodContext | MethodSigContext, change: Callable[[Type], Type | None]) -> None:
    """Changes the type that mypy has guessed for a variable from its first member: `x = []; x.append(first)`."""
    target = _changed(ctx.context)
    if isinstance(target, RefExpr) and isinstance(target.node, Var) and target.node.type is not None:
        changed = change(target.node.type)
        if changed is not None:
            checker: Any = ctx.api
            target.node.type = changed
            checker.binder.put(target, changed)


def retype_parameter(ctx: FunctionContext | MethodContext, typ: Type) -> None:
    """Gives a parameter that is assigned itself this type, and no other."""
    target = targets_by_source(module_checked(ctx.api)).get(ctx.context)
    source = ctx.args[0][0]
    if (
        target is not None
        and isinstance(source, NameExpr)
        and isinstance(source.node, Var)
        and source.node is target.node
    ):
        source.node.type = typ


def forget_types(target: NameExpr, is_other: Callable[[Type], bool]) -> bool:
    """Forgets the types of a variable which what it is given now would be taken for; whether there were any."""
    variable = target.node
    if not isinstance(variable, Var) or not variable.is_inferred or variable.type is None:
        return False
    typ = get_proper_type(variable.type)
    items = typ.items if isinstance(typ, UnionType) else [typ]
    left = [item for item in items if not is_other(item)]
    if len(left) < len(items):
        variable.type = UnionType.make_union(left) if left else UninhabitedType()
    return len(left) < len(items)


def is_narrowed(ctx: AttributeContext) -> bool:
    """Whether an attribute has been given something since the function began."""
    return isinstance(ctx.context, MemberExpr) and last_given(ctx.api, ctx.context) is not None


def is_guessed(ctx: AttributeContext) -> bool:
    """Whether the type of an attribute is not declared."""
    return _guessed(ctx) is not None


def is_constant(ctx: AttributeContext) -> bool:
    """Whether an attribute is declared `Final`."""
    found = _guessed(ctx)
    return found is not None and found.is_final


def is_assigned_again(ctx: AttributeContext) -> bool:
    """Whether an attribute, whose type is not declared, is assigned more than once in its class."""
    found = _guessed(ctx)
    return found is not None and _assignments(found.info.defn)[found.name] > 1


def retype_attribute(ctx: AttributeContext, typ: Type) -> None:
    """Gives an attribute another type than that which mypy has guessed from its first assignment."""
    found = _guessed(ctx)
    if found is not None:
        found.type = typ


def _guessed(ctx: AttributeContext) -> Var | None:
    owner = get_proper_type(ctx.type)
    if isinstance(owner, TypeType):  # `cls.attribute`
        owner = upper_bound(owner.item)
    elif isinstance(owner, CallableType) and owner.is_type_obj() and ctx.is_lvalue:
        owner = get_proper_type(owner.ret_type)
    if not isinstance(owner, Instance) or not isinstance(ctx.context, MemberExpr):
        return None
    symbol = owner.type.get(ctx.context.name)
    node = symbol.node if symbol is not None else None
    return node if isinstance(node, Var) and node.is_inferred and isinstance(node.info, TypeInfo) else None


@lru_cache(maxsize=64)
def _assignments(defn: ClassDef) -> Counter[str]:
    """How often each attribute is assigned in the body and the methods of a class."""
    found: Counter[str] = Counter()
    for statement, method in statements(defn.defs.body):
        for target in targets(statement):
            if method is None and isinstance(target, NameExpr):
                found[target.name] += 1
            elif method is not None and isinstance(target, MemberExpr) and isinstance(target.expr, NameExpr):
                found[target.name] += 1
    return found
