"""What wraps a function keeps it: `jax.jit`, `jax.checkpoint`, `jax.grad`, `named_jit`, through partial and as methods.

jax says of most of these only that they give something callable, and there all knowledge of axes would end.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Final

from mypy.nodes import ARG_POS, CallExpr, LambdaExpr, RefExpr
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import (
    CallableType,
    FunctionLike,
    Instance,
    Overloaded,
    Type,
    TypeVarType,
    get_proper_type,
)

from haliax_mypy import compat
from haliax_mypy.calls.applying import function_given, said
from haliax_mypy.names import KEEPING, KEEPS, MAPPED
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.structures import is_structure


def kept(ctx: FunctionContext) -> Type:
    """`jax.jit(f)`: what is called as `f` is, with the other methods of what comes out, as `.lower`.

    `jax.jit(static_argnames="n")` gives what does so to the function that it is given then.
    """
    function = function_given(ctx, 0)
    if function is not None and not isinstance(ctx.args[0][0], LambdaExpr):
        return _with_methods(function, ctx.default_return_type)
    given = get_proper_type(ctx.arg_types[0][0]) if ctx.arg_types and ctx.arg_types[0] else None
    if isinstance(given, Instance) and given.type.fullname == MAPPED:
        return given
    made = get_proper_type(ctx.default_return_type)
    if not (ctx.args and ctx.args[0]) and isinstance(made, CallableType):
        return _keeper(ctx, made.ret_type)
    return ctx.default_return_type


def kept_by_partial(ctx: FunctionContext) -> Type:
    """`functools.partial(jax.jit, static_argnames="n")`."""
    made = get_proper_type(ctx.default_return_type)
    wrapper = ctx.args[0][0] if len(ctx.args[0]) == 1 else None
    if isinstance(wrapper, RefExpr) and wrapper.fullname in KEEPING and isinstance(made, Instance):
        if not ctx.args[1]:  # else it has its function already
            return _keeper(ctx, made.args[0] if made.args else any_type())
    return ctx.default_return_type


def keeper_called(ctx: MethodContext) -> Type:
    """What is made of a function by what `kept` gives."""
    function, keeper = function_given(ctx, 0), get_proper_type(ctx.type)
    if function is None or not isinstance(keeper, Instance):
        return ctx.default_return_type
    return _with_methods(function, keeper.args[0])


def lambda_called(ctx: MethodContext) -> Type:
    """`hax.named_jit(lambda x: x.sum("batch"))(x)`: the lambda is checked with the types that it gets."""
    call = ctx.context
    maker = call.callee.args if isinstance(call, CallExpr) and isinstance(call.callee, CallExpr) else []
    if not maker or not isinstance(maker[0], LambdaExpr):
        return ctx.default_return_type
    kinds, given = list(chain(*ctx.arg_kinds)), list(chain(*ctx.arg_types))
    if any(kind is not ARG_POS for kind in kinds):
        return ctx.default_return_type
    return compat.lambda_result(ctx.api, maker[0], given) or ctx.default_return_type


def argument(ctx: FunctionContext, at: int) -> Type:
    """`jax.device_put(x)`, `jax.tree.map(f, x)`: an array with the axes of an argument, or what holds such."""
    given = ctx.arg_types[at] if at < len(ctx.arg_types) else []
    if len(given) != 1 or said(ctx, "is_leaf") is not None:  # of which `f` may make anything
        return ctx.default_return_type
    whole = get_proper_type(given[0])
    bound = whole.upper_bound if isinstance(whole, TypeVarType) else whole
    return whole if has_array(bound) or is_structure(bound) else ctx.default_return_type


def _with_methods(function: FunctionLike, made: Type) -> Type:
    """A function that has the methods of what was made of it."""
    methods = get_proper_type(made)
    if not isinstance(methods, Instance):
        return function
    if isinstance(function, CallableType):
        return function.copy_modified(fallback=methods)
    return Overloaded([item.copy_modified(fallback=methods) for item in function.items])


def _keeper(ctx: FunctionContext, made: Type) -> Type:
    """The type of what keeps the function that it is given."""
    symbol, methods = compat.symbol(ctx.api, KEEPS), get_proper_type(made)
    if isinstance(methods, Instance):  # its function is not known yet
        methods = methods.copy_modified(args=[any_type() for _ in methods.args])
    info = compat.type_info(symbol)
    return ctx.default_return_type if info is None else Instance(info, [methods])


WRAPPERS: Final = {
    **dict.fromkeys(KEEPING, kept),
    "functools.partial": kept_by_partial,
    "jax._src.api.device_put": partial(argument, at=0),
    "jax._src.api.device_get": partial(argument, at=0),
    "jax._src.api.block_until_ready": partial(argument, at=0),
    "equinox._tree.tree_at": partial(argument, at=1),
    "equinox._update.apply_updates": partial(argument, at=0),
    "equinox.nn._inference.inference_mode": partial(argument, at=0),
    "jax._src.tree.map": partial(argument, at=1),
    "jax._src.tree_util.tree_map": partial(argument, at=1),
}
"""What the calls of these functions give."""
