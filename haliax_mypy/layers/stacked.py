"""`Stacked[Block]` and `BlockSeq[Block]`: what a call of all blocks gives is what the call of one gives.

A fold or a scan gives the carry to each block as it is. Of what else a block is given, and of all that `vmap` gives it,
each block may get a part, along the axis of the layers; the type does not say which that is. So a block is called with
that unknown, and of what comes out with the axis of the layers in front only the last axes are known.

`fold_via` and its like keep the type of the function that they are given, and of the block, until that is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Final, NamedTuple

from mypy.nodes import ARG_POS, ArgKind, CallExpr, Expression
from mypy.plugin import MethodContext
from mypy.types import AnyType, Instance, TupleType, Type, TypeVarType, get_proper_type

from haliax.pure.axes import Axes
from haliax_mypy import compat
from haliax_mypy.calls.applying import applied, check_carry, lambda_within, takes
from haliax_mypy.calls.arguments import array_given
from haliax_mypy.names import JAX_ARRAY, MAPPED
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.literals import any_type, literal_str
from haliax_mypy.types.structures import carried, changed, is_structure

HOMES: Final = ("haliax.nn.scan.stacked.Stacked", "haliax.nn.scan.block_seq.BlockSeq")
KINDS: Final = ("fold", "scan", "vmap")


class _Given(NamedTuple):
    """An argument of a call of all blocks."""

    name: str | None
    type: Type
    expr: Expression
    kind: ArgKind


def called(ctx: MethodContext, kind: str) -> Type:
    """`blocks.fold(x)`, `blocks.scan(x)`, `blocks.vmap(x)`: what the block gives."""
    found, call = _block_of(ctx), ctx.context
    if found is None or not isinstance(call, CallExpr):
        return ctx.default_return_type
    whole, block = found
    given = _given(ctx)
    if kind != "vmap" and given and ctx.args[0]:
        given[0] = given[0]._replace(name=None, kind=ARG_POS)  # `init`, which the block calls otherwise
    return _result(ctx, kind, f"{whole.type.name}[{block.type.name}].{kind}", (block, call.callee), given)


def made_via(ctx: MethodContext, kind: str) -> Type:
    """`blocks.fold_via(fn)`, and its like."""
    found, info = _block_of(ctx), compat.type_info(compat.symbol(ctx.api, MAPPED))
    if found is None or info is None or not ctx.arg_types or len(ctx.arg_types[0]) != 1:
        return ctx.default_return_type
    whole, block = found
    told = f"{kind}_via {whole.type.name}[{block.type.name}].{kind}_via"
    return Instance(info, [ctx.arg_types[0][0], block, compat.maker(ctx.api).text(told)])


def called_via(ctx: MethodContext) -> Type | None:
    """A call of what `made_via` gives; None for one of another function."""
    mapped, call = get_proper_type(ctx.type), ctx.context
    told = literal_str(mapped.args[2]) if isinstance(mapped, Instance) else None
    kind, _, name = (told or "").partition("_via ")
    if not isinstance(mapped, Instance) or not isinstance(call, CallExpr) or not name:
        return None
    function, block = mapped.args[:2]
    expr = lambda_within(call.callee) or call.callee
    first = _Given(None, block, call.callee, ARG_POS)
    return _result(ctx, kind, name, (function, expr), _given(ctx), [first])


def _block_of(ctx: MethodContext) -> tuple[Instance, Instance] | None:
    """The layers that a method is called on, and one of them; None if it is not known what they are."""
    whole = get_proper_type(ctx.type)
    block = get_proper_type(whole.args[0]) if isinstance(whole, Instance) and whole.args else None
    return (whole, block) if isinstance(whole, Instance) and isinstance(block, Instance) else None


def _given(ctx: MethodContext) -> list[_Given]:
    """The arguments, but for `unroll`."""
    passed = zip(ctx.callee_arg_names, ctx.arg_names, ctx.arg_types, ctx.args, ctx.arg_kinds, strict=True)
    each = chain.from_iterable(zip(*parts, strict=True) for formal, *parts in passed if formal != "unroll")
    return [_Given(*entry) for entry in each]


def _result(
    ctx: MethodContext,
    kind: str,
    name: str,
    function: tuple[Type, Expression],
    given: list[_Given],
    before: Sequence[_Given] = (),
) -> Type:
    """What comes out of all blocks, by a call of what makes a step of one: of `before`, and of what is given."""
    call, default = ctx.context, ctx.default_return_type
    carry: Type = any_type()
    if any(entry.kind.is_star() for entry in given) or not isinstance(call, CallExpr):
        return default
    if kind != "vmap":
        if not given or given[0].name is not None:
            return default
        carry = array_given(ctx.api, given[0].type, given[0].expr)
    if kind != "vmap" and isinstance(get_proper_type(carry), AnyType | TypeVarType):
        return carry if kind == "fold" else default
    parts = [entry._replace(type=any_type()) for entry in given]
    if kind != "vmap":
        parts[0] = parts[0]._replace(type=carry)
    parts = [*before, *parts]
    types = [(entry.type, entry.expr) for entry in parts]
    found = applied(ctx.api, function, call, types, [entry.kind for entry in parts], [entry.name for entry in parts])
    result = get_proper_type(found)
    if kind == "vmap":
        return default if found is None else _stacked(found, compat.maker(ctx.api))
    after = result.items[0] if kind == "scan" and isinstance(result, TupleType) and len(result.items) == 2 else found
    if found is None or after is None or (kind == "scan" and after is found):
        return carry if kind == "fold" else default
    if _takes(function[0], [entry.type for entry in before], carry):
        check_carry(ctx.api, name, carry, after, call)
    elif kind == "fold":
        return carry  # mypy has said what is wrong
    if kind == "scan" and isinstance(result, TupleType):
        return result.copy_modified(items=[carried(carry, after), _stacked(result.items[1], compat.maker(ctx.api))])
    return carried(carry, after)


def _takes(function: Type, before: Sequence[Type], carry: Type) -> bool:
    """Whether the function of a step takes the carry; where it does not, mypy has said so."""
    proper = get_proper_type(function)
    called = compat.call_of(proper) if isinstance(proper, Instance) else proper
    return called is not None and takes(called, *before, carry)


def _stacked(typ: Type, maker: Maker) -> Type:
    """What comes out of a block, of all blocks: with the axis of the layers in front, whose name is not known."""
    proper = get_proper_type(typ)
    if isinstance(proper, TupleType):
        return proper.copy_modified(items=[_stacked(item, maker) for item in proper.items])
    if isinstance(proper, Instance) and proper.type.fullname == JAX_ARRAY:
        return typ
    return changed(typ, _behind_one, lambda cls: maker.along(cls, []), maker) if is_structure(typ) else any_type()


def _behind_one(axes: Axes) -> Axes:
    """The axes behind one of unknown name."""
    if not axes.ordered:
        return Axes(axes.known, "", ordered=False)
    return Axes((), "", axes.tail if axes.is_open else axes.head)


METHODS: Final = {
    f"{home}.{kind}{suffix}": partial(callback, kind=kind)
    for home in HOMES
    for kind in KINDS
    for suffix, callback in (("", called), ("_via", made_via))
}
"""What the methods give."""
