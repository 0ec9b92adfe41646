"""Types in which an `Axis` may be any: where another may be put in its place later."""

from __future__ import annotations

from functools import lru_cache

from mypy.types import CallableType, Instance, TupleType, Type, UnionType, get_proper_type

from haliax_mypy.names import AXIS
from haliax_mypy.types.literals import any_type, is_endless


def is_axis(typ: Type) -> bool:
    """Whether a type is that of an `Axis`."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == AXIS and len(proper.args) == 2


def opened(typ: Type) -> Type:
    """A type in which each `Axis` may be any: what is put in its place later may be another."""
    if not has_axis(typ):
        return typ
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and is_axis(proper):
        return proper.copy_modified(args=[any_type(), any_type()])
    if isinstance(proper, Instance):
        return proper.copy_modified(args=[opened(arg) for arg in proper.args])
    if isinstance(proper, TupleType):
        return proper.copy_modified(items=[opened(item) for item in proper.items])
    if isinstance(proper, CallableType):
        return proper.copy_modified(ret_type=opened(proper.ret_type))
    if isinstance(proper, UnionType):
        return UnionType.make_union([opened(item) for item in proper.items])
    return typ


@lru_cache(maxsize=4096)
def has_axis(typ: Type) -> bool:
    """Whether a type is or holds an `Axis`."""
    if is_endless(typ):
        return False
    proper = get_proper_type(typ)
    if isinstance(proper, Instance):
        return is_axis(proper) or any(map(has_axis, proper.args))
    if isinstance(proper, TupleType | UnionType):
        return any(map(has_axis, proper.items))
    return isinstance(proper, CallableType) and has_axis(proper.ret_type)
