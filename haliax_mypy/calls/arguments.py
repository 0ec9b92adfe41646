"""One argument of a call; what a method is called on; the operands of an operator.

Where an operand is a union, mypy asks for each member by itself. A mistake is one only if all members make it, so the
whole union is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mypy.nodes import ARG_STAR, ARG_STAR2, ArgKind, CallExpr, ComparisonExpr, Expression, NameExpr, OpExpr
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.types import AnyType, Instance, NoneType, Type, UnionType, get_proper_type

from haliax.pure.axes import ANY
from haliax_mypy import compat, variables
from haliax_mypy.syntax.operands import is_number_call
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.reading import Reader, is_number


class Argument(NamedTuple):
    """One argument of a call.

    Attributes:
        type: Its type.
        expr: The expression that is passed.
        keyword: The name that it is passed by, if any.
    """

    type: Type
    expr: Expression
    keyword: str | None = None


def reader_of(api: CheckerPluginInterface) -> Reader:
    """Reads the arguments of a call."""

    def type_of(expr: Expression) -> Type | None:
        typ = compat.type_of(api, expr)
        return None if typ is None else array_given(api, typ, expr)

    return Reader(type_of)


def is_spread(ctx: FunctionContext | MethodContext) -> bool:
    """Whether arguments are spread, as in `f(*axes)`: mypy hands one of them to several parameters."""
    return any(is_spreading(kind) for kinds in ctx.arg_kinds for kind in kinds)


def is_spreading(kind: ArgKind) -> bool:
    """Whether an argument is spread, or a parameter takes what is left: `*axes`, `**named`."""
    return kind is ARG_STAR or kind is ARG_STAR2


def receiver(ctx: MethodContext) -> Argument:
    """The object that a method is called on."""
    expr = compat.called_on(ctx.context)
    return Argument(ctx.type, compat.expression(ctx.context)) if expr is None else _whole(ctx.api, ctx.type, expr)


def operator_arguments(ctx: MethodContext, method: str, *, reflected: bool) -> Sequence[Argument] | None:
    """The object that an operator is called on, and its other operands, in the order in which the method takes them.

    None where it is called as another method, and arguments are spread: `x.__add__(*others)`.

    Args:
        ctx: The call.
        method: The name of the method, such as `__add__`.
        reflected: Whether the method is that of the second operand, as `__radd__` is.
    """
    context = ctx.context
    pair = compat.operands(context)
    if pair is None:
        if is_spread(ctx):
            return None
        given = zip(ctx.arg_types, ctx.args, strict=True)
        return [receiver(ctx), *(Argument(*one) for types, exprs in given for one in zip(types, exprs, strict=True))]
    turned = reflected or (isinstance(context, ComparisonExpr) and compat.is_turned_round(ctx, method))
    called, other = reversed(pair) if turned else pair
    return [_whole(ctx.api, ctx.type, called), _whole(ctx.api, ctx.arg_types[0][0], other)]


def _whole(api: CheckerPluginInterface, typ: Type, expr: Expression) -> Argument:
    """The argument at `expr`."""
    return Argument(array_given(api, member_of(api, typ, expr), expr), expr)


def member_of(api: CheckerPluginInterface, typ: Type, expr: Expression) -> Type:
    """The type of an expression that mypy says is this one: itself, or the union that it is a member of."""
    whole = compat.type_of(api, expr)
    return whole if whole is typ or (whole is not None and compat.is_or_has(whole, typ)) else typ


def array_given(api: CheckerPluginInterface, typ: Type, expr: Expression) -> Type:
    """The type of an argument: of an array in a variable, just what the variable was last given.

    Nothing is known of what a closure reads if that is assigned again before it is called.
    """
    if type(expr) is NameExpr and compat.is_late(api, expr) and has_array(typ):
        return compat.maker(api).array(ANY, {}) or typ
    if type(typ) is Instance:  # as most
        return typ
    proper = get_proper_type(typ)
    if isinstance(proper, AnyType):
        return compat.maker(api).named("builtins.float", []) if is_number_of_any(api, expr) else typ
    if not isinstance(proper, UnionType):
        return typ
    last = variables.last_given(api, expr)
    return last if last is not None and has_array(last) and compat.is_among(last, typ) else typ


def is_of_another_class(typ: Type) -> bool:
    """Whether a union has a member that is neither an array nor a number, whose own methods are called then."""
    proper = get_proper_type(typ)
    items = map(get_proper_type, proper.items) if isinstance(proper, UnionType) else ()
    return any(not (has_array(item) or is_number(item) or isinstance(item, NoneType)) for item in items)


def is_number_of_any(api: CheckerPluginInterface, expr: Expression) -> bool:
    """Whether an expression is a number, though mypy takes it for Any: `jnp.float32(2)`, `size**power`."""
    if isinstance(expr, CallExpr):
        return is_number_call(expr)
    pair = compat.operands(expr) if isinstance(expr, OpExpr) else None
    types = [(operand, compat.type_of(api, operand)) for operand in pair or ()]
    return bool(types) and all(
        typ is not None and (is_number(typ) or is_number_of_any(api, operand)) for operand, typ in types
    )
