"""Attributes whose type follows from the axes: `axis.name`, `axis.size`, `array.axes`."""

from __future__ import annotations

from typing import Final

from mypy.plugin import AttributeContext
from mypy.types import Instance, Type, get_proper_type

from haliax_mypy import compat, lift
from haliax_mypy.axes import lifted, sized
from haliax_mypy.encoding import literal_type
from haliax_mypy.lower import Lowering, Unsized
from haliax_mypy.names import AXIS, NAMED_ARRAY
from haliax_mypy.safe import Callback, guarded


def _part(index: int) -> Callback:
    """The name or the size of an `Axis`, if it is known: a str or an int that is also a literal."""

    def attribute(ctx: AttributeContext) -> Type:
        axis = get_proper_type(ctx.type)
        default = get_proper_type(ctx.default_attr_type)
        if not isinstance(axis, Instance) or len(axis.args) != 2 or not isinstance(default, Instance):
            return default
        known = literal_type(axis.args[index])
        return default if known is None else default.copy_modified(last_known_value=known)

    return attribute


def _axes(ctx: AttributeContext) -> Type:
    """`array.axes`, if their names and their order are known."""
    found = Lowering(lambda expr: compat.type_of(ctx.api, expr)).arrays(ctx.type)
    axis = lift.find(ctx.default_attr_type, AXIS)
    if len(found) != 1 or found[0] is None or not found[0].is_exact or axis is None:
        return ctx.default_attr_type
    return lifted(tuple(sized(Unsized(name)) for name in found[0].names), axis, ctx.api)


def _default(ctx: AttributeContext) -> Type:
    return ctx.default_attr_type


ATTRIBUTES: Final[dict[str, Callback]] = {
    f"{AXIS}.name": guarded(_part(0), _default),
    f"{AXIS}.size": guarded(_part(1), _default),
    f"{NAMED_ARRAY}.axes": guarded(_axes, _default),
}
"""The callbacks of attributes, by full name."""
