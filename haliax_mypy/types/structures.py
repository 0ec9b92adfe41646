"""Pytrees of arrays, as types: tuples, lists, dicts and Modules that hold arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from mypy.types import AnyType, Instance, TupleType, Type, UnionType, get_proper_type

from haliax.errors import AxisError
from haliax.pure.axes import ANY, Axes, mismatch, without
from haliax.pure.axis import of_size
from haliax_mypy.names import ALONG
from haliax_mypy.types.encoding import Maker, Rows, axes_of
from haliax_mypy.types.gradual import axes_within, is_array
from haliax_mypy.types.literals import any_type, literal_str

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
    return is_array(typ) or typ.type.fullname == ALONG or typ.type.has_base(_MODULE)


def changed(typ: Type, change: Callable[[Axes], Axes], of_class: Callable[[Instance], Type], maker: Maker) -> Type:
    """A type with the axes changed of every array in it; Any for one that cannot be changed so.

    Args:
        typ: The type.
        change: What becomes of the axes of an array.
        of_class: What becomes of a Module, a NamedTuple or a dataclass, whose fields say axes of their own.
        maker: What types are made with.
    """
    proper, again = get_proper_type(typ), partial(changed, change=change, of_class=of_class, maker=maker)
    if isinstance(proper, Instance) and is_array(proper):
        rows: Rows = {}
        try:
            return maker.array(change(axes_of(proper, rows)), rows) or typ
        except AxisError:
            return any_type()
    if isinstance(proper, TupleType):
        if proper.partial_fallback.type.fullname != "builtins.tuple":
            return of_class(proper.partial_fallback)
        return proper.copy_modified(items=list(map(again, proper.items)))
    if isinstance(proper, UnionType):
        return UnionType.make_union(list(map(again, proper.items)))
    if isinstance(proper, Instance) and proper.type.fullname in _CONTAINERS:
        return proper.copy_modified(args=list(map(again, proper.args)))
    return of_class(proper) if isinstance(proper, Instance) and _has_fields(proper) else typ


def _has_fields(typ: Instance) -> bool:
    info = typ.type
    return info.fullname == ALONG or info.has_base(_MODULE) or any("dataclass" in base.metadata for base in info.mro)


def put(typ: Type, names: Sequence[str], maker: Maker) -> Type:
    """A type with axes in front of every array in it."""
    front = tuple(of_size(name, None) for name in names)
    return changed(
        typ,
        lambda found: replace(found, head=(*front, *found.head)),
        lambda cls: _along(cls, names, maker),
        maker,
    )


def taken(typ: Type, names: Sequence[str], maker: Maker) -> Type:
    """A type with axes taken from every array in it that has them."""
    return changed(typ, lambda found: without(found, names), lambda cls: _without(cls, names, maker), maker)


def _along(typ: Instance, names: Sequence[str], maker: Maker) -> Type:
    """A class whose arrays have these axes besides those that its fields say."""
    inner, there = typ.args if typ.type.fullname == ALONG else (typ, None)
    told = (literal_str(there) or "").split() if there is not None else []
    return maker.along(inner, [*names, *told])


def _without(typ: Instance, names: Sequence[str], maker: Maker) -> Type:
    if typ.type.fullname != ALONG:
        return _whole(typ)  # its arrays may have the axes, though its fields do not say so
    inner, there = typ.args
    left = [name for name in (literal_str(there) or "").split() if name not in names]
    return maker.along(inner, left) if left else _whole(inner)


def _whole(typ: Type) -> Type:
    """A NamedTuple as mypy has it."""
    proper = get_proper_type(typ)
    info = proper.type if isinstance(proper, Instance) else None
    if not isinstance(proper, Instance) or info is None or info.tuple_type is None:
        return typ
    return info.tuple_type.copy_modified(fallback=proper)


def loosened(typ: Type, maker: Maker) -> Type:
    """A type in which every array may have any axes."""
    return changed(typ, lambda _: ANY, lambda cls: maker.along(cls, []), maker)


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
