"""Every use of a part of mypy that its plugin interface does not promise. A test holds each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from mypy import errorcodes as codes
from mypy.errors import ErrorInfo
from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    Context,
    Expression,
    IndexExpr,
    MemberExpr,
    OperatorAssignmentStmt,
    OpExpr,
    RefExpr,
    StrExpr,
    TempNode,
    TupleExpr,
    TypeApplication,
    TypeInfo,
    UnaryExpr,
    Var,
)
from mypy.plugin import (
    AnalyzeTypeContext,
    AttributeContext,
    CheckerPluginInterface,
    MethodContext,
    TypeAnalyzerPluginInterface,
)
from mypy.types import CallableType, Overloaded, Type, TypeType, UnboundType, UnionType, get_proper_type

from haliax_mypy import encoding


def type_of(api: CheckerPluginInterface, expr: Expression) -> Type | None:
    """The type that the checker has given to an expression, None if it has not come to it."""
    checker: Any = api
    found: Type | None = checker.lookup_type_or_none(expr)
    return found


def types(api: CheckerPluginInterface) -> encoding.Types:
    """What types are made with while a program is checked."""
    checker: Any = api
    return encoding.Types(api.named_generic_type, checker.modules)


def analysed_types(api: TypeAnalyzerPluginInterface) -> encoding.Types:
    """What types are made with while annotations are read."""
    analyser: Any = api
    return encoding.Types(api.named_type, analyser.api.modules)


def is_class(typ: Type) -> bool:
    """Whether a method is looked up on the class, not on an instance: `NamedArray.sum`."""
    return isinstance(get_proper_type(typ), CallableType | Overloaded | TypeType)


def has_member(whole: Type, member: Type) -> bool:
    """Whether `whole` is a union with this member."""
    whole = get_proper_type(whole)
    return isinstance(whole, UnionType) and any(get_proper_type(item) == member for item in whole.items)


def self_type(api: CheckerPluginInterface) -> Type:
    """The type of `self` in the method that is being checked; Any outside of one."""
    checker: Any = api
    found: Type | None = checker.scope.active_self_type()
    return found or encoding.any_type()


def expression(context: Context) -> Expression:
    """A context as an expression, to report errors at."""
    return context if isinstance(context, Expression) else TempNode(encoding.any_type(), context=context)


def index_of(context: Context) -> Expression | None:
    """What stands between the brackets of `x[...].method()`."""
    if isinstance(context, CallExpr) and isinstance(context.callee, MemberExpr):
        called = context.callee.expr
        return called.index if isinstance(called, IndexExpr) else None
    return None


def is_one_of_several(ctx: AttributeContext) -> bool:
    """Whether an attribute is that of one member of a union."""
    owner = ctx.context.expr if isinstance(ctx.context, MemberExpr) else None
    whole = type_of(ctx.api, owner) if owner is not None else None
    return isinstance(get_proper_type(whole), UnionType)


def is_operator(context: Context) -> bool:
    """Whether an expression has two operands."""
    return isinstance(context, OpExpr | OperatorAssignmentStmt)


def receiver(ctx: MethodContext, *, reflected: bool) -> Expression | None:
    """The expression that a method or an operator is called on; None if it cannot be told."""
    context = ctx.context
    if isinstance(context, CallExpr):
        return context.callee.expr if isinstance(context.callee, MemberExpr) else None
    if isinstance(context, IndexExpr):
        return context.base
    if isinstance(context, UnaryExpr):
        return context.expr
    if isinstance(context, OpExpr):
        return context.right if reflected else context.left
    if isinstance(context, OperatorAssignmentStmt):
        return context.rvalue if reflected else context.lvalue
    if isinstance(context, ComparisonExpr) and len(context.operands) == 2:
        left, right = context.operands
        return left if ctx.args[0][0] is right else right
    return None


def class_of(api: TypeAnalyzerPluginInterface, typ: UnboundType) -> TypeInfo:
    """The class that an annotation names; it is known to name one."""
    analyser: Any = api
    info = analyser.lookup_qualified(typ.name, typ).node
    assert isinstance(info, TypeInfo), info
    return info


def instance(api: TypeAnalyzerPluginInterface, info: TypeInfo, args: Sequence[Type], typ: UnboundType) -> Type:
    """What mypy itself makes of a class with type arguments, some of which may not be analysed yet."""
    analyser: Any = api
    made: Type = analyser.analyze_type_with_type_info(info, tuple(args), typ, typ.empty_tuple_index)
    return made


def annotated_type(ctx: AnalyzeTypeContext) -> Type:
    """The type that stands first in `Annotated[...]`."""
    analyser: Any = ctx.api
    special = analyser.allow_typed_dict_special_forms
    typ: Type = analyser.anal_type(ctx.type.args[0], allow_typed_dict_special_forms=special)
    return typ


def default_analysis(ctx: AnalyzeTypeContext) -> Type:
    """What mypy itself makes of an annotation. `analyze_type` would call our hook again, without end."""
    analyser: Any = ctx.api
    node = analyser.lookup_qualified(ctx.type.name, ctx.type).node
    if isinstance(node, TypeInfo):
        return instance(ctx.api, node, ctx.type.args, ctx.type)
    special: Type | None = analyser.try_analyze_special_unbound_type(ctx.type, node.fullname)
    return special or encoding.any_type()


def scrub(api: TypeAnalyzerPluginInterface, part: Type) -> None:
    """Takes back the errors that mypy reported while it read a spec as if it were a type.

    mypy takes `"batch"` for a forward reference, and in a signature it looks the name up before it asks the plugin.
    """
    analyser: Any = api
    _scrub(analyser.api.errors, _looked_up(part), part.line, part.column)


def _scrub(errors: Any, names: Iterable[str], line: int, column: int) -> None:
    queued = errors.error_info_map.get(errors.file)
    if not queued:
        return
    lost = tuple(f'Name "{name}" is not defined' for name in names)
    misread = tuple(f'{kind} "{name}" is not valid as a type' for name in names for kind in _KINDS)

    def is_spurious(error: ErrorInfo) -> bool:
        if error.line != line:
            return False
        if error.code is codes.NAME_DEFINED:
            return error.message.startswith((*lost, "Did you forget to import it from"))
        if error.code is not codes.VALID_TYPE or error.column != column:
            return False
        return error.message.startswith((*misread, *_MISREAD))

    kept = [error for error in queued if not is_spurious(error)]
    if kept:
        queued[:] = kept
    else:
        del errors.error_info_map[errors.file]


_KINDS = ("Variable", "Function", "Module")
_MISREAD = (
    "Invalid type comment or annotation",
    "See https://mypy.readthedocs.io/en/stable/common_issues.html#variables-vs-type-aliases",
    "Perhaps you ",
)


def _looked_up(part: Type) -> set[str]:
    """The names that mypy looked up while it read a spec as a type."""
    if isinstance(part, UnboundType):
        return {part.name.split(".")[0]}.union(*map(_looked_up, part.args))
    if isinstance(part, UnionType):
        return set().union(*map(_looked_up, part.items))
    return set()


def scrub_value(api: CheckerPluginInterface, expr: Expression) -> None:
    """Takes back the errors that mypy reported while it read `NamedArray["batch"]`, a value, as a type."""
    if not isinstance(expr, IndexExpr) or not isinstance(expr.analyzed, TypeApplication):
        return
    checker: Any = api
    index = expr.index
    parts = index.items if isinstance(index, TupleExpr) else [index]
    for part in parts:
        if isinstance(part, StrExpr):
            _scrub(checker.errors, set(re.findall(r"\w+", part.value)), part.line, part.column)


def is_inferred(context: Context) -> bool:
    """Whether a method is called on a variable whose type is not declared."""
    target: Expression | None = None
    if isinstance(context, CallExpr) and isinstance(context.callee, MemberExpr):
        target = context.callee.expr
    elif isinstance(context, IndexExpr):
        target = context.base
    return isinstance(target, RefExpr) and isinstance(target.node, Var) and target.node.is_inferred
