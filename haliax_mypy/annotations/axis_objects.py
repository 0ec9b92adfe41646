"""Annotations of axes: `Axis["embed"]`, `Axis["embed", 512]`."""

from __future__ import annotations

from mypy.plugin import AnalyzeTypeContext
from mypy.types import LiteralType, RawExpressionType, Type

from haliax_mypy import compat
from haliax_mypy.annotations.spelling import bare, spelled, with_names
from haliax_mypy.annotations.taking_back import scrub
from haliax_mypy.configurations.annotations import named
from haliax_mypy.types.literals import any_type


def axis_annotation(ctx: AnalyzeTypeContext) -> Type:
    """`Axis[...]`, with a name and perhaps a size; a bare `Axis` may be named elsewhere."""
    if not ctx.type.args and (found := named(ctx)) is not None:
        return found
    if not ctx.type.args:
        return bare(compat.instance(ctx.api, compat.class_of(ctx.api, ctx.type), (), ctx.type))
    args: list[Type] = []
    for part in ctx.type.args:
        text = spelled(part)
        if isinstance(text, str):
            scrub(ctx.api, part)
            args.append(compat.annotation_maker(ctx.api).text(text))
        elif isinstance(part, RawExpressionType) and isinstance(part.literal_value, int):
            args.append(LiteralType(part.literal_value, ctx.api.named_type("builtins.int", [])))
        else:
            args.append(part)
    if len(args) == 1:
        args.append(any_type())
    return with_names(ctx, compat.instance(ctx.api, compat.class_of(ctx.api, ctx.type), args, ctx.type))
