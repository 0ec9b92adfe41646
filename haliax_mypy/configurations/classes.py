"""Properties of a class that no annotation says, and tuples of axes, rewritten before mypy comes to them.

Embed = property(lambda self: Axis("embed", self.hidden))     as if it were written with `@property`
@property
def Embed(self): return Axis("embed", self.hidden)            as if `-> Axis["embed"]` were written
def Inner(self) -> tuple[Axis, ...]: return self.A, self.B    as if each axis were named
"""

from __future__ import annotations

from mypy.nodes import (
    ARG_POS,
    Argument,
    AssignmentStmt,
    Block,
    CallExpr,
    Decorator,
    ExpressionStmt,
    FuncDef,
    NameExpr,
    RaiseStmt,
    ReturnStmt,
    Statement,
    Var,
)
from mypy.plugin import ClassDefContext
from mypy.types import CallableType, Type

from haliax_mypy.configurations import analysing, attributes
from haliax_mypy.configurations.declared import is_axes
from haliax_mypy.configurations.reading import in_body, returned
from haliax_mypy.configurations.scopes import Scope
from haliax_mypy.configurations.shapes import Shape, type_of
from haliax_mypy.syntax.statements import blocks
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.literals import any_type


def read_class(ctx: ClassDefContext) -> None:
    """Rewrites the body of a class, whose bases are known."""
    info, module, maker = ctx.cls.info, analysing.module(ctx.api), analysing.maker(ctx.api)
    if module.is_stub or info.is_protocol or maker.axis(()) is None:
        return
    scope = attributes.scope_of(info, module)
    checks = ctx.api.options.check_untyped_defs
    body = ctx.cls.defs.body
    for at, statement in enumerate(body):
        if isinstance(statement, AssignmentStmt):
            made = _property(statement, scope, maker)
            body[at] = statement if made is None else made
        elif isinstance(statement, Decorator | FuncDef):
            _annotate(statement, scope, maker, checks=checks)


def _property(statement: AssignmentStmt, scope: Scope, maker: Maker) -> Decorator | None:
    """The property that a lambda is made, with the axes that it gives; None if it is to stay."""
    target, call = statement.lvalues[0], statement.rvalue
    function = attributes.property_function(call, scope)
    if function is None or not isinstance(call, CallExpr) or not isinstance(target, NameExpr):
        return None
    if len(statement.lvalues) > 1 or statement.unanalyzed_type is not None:
        return None
    given = _given(in_body(function, scope), maker)
    if given is None:
        # A subclass may have what cannot be read in the place of what can: mypy compares properties.
        info = scope.info
        if info is None or not any(target.name in base.names for base in info.mro[1:]):
            return None
    return _decorated(target.name, call, given or any_type(), maker)


def _decorated(name: str, call: CallExpr, given: Type, maker: Maker) -> Decorator:
    receiver = Argument(Var("self"), None, None, ARG_POS)
    body = Block([ExpressionStmt(call)])  # which mypy checks as it would where it stood
    made = FuncDef(name, [receiver], body, None)
    decorator = Decorator(made, [call.callee], Var(name))
    made.is_decorated = True
    for node in (receiver, receiver.variable, body, body.body[0], made, decorator, decorator.var):
        node.set_line(call)
    body.body.append(_end(body))
    _retype(made, given, maker)
    return decorator


def _annotate(statement: Decorator | FuncDef, scope: Scope, maker: Maker, *, checks: bool) -> None:
    """Writes what a method gives to where its annotation would stand."""
    function = statement.func if isinstance(statement, Decorator) else statement
    typ = function.type
    scope = attributes.method(statement, function, scope).scope
    if attributes.is_abstract(statement):
        return
    if typ is None:
        is_plain = isinstance(statement, Decorator) and len(statement.original_decorators) == 1
        if is_plain and len(function.arguments) == 1 and attributes.is_property(statement, scope):
            given = _given(returned(function, scope), maker)
            if given is not None:
                _retype(function, given, maker)
                if checks:
                    _check(function.body)
                else:
                    function.body.body = [_end(function.body)]
    elif isinstance(typ, CallableType) and is_axes(typ.ret_type, scope):
        given = _given(returned(function, scope), maker)
        if given is not None:
            function.type = function.unanalyzed_type = typ.copy_modified(ret_type=given)


def _given(shape: Shape | None, maker: Maker) -> Type | None:
    return None if shape is None else type_of(shape, maker)


def _retype(function: FuncDef, given: Type, maker: Maker) -> None:
    """Says what a function gives."""
    kinds = [argument.kind for argument in function.arguments]
    names = [argument.variable.name for argument in function.arguments]
    typ = CallableType([any_type() for _ in kinds], kinds, names, given, maker.named("builtins.function", []))
    typ.set_line(function)
    function.type = function.unanalyzed_type = typ


def _check(block: Block) -> None:
    """Lets mypy check what is returned without comparing it to what we have read."""
    changed: list[Statement] = []
    for statement in block.body:
        if isinstance(statement, ReturnStmt) and statement.expr is not None:
            value = ExpressionStmt(statement.expr)
            value.set_line(statement)
            changed += [value, _end(statement)]
        else:
            changed.append(statement)
            for inner in blocks(statement):
                _check(inner)
    block.body = changed


def _end(place: Statement) -> RaiseStmt:
    end = RaiseStmt(None, None)
    end.set_line(place)
    return end
