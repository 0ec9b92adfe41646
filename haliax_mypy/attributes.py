"""Attributes that hold arrays.

An attribute that is declared has the axes that its annotation says. One that is not has those of its first assignment
to mypy, which has only guessed: if the class assigns it again, nothing is known of its axes, and it takes any. The same
is so of an attribute that is an `Axis`.
"""

from __future__ import annotations

from mypy.plugin import AttributeContext
from mypy.types import Instance, Type, get_proper_type

from haliax_mypy import compat, variables
from haliax_mypy.assignments import assigned
from haliax_mypy.layers.fields import field_read
from haliax_mypy.types.gradual import held
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.open_axes import is_axis, opened


def attribute(ctx: AttributeContext) -> Type:
    """What an attribute of any class gives, or takes."""
    of_layer = field_read(ctx)
    if of_layer is not None:
        return of_layer if variables.is_narrowed(ctx) else assigned(ctx, of_layer)
    maker = compat.maker(ctx.api)
    typ = ctx.default_attr_type
    guessed = held(typ, maker, unknown=True)  # None where there is no array
    if guessed is None and variables.is_guessed(ctx):
        return of_axes(ctx)
    if guessed is not None and variables.is_assigned_again(ctx):
        if ctx.is_lvalue:
            variables.retype_attribute(ctx, guessed)
        typ = guessed
    elif ctx.is_lvalue:
        return (held(typ, maker) or typ) if variables.is_guessed(ctx) else typ
    if guessed is not None and compat.is_of_late(ctx):  # `x.at` in a closure
        return guessed
    if ctx.is_lvalue or variables.is_narrowed(ctx):
        return typ
    return assigned(ctx, typ)


def of_axes(ctx: AttributeContext) -> Type:
    """What is an `Axis`, or several, in any instance of a class: in one of a subclass it may have another size."""
    typ = get_proper_type(ctx.default_attr_type)
    if variables.is_constant(ctx):
        return typ
    if variables.is_assigned_again(ctx):
        return opened(typ)
    if isinstance(typ, Instance) and is_axis(typ):
        return typ.copy_modified(args=[typ.args[0], any_type()])
    return typ
