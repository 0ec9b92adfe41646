"""`-> Axis` and `ClassVar[Axis]`: which axis it is stands in the body of the function, or in the value."""

from __future__ import annotations

from mypy.nodes import AssignmentStmt, FuncDef
from mypy.plugin import AnalyzeTypeContext
from mypy.types import CallableType, Instance, UnboundType

from haliax_mypy import compat
from haliax_mypy.configurations import analysing
from haliax_mypy.configurations.attributes import scope_of
from haliax_mypy.configurations.declared import is_certain
from haliax_mypy.configurations.reading import read, returned
from haliax_mypy.configurations.scopes import Scope
from haliax_mypy.configurations.shapes import Named, Shape


def named(ctx: AnalyzeTypeContext) -> Instance | None:
    """What an annotation that is just `Axis` stands for; None if that is not known."""
    module = compat.module_of(ctx.api)
    shape = None if module.is_stub else _result(ctx) or _value(ctx)
    return compat.annotation_maker(ctx.api).axis(shape.names) if isinstance(shape, Named) else None


def _scope(ctx: AnalyzeTypeContext, function: FuncDef | None = None) -> Scope:
    module, info = compat.module_of(ctx.api), analysing.class_around(ctx.api)
    if info is None or (function is not None and (function.is_static or function.info is not info)):
        return Scope(module)
    return scope_of(info, module)


def _result(ctx: AnalyzeTypeContext) -> Shape | None:
    """What the function gives whose signature is read."""
    function = analysing.function(ctx.api)
    typ = function.type if function is not None else None
    if function is None or not isinstance(typ, CallableType) or typ.ret_type is not ctx.type:
        return None
    return None if function.info and function.info.is_protocol else returned(function, _scope(ctx, function))


def _value(ctx: AnalyzeTypeContext) -> Shape | None:
    """What a variable is assigned that is declared to be the same for all instances."""
    statement = analysing.statement(ctx.api)
    typ = statement.unanalyzed_type if isinstance(statement, AssignmentStmt) else None
    if not isinstance(statement, AssignmentStmt) or not isinstance(typ, UnboundType):
        return None
    if not any(part is ctx.type for part in typ.args):
        return None
    scope = _scope(ctx)
    return read(statement.rvalue, scope) if is_certain(typ, scope) else None
