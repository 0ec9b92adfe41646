"""From axes to the types of `Axis` objects, such as `Axis[Literal['embed'], Literal[512]]`."""

from __future__ import annotations

from mypy.plugin import CheckerPluginInterface
from mypy.types import Instance, LiteralType, TupleType, Type, UnionType, get_proper_type

from haliax.pure.axis import Axis, size_of
from haliax_mypy import compat
from haliax_mypy.types.literals import any_type, literal_type


def type_of_axes(value: object, axis: Instance | None, api: CheckerPluginInterface) -> Type:
    """The type of axes in any form; `axis` is any `Axis`, of which its class is taken."""
    if isinstance(value, Axis) and axis is not None:
        size = size_of(value)
        known = any_type() if size is None else LiteralType(size, api.named_generic_type("builtins.int", []))
        return axis.copy_modified(args=[compat.maker(api).text(value.name), known])
    if isinstance(value, str):
        text = api.named_generic_type("builtins.str", [])
        return text.copy_modified(last_known_value=LiteralType(value, text))
    if isinstance(value, tuple):
        member = axis.copy_modified(args=[any_type()] * 2) if axis else any_type()
        items = [type_of_axes(item, axis, api) for item in value]
        return TupleType(items, api.named_generic_type("builtins.tuple", [member]))
    return any_type()


def literal_part(typ: Type, api: CheckerPluginInterface) -> Type:
    """The name or the size that an `Axis` is given: a literal type, or a union of such; Any for other types."""
    of_name = compat.maker(api).of_name
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        known = [literal_type(item) for item in proper.items]
        return UnionType.make_union([of_name(t) for t in known if t]) if all(known) else any_type()
    found = literal_type(proper)
    return any_type() if found is None else of_name(found)
