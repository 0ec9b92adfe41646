"""Pytrees of arrays, as types: tuples, lists, dicts and Modules that hold arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from mypy.types import AnyType, Instance, TupleType, Type, UnionType, get_proper_type

from haliax.errors import AxisError
from haliax.pure.axes import ANY, Axes, mismatch
from haliax_mypy.types.encoding import Maker, Rows, axes_of
from haliax_mypy.types.gradual import axes_within, is_array
from haliax_mypy.types.literals import any_type

_CONTAINERS: Final = frozenset(f"builtins.{name}" for name in ("list", "tuple", "dict"))
_MODULE: Final = "equinox._module._module.Module"


def is_structure(typ: Type) -> bool:
    """Whether a type is an array of ours, a Module, or what holds nothing else."""
    typ = get_proper_type(typ)
    if isinstance(typ, TupleType):
        return bool(typ.items) and all(map(is_structure, typ.items))
    if not isinstance(typ, Instance):
        return False
    if typ.type.fullname in _CONTAINERS:
        return is_structure(typ.args[-1])
    return is_array(typ) or typ.type.has_base(_MODULE)


def changed(typ: Type, change: Callable[[Axes], Axes], maker: Maker) -> Type:
    """A type with the axes changed of every array in it; Any for one that cannot be changed so."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and is_array(proper):
        rows: Rows = {}
        try:
            return maker.array(change(axes_of(proper, rows)), rows) or typ
        except AxisError:
            return any_type()
    if isinstance(proper, TupleType):
        return proper.copy_modified(items=[changed(item, change, maker) for item in proper.items])
    if isinstance(proper, UnionType):
        return UnionType.make_union([changed(item, change, maker) for item in proper.items])
    if isinstance(proper, Instance) and proper.type.fullname in _CONTAINERS:
        return proper.copy_modified(args=[changed(arg, change, maker) for arg in proper.args])
    return typ


def loosened(typ: Type, maker: Maker) -> Type:
    """A type in which every array may have any axes."""
    return changed(typ, lambda _: ANY, maker)


def differences(one: Type, two: Type) -> Iterator[tuple[Axes, Axes, str]]:
    """The arrays at the same places whose axes are known and differ, and how."""
    one, two = get_proper_type(one), get_proper_type(two)
    if isinstance(one, TupleType) and isinstance(two, TupleType) and len(one.items) == len(two.items):
        for pair in zip(one.items, two.items, strict=True):
            yield from differences(*pair)
    elif is_array(one) and is_array(two):
        (went,), (came,) = axes_within(one), axes_within(two)
        change = mismatch(went, came) if went.is_exact and came.is_exact else None
        if change is not None:
            yield went, came, change


def carried(before: Type, after: Type) -> Type:
    """The type of what goes into a step as one and comes out as the other, with the same structure."""
    one, two = get_proper_type(before), get_proper_type(after)
    if isinstance(one, TupleType) and isinstance(two, TupleType) and len(one.items) == len(two.items):
        return two.copy_modified(items=[carried(*pair) for pair in zip(one.items, two.items, strict=True)])
    if is_array(one):
        is_known = all(found.is_exact for found in axes_within(one))
        return before if is_known or not is_array(two) else after
    return before if isinstance(two, AnyType) and is_structure(one) else after
