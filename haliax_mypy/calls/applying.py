"""What a function gives for arguments of certain types, where a program hands the function to another one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from mypy.nodes import ARG_POS, ArgKind, CallExpr, Context, Expression, LambdaExpr
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import AnyType, CallableType, FunctionLike, Instance, Overloaded, Type, get_proper_type

from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax_mypy import compat
from haliax_mypy.calls.arguments import array_given
from haliax_mypy.messages.reports import report
from haliax_mypy.names import MAPPED
from haliax_mypy.types.structures import differences


def applied(
    api: CheckerPluginInterface,
    function: tuple[Type, Expression],
    call: CallExpr,
    given: Sequence[tuple[Type, Expression]],
    kinds: Sequence[ArgKind] | None = None,
    names: Sequence[str | None] | None = None,
) -> Type | None:
    """What a function gives for arguments of these types, by mypy's own check of the call; None if nobody knows.

    A lambda that stands there is checked with the types that it gets.
    """
    typ, expr = function
    kinds = [ARG_POS] * len(given) if kinds is None else list(kinds)
    names = [None] * len(given) if names is None else list(names)
    if isinstance(expr, LambdaExpr):
        positional = all(kind is ARG_POS for kind in kinds)
        return compat.lambda_result(api, expr, [typ for typ, _ in given]) if positional else None
    if isinstance(get_proper_type(typ), AnyType):
        return None
    return compat.result_of(api, typ, call, given, kinds, names)


def lambda_within(maker: Expression) -> LambdaExpr | None:
    """The lambda of `hax.vmap(lambda x: ..., "batch")` and of `jax.jit(hax.vmap(lambda x: ..., "batch"))`."""
    while isinstance(maker, CallExpr) and maker.args:
        maker = maker.args[0]
        if isinstance(maker, LambdaExpr):
            return maker
    return None


def positional(ctx: FunctionContext) -> list[tuple[Type, Expression]] | None:
    """The arguments, if all are given by position."""
    if any(name is not None for name in chain(*ctx.arg_names)) or any(k.is_star() for k in chain(*ctx.arg_kinds)):
        return None
    exprs, types = list(chain(*ctx.args)), list(chain(*ctx.arg_types))
    return [(array_given(ctx.api, typ, expr), expr) for typ, expr in zip(types, exprs, strict=True)]


def arguments_for(ctx: FunctionContext, names: tuple[str, ...]) -> list[tuple[Type, Expression]] | None:
    """The arguments for these parameters; None if one of them is not given."""
    places = [ctx.callee_arg_names.index(name) for name in names if name in ctx.callee_arg_names]
    if len(places) < len(names) or any(len(ctx.args[at]) != 1 for at in places):
        return None
    return [(array_given(ctx.api, ctx.arg_types[at][0], ctx.args[at][0]), ctx.args[at][0]) for at in places]


def said(ctx: FunctionContext, name: str) -> Expression | None:
    """The argument for a parameter of this name."""
    at = ctx.callee_arg_names.index(name) if name in ctx.callee_arg_names else -1
    return ctx.args[at][0] if at >= 0 and ctx.args[at] else None


def function_given(ctx: FunctionContext | MethodContext, at: int) -> FunctionLike | None:
    """The function that is wrapped, if its type says more than that it can be called."""
    given = ctx.arg_types[at] if at < len(ctx.arg_types) else []
    proper = get_proper_type(given[0]) if len(given) == 1 else None
    if isinstance(proper, Instance) and proper.type.fullname != MAPPED:
        proper = compat.call_of(proper)
    if isinstance(proper, CallableType):
        is_known = not proper.is_type_obj() and not (proper.is_ellipsis_args and isinstance(proper.ret_type, AnyType))
        return proper if is_known else None
    return proper if isinstance(proper, Overloaded) else None


def takes(function: Type, *given: Type) -> bool:
    """Whether a function takes arguments of these types, in front; where it does not, that is told already."""
    proper = get_proper_type(function)
    taken = proper.arg_types if isinstance(proper, CallableType) else []
    return all(is_subtype(typ, formal) for typ, formal in zip(given, taken, strict=False))


def check_carry(api: CheckerPluginInterface, name: str, before: Type, after: Type, call: Context) -> None:
    """A carry must come out with the axes that it went in with, in their order."""
    for went, came, change in differences(before, after):
        report(api, errors.carry_axes("the carry", went, came, change, mistake_of(went, came)).within(name), call)
        return


def mistake_of(one: Axes, two: Axes) -> errors.Mistake:
    """The kind of mistake if axes differ that must be the same."""
    return "order" if set(one.names) == set(two.names) else "missing"
