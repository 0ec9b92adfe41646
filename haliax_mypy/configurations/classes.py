"""Properties of a class that no annotation says, and tuples of axes, rewritten before mypy comes to them.

Embed = property(lambda self: Axis("embed", self.hidden))     as if it were written with `@property`
@property
def Embed(self): return Axis("embed", self.hidden)            as if `-> Axis["embed"]` were written
def Inner(self) -> tuple[Axis, ...]: return self.A, self.B    as if each axis were named
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    ARG_POS,
    Argument,
    AssignmentStmt,
    Block,
    CallExpr,
    ClassDef,
    Decorator,
    ExpressionStmt,
    FuncDef,
    IndexExpr,
    LambdaExpr,
    MemberExpr,
    NameExpr,
    RaiseStmt,
    ReturnStmt,
    Statement,
    Var,
)
from mypy.plugin import ClassDefContext
from mypy.server.trigger import make_trigger
from mypy.traverser import all_name_and_member_expressions
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
    if module.is_stub or _is_protocol(ctx.cls) or maker.axis(()) is None:
        return
    scope = attributes.scope_of(info, module)
    checks = ctx.api.options.check_untyped_defs
    body = ctx.cls.defs.body
    for at, statement in enumerate(body):
        name, call = _property(statement)
        function = None if call is None else attributes.property_function(call, scope)
        if function is not None and call is not None:
            for trigger in _triggers(function, scope):
                ctx.api.add_plugin_dependency(trigger)
            given = _given(in_body(function, scope), maker)
            # A subclass may have what cannot be read in the place of what can: mypy compares properties.
            if given is not None or any(name in base.names for base in info.mro[1:]):
                if isinstance(statement, Decorator):
                    _give(statement.func, given or any_type())
                else:
                    body[at] = _decorated(name, call, given or any_type(), maker)
        elif isinstance(statement, Decorator | FuncDef):
            _annotate(statement, scope, maker, checks=checks)


def _is_protocol(cls: ClassDef) -> bool:
    bases = [base.base if isinstance(base, IndexExpr) else base for base in cls.base_type_exprs]
    return any(isinstance(base, NameExpr | MemberExpr) and base.name == "Protocol" for base in bases)


def _property(statement: Statement) -> tuple[str, CallExpr | None]:
    """The name and the call of `Embed = property(...)`, also where the daemon has seen it before."""
    if isinstance(statement, Decorator):
        first = statement.func.body.body[0] if statement.func.body.body else None
        call = first.expr if isinstance(first, ExpressionStmt) else None
        is_ours = isinstance(call, CallExpr) and call.callee in statement.original_decorators
        return statement.name, call if is_ours and isinstance(call, CallExpr) else None
    if not isinstance(statement, AssignmentStmt) or statement.unanalyzed_type is not None:
        return "", None
    target, value = statement.lvalues[0], statement.rvalue
    if len(statement.lvalues) > 1 or not isinstance(target, NameExpr) or not isinstance(value, CallExpr):
        return "", None
    return target.name, value


def _triggers(function: LambdaExpr, scope: Scope) -> Iterator[str]:
    """What must not change, in classes of other modules, for a property to be the same: the daemon asks for it."""
    names = {member.name for member in all_name_and_member_expressions(function)[1]}
    for base in scope.info.mro[1:] if scope.info is not None else ():
        if base.module_name != scope.module.fullname:
            yield from (make_trigger(f"{base.fullname}.{name}") for name in names if name in base.names)


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
            _give(function, given)


def _given(shape: Shape | None, maker: Maker) -> Type | None:
    return None if shape is None else type_of(shape, maker)


def _give(function: FuncDef, given: Type) -> None:
    """Says what a function with annotations gives."""
    if isinstance(function.type, CallableType):
        function.type = function.unanalyzed_type = function.type.copy_modified(ret_type=given)


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
