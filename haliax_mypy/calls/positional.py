"""Transforms of jax that know nothing of names: `jax.vmap`, `eqx.filter_vmap`, and `jax.grad` of a lambda.

Those that map take a dimension from an array and leave its name, or add one without a name. So nothing is known of the
axes that come out, and where a named array goes in, a note says which function of ours maps by name.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Final

from mypy.nodes import ARG_POS, CallExpr, Expression, LambdaExpr
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.types import CallableType, Instance, TupleType, Type, get_proper_type

from haliax.pure import errors
from haliax_mypy import compat
from haliax_mypy.calls.applying import lambda_within
from haliax_mypy.calls.arguments import array_given
from haliax_mypy.names import MAPPED
from haliax_mypy.types.gradual import axes_within
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.structures import is_structure, loosened


def mapped(ctx: FunctionContext, name: str) -> Type:
    """`jax.vmap(f)`."""
    given = get_proper_type(ctx.arg_types[0][0]) if ctx.arg_types and ctx.arg_types[0] else None
    function = compat.call_of(given) if isinstance(given, Instance) else given
    if not isinstance(function, CallableType) or (isinstance(given, Instance) and given.type.fullname == MAPPED):
        return ctx.default_return_type
    maker, taken = compat.maker(ctx.api), function.arg_types
    is_plain = not any(True for typ in taken for _ in axes_within(typ))
    if is_plain and not isinstance(ctx.args[0][0], LambdaExpr):
        gives_arrays = any(True for _ in axes_within(function.ret_type))
        result = function.copy_modified(ret_type=loosened(function.ret_type, maker))
        return result if gives_arrays else ctx.default_return_type
    said = dict(zip(ctx.callee_arg_names, ctx.args, strict=True)).get("in_axes")
    if said:
        free: list[Type] = [loosened(typ, maker) for typ in taken]
        return function.copy_modified(arg_types=free, ret_type=loosened(function.ret_type, maker))
    return _of_kind(ctx, name)


def differentiated(ctx: FunctionContext, name: str) -> Type:
    """`jax.grad(lambda x: ...)`."""
    says_more = any(exprs for exprs in ctx.args[1:])
    return ctx.default_return_type if says_more else _of_kind(ctx, name)


def _of_kind(ctx: FunctionContext, name: str) -> Type:
    """What remembers its function, and by what it was made."""
    info, maker = compat.type_info(compat.symbol(ctx.api, MAPPED)), compat.maker(ctx.api)
    nothing = TupleType([], ctx.api.named_generic_type("builtins.tuple", [any_type()]))
    return ctx.default_return_type if info is None else Instance(info, [ctx.arg_types[0][0], nothing, maker.text(name)])


def called(ctx: MethodContext, function: Type, kind: str) -> Type:
    """A call of what `mapped` and `differentiated` give."""
    exprs, types = list(chain(*ctx.args)), list(chain(*ctx.arg_types))
    given = [(array_given(ctx.api, typ, expr), expr) for typ, expr in zip(types, exprs, strict=True)]
    if kind in MAPPING:
        for argument in given:
            point_to(ctx.api, kind, "hax.vmap", argument)
        proper = get_proper_type(function)
        taken = compat.call_of(proper) if isinstance(proper, Instance) else proper
        ours = taken.ret_type if isinstance(taken, CallableType) else any_type()
        return loosened(ours, compat.maker(ctx.api))
    body = lambda_within(ctx.context.callee) if isinstance(ctx.context, CallExpr) else None
    is_positional = all(k is ARG_POS for k in chain(*ctx.arg_kinds))
    if body is None or not given or not is_positional or not is_structure(given[0][0]):
        return ctx.default_return_type
    value = compat.lambda_result(ctx.api, body, [typ for typ, _ in given]) or any_type()
    if kind == "jax.grad":
        return given[0][0]
    return TupleType([value, given[0][0]], ctx.api.named_generic_type("builtins.tuple", [any_type()]))


def point_to(api: CheckerPluginInterface, name: str, ours: str, given: tuple[Type, Expression]) -> None:
    """Says which function of ours maps by name."""
    axes = [found for found in axes_within(given[0]) if found.known]
    if axes:
        first = axes[0].names[0] if axes[0].ordered and axes[0].head else next(iter(axes[0].names))
        api.msg.note(errors.by_position(name, ours, axes[0], first), given[1])


MAPPING: Final = frozenset({"jax.vmap", "eqx.filter_vmap"})
KINDS: Final = MAPPING | {"jax.grad", "jax.value_and_grad"}

BY_POSITION: Final = {
    "jax._src.api.vmap": partial(mapped, name="jax.vmap"),
    "equinox._vmap_pmap.filter_vmap": partial(mapped, name="eqx.filter_vmap"),
}
"""What makes functions that map over a dimension."""
