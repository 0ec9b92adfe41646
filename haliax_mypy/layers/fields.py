"""Fields of layers: what is annotated with lists, `weight: NamedArray["{*In *Out}"]`, and the lists themselves.

To mypy such a field is an array of any axes. Where it is read, the type of the layer says which.
"""

from __future__ import annotations

from mypy.nodes import MemberExpr
from mypy.plugin import AttributeContext
from mypy.types import Instance, NoneType, TupleType, Type, UnionType, get_proper_type

from haliax.pure.axis import name_of
from haliax.pure.layers import Lists
from haliax.pure.spec import read_spec
from haliax_mypy import compat
from haliax_mypy.layers.heads import field_of, template_of
from haliax_mypy.layers.instances import layer_of, lists_of
from haliax_mypy.names import AXIS
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.gradual import is_array
from haliax_mypy.types.literals import any_type


def field_read(ctx: AttributeContext) -> Type | None:
    """What is read of a layer; None if nothing more is known of it than what its class says."""
    layer = None if ctx.is_lvalue else layer_of(ctx.type)
    lists = None if layer is None else lists_of(layer)
    if layer is None or lists is None or not isinstance(ctx.context, MemberExpr):
        return None
    name, maker = ctx.context.name, compat.maker(ctx.api)
    if name in lists:
        return _axes(ctx, layer, name, lists, maker)
    text = next((field_of(info, name) for info in layer.type.mro if name in info.names), None)
    if text is None:
        return None
    array = maker.array(read_spec(text).filled(lists).axes, {})
    default = get_proper_type(ctx.default_attr_type)
    items = default.items if isinstance(default, UnionType) else [default]
    if array is None or not all(is_array(item) or isinstance(get_proper_type(item), NoneType) for item in items):
        return None
    return UnionType.make_union([array if is_array(item) else item for item in items])


def _axes(ctx: AttributeContext, layer: Instance, name: str, lists: Lists, maker: Maker) -> Type | None:
    """The axes of a list: an `Axis`, or several, of which those of a set are in no order."""
    template, axes = template_of(layer.type), lists[name]
    if template is None or axes is None or (name in template.sets and len(axes) > 1):
        return None
    found = [maker.axis([name_of(axis)]) for axis in axes]
    known = [axis for axis in found if axis is not None]
    default = get_proper_type(ctx.default_attr_type)
    if isinstance(default, Instance) and default.type.fullname == AXIS and len(known) == 1:
        return known[0]
    if not isinstance(default, UnionType) or len(known) < len(found):
        return None
    several = TupleType(list(known), ctx.api.named_generic_type("builtins.tuple", [any_type()]))
    return UnionType([known[0], several]) if len(known) == 1 else several
