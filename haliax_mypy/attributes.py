"""Attributes that hold arrays.

An attribute that is declared has the axes that its annotation says. One that is not has those of its first assignment
to mypy, which has only guessed: if the class assigns it again, nothing is known of its axes, and it takes any.
"""

from __future__ import annotations

from mypy.plugin import AttributeContext
from mypy.types import Type

from haliax_mypy import compat, variables
from haliax_mypy.assignments import assigned
from haliax_mypy.types.gradual import held


def attribute(ctx: AttributeContext) -> Type:
    """What an attribute of any class gives, or takes."""
    maker = compat.maker(ctx.api)
    typ = ctx.default_attr_type
    guessed = held(typ, maker, unknown=True)  # None where there is no array
    if guessed is not None and variables.is_assigned_again(ctx):
        if ctx.is_lvalue:
            variables.retype_attribute(ctx, guessed)
        typ = guessed
    elif ctx.is_lvalue:
        return (held(typ, maker) or typ) if variables.is_guessed(ctx) else typ
    if ctx.is_lvalue or variables.is_narrowed(ctx):
        return typ
    return assigned(ctx, typ)
