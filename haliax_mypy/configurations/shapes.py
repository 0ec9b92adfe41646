"""One axis of a certain name, or a tuple of such: what is read, and the type that says it.

A size is not part of it: a subclass, or another configuration, has another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mypy.types import Instance, TupleType, Type, UnboundType, UnionType, get_proper_type

from haliax_mypy.names import AXIS
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.literals import literal_str


@dataclass(frozen=True)
class Named:
    """An axis that has one of these names."""

    names: tuple[str, ...]


Shape: TypeAlias = Named | tuple["Shape", ...]
"""What an expression gives, if that is known."""


def either(shapes: list[Shape | None]) -> Shape | None:
    """What one of several expressions gives; None if nothing is known of one, or if they have nothing in common."""
    first = shapes[0] if shapes else None
    if all(shape == first for shape in shapes):
        return first
    names = [shape.names for shape in shapes if isinstance(shape, Named)]
    return Named(tuple(dict.fromkeys(sum(names, ())))) if len(names) == len(shapes) else None


def of_type(typ: Type | None) -> Shape | None:
    """What a type says, as it is written or as mypy has read it."""
    typ = typ if typ is None or isinstance(typ, UnboundType) else get_proper_type(typ)
    if isinstance(typ, UnboundType):
        spec = typ.args[0] if typ.name.rpartition(".")[2] == "Axis" and typ.args else None
        name = spec.original_str_expr if isinstance(spec, UnboundType) else None
        return None if name is None else Named((name,))
    if isinstance(typ, TupleType):
        items = [of_type(item) for item in typ.items]
        return tuple(item for item in items if item is not None) if all(items) else None
    if not isinstance(typ, Instance) or typ.type.fullname != AXIS or len(typ.args) != 2:
        return None
    name_type = get_proper_type(typ.args[0])
    members = name_type.items if isinstance(name_type, UnionType) else [name_type]
    names = [name for member in members if (name := literal_str(member)) is not None]
    return Named(tuple(names)) if len(names) == len(members) else None


def type_of(shape: Shape, maker: Maker) -> Type | None:
    """The type of what is known; None if the stubs are not loaded."""
    if isinstance(shape, Named):
        return maker.axis(shape.names)
    items, any_axis = [type_of(item, maker) for item in shape], maker.axis(())
    known = [item for item in items if item is not None]
    return None if any_axis is None else TupleType(known, maker.named("builtins.tuple", [any_axis]))
