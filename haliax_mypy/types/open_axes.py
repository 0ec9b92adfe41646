"""Types in which an `Axis` may be any: where another may be put in its place later."""

from __future__ import annotations

from mypy.types import CallableType, Instance, TupleType, Type, UnionType, get_proper_type

from haliax_mypy.names import AXIS
from haliax_mypy.types.literals import any_type, is_endless


def is_axis(typ: Type) -> bool:
    """Whether a type is that of an `Axis`."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == AXIS and len(proper.args) == 2


def opened(typ: Type) -> Type:
    """A type in which each `Axis` may be any: what is put in its place later may be another."""
    if is_endless(typ):
        return typ
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and is_axis(proper):
        return proper.copy_modified(args=[any_type(), any_type()])
    if isinstance(proper, Instance) and any(map(_has_axis, proper.args)):
        return proper.copy_modified(args=[opened(arg) for arg in proper.args])
    if isinstance(proper, TupleType) and any(map(_has_axis, proper.items)):
        return proper.copy_modified(items=[opened(item) for item in proper.items])
    if isinstance(proper, CallableType) and _has_axis(proper.ret_type):
        return proper.copy_modified(ret_type=opened(proper.ret_type))
    if isinstance(proper, UnionType) and any(map(_has_axis, proper.items)):
        return UnionType.make_union([opened(item) for item in proper.items])
    return typ


def _has_axis(typ: Type) -> bool:
    return opened(typ) is not typ
