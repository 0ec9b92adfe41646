"""Lists and dicts of arrays that differ.

mypy gives a list of arrays of different axes the join of their types, such as `list[NamedArray[str, str]]`, whose
members no annotated function would take. So what is read from a container has joined axes widened to any axes. Where
some axes are open, joined ones look like those of one array; so of what is read from a container without annotation
nothing is known then. And such a container takes arrays of other axes than its first: mypy only guessed what its
members are.
"""

from __future__ import annotations

from itertools import chain

from mypy.plugin import FunctionContext, MethodContext, MethodSigContext
from mypy.types import FunctionLike, Instance, TupleType, Type, get_proper_type

from haliax_mypy import compat, variables
from haliax_mypy.calls.arguments import array_given, reader_of
from haliax_mypy.calls.generic import given_back
from haliax_mypy.syntax.displays import members
from haliax_mypy.syntax.sources import iterated, revealed, starred, targets_by_source
from haliax_mypy.types.gradual import (
    are_mixed,
    axes_within,
    has_array,
    held,
    is_open,
    layers_within,
    made,
    may_hold,
    shown,
)
from haliax_mypy.types.literals import any_type


def member_read(ctx: FunctionContext | MethodContext) -> Type:
    """What is read from a container."""
    if not may_hold(ctx.default_return_type):
        return ctx.default_return_type
    typ, maker = given_back(ctx, compat.declared_callee(ctx)), compat.maker(ctx.api)
    if are_mixed(chain(*ctx.arg_types)) or (is_open(typ) and variables.is_guessed_container(ctx.context)):
        return held(typ, maker, unknown=True) or typ
    return held(typ, maker) or typ


def displayed(ctx: FunctionContext | MethodContext) -> Type:
    """The type of a display, or of a parameter, that `syntax` has handed to a function."""
    maker, typ = compat.maker(ctx.api), get_proper_type(ctx.arg_types[0][0])
    if isinstance(typ, Instance) and not may_hold(typ):  # as most displays
        return ctx.arg_types[0][0]
    if ctx.context in revealed(compat.module_checked(ctx.api)):
        return shown(ctx.arg_types[0][0], maker)
    if isinstance(typ, TupleType) and ctx.context in iterated(compat.module_checked(ctx.api)):
        # of a NamedTuple mypy goes through the tuple that it is, of which all members have one type
        typ = TupleType(typ.items, ctx.api.named_generic_type("builtins.tuple", [any_type()]))
    if isinstance(typ, TupleType) and ctx.context in (places := starred(compat.module_checked(ctx.api))):
        before, after = places[ctx.context]
        rest = typ.items[before : len(typ.items) - after]
        if are_mixed(rest):  # which mypy makes a list of
            rest = [held(item, maker, unknown=True) or item for item in rest]
            typ = typ.copy_modified(items=[*typ.items[:before], *rest, *typ.items[len(typ.items) - after :]])
    if has_array(typ) or isinstance(typ, TupleType):
        result = made(typ, maker)
        variables.retype_parameter(ctx, result)
        return result
    reader = reader_of(ctx.api)
    found = [array_given(ctx.api, reader.type_of(member), member) for member in members(ctx.args[0][0])]
    result = held(typ, maker, unknown=are_mixed(found)) or typ
    target = targets_by_source(compat.module_checked(ctx.api)).get(ctx.context)
    if target is not None and variables.forget_types(target, lambda old: are_mixed((old, result))):
        return held(result, maker, unknown=True) or result
    return result


def member_added(ctx: MethodSigContext) -> FunctionLike:
    """The signature of a method that adds a member, which takes any array where no type is declared."""
    signature = ctx.default_signature
    if not variables.is_inferred(ctx.context):
        return signature
    maker = compat.maker(ctx.api)
    variables.retype_container(ctx, lambda typ: held(typ, maker))
    types = [held(typ, maker, unknown=True) for typ in signature.arg_types]
    kept = [new or old for new, old in zip(types, signature.arg_types, strict=True)]
    return signature.copy_modified(arg_types=kept)


def members_added(ctx: MethodContext) -> Type:
    """After a variable without annotation has got other arrays than mypy guessed, nothing is known of its members."""
    if variables.is_inferred(ctx.context) and not _are_alike(ctx):
        maker = compat.maker(ctx.api)
        variables.retype_container(ctx, lambda typ: held(typ, maker, unknown=True))
    return ctx.default_return_type


def _are_alike(ctx: MethodContext) -> bool:
    """Whether the arrays that are added have the axes of arrays that are there, and so the layers."""
    there = _held_in(ctx.type)
    # The signature above asks for any arrays, and a list that is written there has just those.
    return all(
        there.issuperset(_held_in(typ)) or there.issuperset(_held_in(ctx.api.get_expression_type(expr)))
        for types, exprs in zip(ctx.arg_types, ctx.args, strict=True)
        for typ, expr in zip(types, exprs, strict=True)
    )


def _held_in(typ: Type) -> set[object]:
    return {*axes_within(typ), *layers_within(typ)}
