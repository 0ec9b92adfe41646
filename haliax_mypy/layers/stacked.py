"""`Stacked[Block]` and `BlockSeq[Block]`: folding is a call of the block, which must keep the axes of its carry."""

from __future__ import annotations

from itertools import chain

from mypy.nodes import ARG_POS, CallExpr
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import AnyType, CallableType, Instance, Type, TypeType, TypeVarType, get_proper_type

from haliax_mypy import compat
from haliax_mypy.calls.applying import applied, check_carry, takes
from haliax_mypy.calls.arguments import array_given
from haliax_mypy.types.literals import any_type

HOMES = ("haliax.nn.scan.stacked.Stacked", "haliax.nn.scan.block_seq.BlockSeq")


def folded(ctx: MethodContext) -> Type:
    """`blocks.fold(x)`: what the block gives for the carry.

    What else it is given may have the axis of the layers, so nothing is said of that.
    """
    whole, call, default = get_proper_type(ctx.type), ctx.context, ctx.default_return_type
    kinds = list(chain(*ctx.arg_kinds))
    if not isinstance(whole, Instance) or not isinstance(call, CallExpr) or not ctx.args[0] or not whole.args:
        return default
    block = get_proper_type(whole.args[0])
    if not isinstance(block, Instance) or any(kind.is_star() for kind in kinds):
        return default
    carry = default = array_given(ctx.api, ctx.arg_types[0][0], ctx.args[0][0])
    if isinstance(get_proper_type(carry), AnyType | TypeVarType):
        return default
    passed = list(zip(ctx.arg_names, ctx.args, ctx.arg_kinds, ctx.callee_arg_names, strict=True))
    others = [
        entry
        for names, exprs, kinds, formal in passed[1:]
        if formal != "unroll"
        for entry in zip(names, exprs, kinds, strict=True)
    ]
    given = [(carry, ctx.args[0][0]), *((any_type(), expr) for _, expr, _ in others)]
    names = [None, *(name for name, _, _ in others)]
    result = applied(ctx.api, (block, call.callee), call, given, [ARG_POS, *(kind for _, _, kind in others)], names)
    if result is None:
        return default
    function = compat.call_of(block)
    if function is None or not takes(function, carry):
        return default  # mypy has said so
    check_carry(ctx.api, f"{whole.type.name}[{block.type.name}].fold", carry, result, call)
    return result


def made(ctx: FunctionContext | MethodContext) -> Type:
    """`Stacked.init(Layers, Block)`: each block gives the carry of the next, so it must keep the axes that it takes."""
    exprs = ctx.args[1] if len(ctx.args) > 1 else []
    given = get_proper_type(ctx.arg_types[1][0]) if exprs else None
    block: Type | None = None
    if isinstance(given, TypeType):
        block = given.item
    elif isinstance(given, CallableType) and given.is_type_obj():
        block = given.ret_type
    block = None if block is None else get_proper_type(block)
    called = compat.call_of(block) if isinstance(block, Instance) else None
    if isinstance(block, Instance) and isinstance(called, CallableType) and called.arg_types:
        check_carry(ctx.api, f"Stacked[{block.type.name}]", called.arg_types[0], called.ret_type, exprs[0])
    return ctx.default_return_type
