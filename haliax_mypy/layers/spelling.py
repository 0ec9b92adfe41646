"""Annotations of layers: `Linear["embed -> mlp"]`."""

from __future__ import annotations

from mypy.nodes import TypeInfo
from mypy.plugin import AnalyzeTypeContext
from mypy.types import Instance, Type

from haliax.errors import AxisError
from haliax.pure.layers import axes_of_spec
from haliax_mypy import compat
from haliax_mypy.annotations.spelling import bare, spelled
from haliax_mypy.annotations.taking_back import scrub
from haliax_mypy.layers.heads import template_of
from haliax_mypy.layers.instances import with_text
from haliax_mypy.messages.codes import CODES


def is_layer(node: object) -> bool:
    """Whether this is the class of a layer whose type names axes."""
    return isinstance(node, TypeInfo) and template_of(node) is not None


def layer_annotation(ctx: AnalyzeTypeContext) -> Type:
    """A layer with its axes, or without."""
    info = compat.class_of(ctx.api, ctx.type)
    template, parts = template_of(info), ctx.type.args
    text = spelled(parts[0]) if len(parts) == 1 else None
    if template is None or not isinstance(text, str):
        made = compat.instance(ctx.api, info, parts, ctx.type)
        return made if parts else bare(made)
    scrub(ctx.api, parts[0])
    known = None
    try:
        known = axes_of_spec(info.name, template, text).text
    except AxisError as error:
        ctx.api.fail(str(error), parts[0] if parts[0].line > 0 else ctx.context, code=CODES[error.kind])
    layer = Instance(info, [], ctx.type.line, ctx.type.column)
    return with_text(layer, known, compat.annotation_maker(ctx.api))
