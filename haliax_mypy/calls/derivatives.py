"""Derivatives: `jax.grad`, `value_and_grad`, `jvp`, `vjp`, `linearize`. They have the axes of what they are for."""

from __future__ import annotations

from functools import partial
from typing import Final

from mypy.nodes import ARG_POS, CallExpr, Expression, IntExpr, LambdaExpr, NameExpr
from mypy.plugin import FunctionContext
from mypy.types import CallableType, Instance, TupleType, Type, get_proper_type

from haliax_mypy.calls.applying import applied, arguments_for, function_given, positional, said
from haliax_mypy.calls.positional import differentiated
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.structures import is_structure


def gradient(ctx: FunctionContext, *, value: bool, chosen: bool) -> Type:
    """`jax.grad(f)`: of the arguments of `f`, one or several, each of its own type.

    Args:
        ctx: The call.
        value: Whether it comes with what `f` gives.
        chosen: Whether `argnums` says of which arguments.
    """
    if ctx.args[0] and isinstance(ctx.args[0][0], LambdaExpr):
        return differentiated(ctx, "jax.value_and_grad" if value else "jax.grad")
    function = function_given(ctx, 0)
    if not isinstance(function, CallableType) or not function.arg_types:
        return ctx.default_return_type
    flag = said(ctx, "has_aux")
    has_aux = flag is not None and _is_true(flag)
    if flag is not None and not has_aux and not _is_false(flag):
        return ctx.default_return_type
    place = said(ctx, "argnums") if chosen else None
    at = 0 if place is None else place.value if isinstance(place, IntExpr) else -1
    if not 0 <= at < len(function.arg_types):
        return ctx.default_return_type
    found = function.arg_types[at]
    typ = found if _has_arrays(found) else any_type()
    given = get_proper_type(function.ret_type)
    aux = given.items[1] if isinstance(given, TupleType) and len(given.items) == 2 else any_type()
    parts = [function.ret_type, typ] if value else [typ, aux] if has_aux else [typ]
    fallback = ctx.api.named_generic_type("builtins.tuple", [any_type()])
    result = TupleType(parts, fallback) if len(parts) > 1 else typ
    return function.copy_modified(ret_type=result)


def _is_true(expr: Expression) -> bool:
    return isinstance(expr, NameExpr) and expr.fullname == "builtins.True"


def _is_false(expr: Expression) -> bool:
    return isinstance(expr, NameExpr) and expr.fullname == "builtins.False"


def _has_arrays(typ: Type) -> bool:
    """Whether a gradient for something has its type: for arrays and what holds them; not for a number."""
    proper = get_proper_type(typ)
    return has_array(proper) or (isinstance(proper, Instance) and not proper.type.fullname.startswith("builtins."))


def jvp(ctx: FunctionContext) -> Type:
    """`jax.jvp(f, (x,), (dx,))`: what `f` gives, and how that changes."""
    given = arguments_for(ctx, (ctx.callee_arg_names[0] or "", "primals"))
    primals = get_proper_type(given[1][0]) if given is not None else None
    if given is None or not isinstance(primals, TupleType) or not isinstance(ctx.context, CallExpr):
        return ctx.default_return_type
    out = applied(ctx.api, given[0], ctx.context, [(typ, given[1][1]) for typ in primals.items])
    known = out is not None and is_structure(out) and said(ctx, "has_aux") is None
    return _tuple(ctx, [out, out]) if out is not None and known else ctx.default_return_type


def linearized(ctx: FunctionContext, *, back: bool) -> Type:
    """`jax.linearize(f, x)`, `jax.vjp(f, x)`: what `f` gives, and a linear function.

    Args:
        ctx: The call.
        back: Whether the function takes a change of what `f` gives, and gives those of the arguments.
    """
    given = positional(ctx)
    if not given or not isinstance(ctx.context, CallExpr):
        return ctx.default_return_type
    primals = [typ for typ, _ in given[1:]]
    out = applied(ctx.api, given[0], ctx.context, given[1:])
    if out is None or not all(map(is_structure, [out, *primals])):
        return ctx.default_return_type
    taken, result = ([out], _tuple(ctx, primals)) if back else (primals, out)
    fallback = ctx.api.named_generic_type("builtins.function", [])
    linear = CallableType(taken, [ARG_POS] * len(taken), [None] * len(taken), result, fallback)
    return _tuple(ctx, [out, linear])


def _tuple(ctx: FunctionContext, items: list[Type]) -> Type:
    return TupleType(items, ctx.api.named_generic_type("builtins.tuple", [any_type()]))


DERIVATIVES: Final = {
    "jax._src.api.grad": partial(gradient, value=False, chosen=True),
    "jax._src.api.value_and_grad": partial(gradient, value=True, chosen=True),
    "equinox._ad.filter_grad": partial(gradient, value=False, chosen=False),
    "equinox._ad.filter_value_and_grad": partial(gradient, value=True, chosen=False),
    "jax._src.api.jvp": jvp,
    "equinox._ad.filter_jvp": jvp,
    "jax._src.api.linearize": partial(linearized, back=False),
    "jax._src.api.vjp": partial(linearized, back=True),
    "equinox._ad.filter_vjp": partial(linearized, back=True),
}
"""What gives derivatives."""
