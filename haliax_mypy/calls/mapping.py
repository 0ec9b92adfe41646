"""`hax.vmap(f, "batch")(x)`, `hax.scan`, `hax.fold`, `hax.map`: mypy checks `f` on types with the axis taken off.

What makes such a function keeps the type of `f` and the axis. A call takes the axis off the types of the arguments, has
mypy check the call of `f` on these, and puts the axis in front of every array that comes out. So all that mypy knows
of functions holds: generic ones, overloads, errors at the argument. A lambda that is written in the call is checked
with the types that it gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Final, cast

from mypy.nodes import CallExpr
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import AnyType, Instance, TupleType, Type, TypeVarType, get_proper_type

from haliax.errors import AxisError
from haliax.pure import errors
from haliax.pure.axis import AxisSelection, entries, name_of, size_of
from haliax_mypy import compat
from haliax_mypy.calls import positional
from haliax_mypy.calls.applying import applied, check_carry, lambda_within, takes
from haliax_mypy.calls.arguments import array_given, reader_of
from haliax_mypy.messages.reports import report
from haliax_mypy.names import MAPPED
from haliax_mypy.types.alternatives import has_unknown
from haliax_mypy.types.gradual import axes_within, is_array
from haliax_mypy.types.literals import any_type, literal_str
from haliax_mypy.types.structures import put, taken


def made(ctx: FunctionContext, kind: str) -> Type:
    """What `hax.vmap(f, axis)` and its like give, if all of it is known."""
    info = compat.type_info(compat.symbol(ctx.api, MAPPED))
    function, selection = ctx.arg_types[0], ctx.arg_types[1]
    if info is None or len(function) != 1 or len(selection) != 1 or _says_more(ctx):
        return ctx.default_return_type
    values = reader_of(ctx.api).values(selection[0], ctx.args[1][0])
    if isinstance(get_proper_type(function[0]), AnyType) or len(values) != 1 or has_unknown(values[0]):
        return ctx.default_return_type
    maker = compat.maker(ctx.api)
    try:
        axes = entries(cast(AxisSelection, values[0]))
    except (AxisError, TypeError):
        return ctx.default_return_type
    names: list[Type] = [maker.text(name_of(axis)) for axis in axes]
    sized = all(size_of(axis) is not None for axis in axes) and not isinstance(values[0], str)
    told = maker.text(f"{kind}{'' if sized else ' by name'}")
    whole = TupleType(names, ctx.api.named_generic_type("builtins.tuple", [any_type()]))
    return Instance(info, [function[0], whole, told])


def _says_more(ctx: FunctionContext) -> bool:
    """Whether other keywords say which arguments are mapped."""
    named = zip(ctx.callee_arg_names, ctx.args, strict=True)
    return any(exprs and name in ("default", "args", "kwargs", "is_scanned", "is_mapped") for name, exprs in named)


def called(ctx: MethodContext) -> Type:
    """A call of what `made` gives."""
    mapped, call = get_proper_type(ctx.type), ctx.context
    exprs, kinds = list(chain(*ctx.args)), list(chain(*ctx.arg_kinds))
    if not isinstance(mapped, Instance) or not isinstance(call, CallExpr) or any(kind.is_star() for kind in kinds):
        return ctx.default_return_type
    function, whole, told = mapped.args
    if (kind := literal_str(told) or "") in positional.KINDS:
        return positional.called(ctx, function, kind)
    names = [literal_str(item) for item in getattr(get_proper_type(whole), "items", [])]
    kind, _, by_name = kind.partition(" ")
    axes = [name for name in names if name is not None]
    given = [array_given(ctx.api, typ, expr) for typ, expr in zip(chain(*ctx.arg_types), exprs, strict=True)]
    has_carry = kind in ("scan", "fold")
    mapped_ones = given[1:] if has_carry else given
    if any(isinstance(get_proper_type(typ), AnyType | TypeVarType) for typ in given) or (has_carry and not given):
        return ctx.default_return_type
    maker = compat.maker(ctx.api)
    if by_name and not _may_have(mapped_ones, axes):
        known = {name for typ in mapped_ones for found in axes_within(typ) for name in found.names}
        shown = [str(found) for typ in mapped_ones for found in axes_within(typ)]
        report(ctx.api, errors.no_argument_has(axes[0], shown, sorted(known)).within(kind), call)
        return ctx.default_return_type
    inner = [*given[: int(has_carry)], *(taken(typ, axes, maker) for typ in mapped_ones)]
    result = _result(ctx, function, call, inner)
    if not has_carry:
        return put(result, axes, maker)
    pair = get_proper_type(result)
    if kind == "scan" and not (isinstance(pair, TupleType) and len(pair.items) == 2):
        return ctx.default_return_type
    carry = pair.items[0] if isinstance(pair, TupleType) and kind == "scan" else result
    if takes(function, given[0]):
        check_carry(ctx.api, kind, given[0], carry, call)
    return (
        pair.copy_modified(items=[carry, put(pair.items[1], axes, maker)])
        if kind == "scan" and isinstance(pair, TupleType)
        else carry
    )


def _may_have(types: Sequence[Type], names: Sequence[str]) -> bool:
    """Whether an argument may have one of these axes, or is something else that may be mapped."""
    if any(not isinstance(get_proper_type(typ), Instance) or not is_array(typ) for typ in types):
        return True
    return not types or any(
        found.has(name) is not False for typ in types for found in axes_within(typ) for name in names
    )


def _result(ctx: MethodContext, function: Type, call: CallExpr, given: Sequence[Type]) -> Type:
    """What the function gives for arguments of these types."""
    inner = get_proper_type(function)
    is_mapped = isinstance(inner, Instance) and inner.type.fullname == MAPPED
    body = None if is_mapped else lambda_within(call.callee)
    args = list(zip(given, chain(*ctx.args), strict=True))
    kinds, names = list(chain(*ctx.arg_kinds)), list(chain(*ctx.arg_names))
    result = applied(ctx.api, (function, body or call.callee), call, args, kinds, names)
    return ctx.default_return_type if result is None else result


MAKERS: Final = {
    "haliax.transforms.vmap.vmap": partial(made, kind="vmap"),
    **{f"haliax.transforms.scan.{name}": partial(made, kind=name) for name in ("scan", "fold", "map")},
}
"""What makes such functions."""
