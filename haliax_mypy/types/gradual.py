"""Arrays as a program makes them, and as containers hold them.

What a call or an attribute gives is `_Gradual` where its axes are not all known, in order: then a variable has just
the axes that were last assigned to it (see `types.encoding`). But a `list[_Gradual]` is no `list[NamedArray]`, since
members may be put into a list. So within other classes arrays are plain, and of those that mypy joined nothing is
known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    TupleType,
    Type,
    TypeVarTupleType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax.pure.axes import ANY, Axes
from haliax_mypy.names import ARRAYS, GRADUAL, HEAD, NAMED_ARRAY, UPDATERS
from haliax_mypy.types.encoding import Maker, Rows, arguments, axes_of, decode, encode
from haliax_mypy.types.literals import any_type, is_endless, literal_str

_KEPT: Final = frozenset({GRADUAL, *UPDATERS})


def is_array(typ: Type) -> bool:
    """Whether a type is NamedArray, not a subclass of a user."""
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname in ARRAYS


def has_array(typ: Type) -> bool:
    """Whether a type is an array, a union that has one, or a variable that stands for such."""
    typ = get_proper_type(typ)
    if isinstance(typ, TypeVarType):
        return has_array(typ.upper_bound)
    return any(map(has_array, typ.items)) if isinstance(typ, UnionType) else is_array(typ)


@lru_cache(maxsize=4096)
def may_hold(typ: Type) -> bool:
    """Whether a type is, or holds, an array or a layer; of other types there is nothing to say."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance):
        if proper.type.fullname in ARRAYS or HEAD in proper.type.metadata:
            return True
        parts: Sequence[Type] = proper.args
    elif isinstance(proper, UnionType | TupleType):
        parts = proper.items
    else:
        return isinstance(proper, TypeVarType) and may_hold(proper.upper_bound)
    return any(not is_endless(part) and may_hold(part) for part in parts)


def is_exact(array: Instance) -> bool:
    """Whether a NamedArray has just the axes that its type arguments name, in order."""
    for arg in array.args:
        if type(arg) is not LiteralType and literal_str(arg) is None:
            return False
    return True


@lru_cache(maxsize=4096)
def is_exact_array(typ: Type) -> bool:
    """Whether a type is a NamedArray that has just the axes which its type arguments name, in order."""
    return type(typ) is Instance and typ.type.fullname == NAMED_ARRAY and is_exact(typ)


def is_open(typ: Type) -> bool:
    """Whether a type is an array that may have axes which are not known, or a union that has one."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname in ARRAYS:
        return axes_of(typ, {}).gap == ""
    return any(map(is_open, typ.items)) if isinstance(typ, UnionType | TupleType) else False


def is_unsure(typ: Type) -> bool:
    """Whether a type is such an array, or one whose axes are in no order, or a union of several arrays."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return sum(map(is_array, proper.items)) > 1 or any(map(is_unsure, proper.items))
    return is_open(proper) or (is_array(proper) and not all(axes.ordered for axes in axes_within(proper)))


def made(typ: Type, maker: Maker) -> Type:
    """The type of what a call or an attribute gives."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance):
        if proper.type.fullname == NAMED_ARRAY and is_exact(proper):
            return typ
        if proper.type.fullname == NAMED_ARRAY or _has_lost_row(proper):
            return _gradual(proper, maker)
        return (held(proper, maker) or typ) if proper.args and proper.type.fullname not in _KEPT else typ
    if isinstance(proper, UnionType):
        return _changed(proper, proper.items, lambda item: made(item, maker)) or typ
    if isinstance(proper, TupleType):
        return _changed(proper, proper.items, lambda item: made(item, maker)) or typ
    return typ


def shown(typ: Type, maker: Maker) -> Type:
    """A type for mypy to print, beside those of other turns of a loop: arrays within containers are `_Gradual` too."""
    proper = get_proper_type(typ)
    if is_array(proper):
        return made(proper, maker)
    if isinstance(proper, Instance):
        return _changed(proper, proper.args, lambda part: shown(part, maker)) or typ
    if isinstance(proper, TupleType | UnionType):
        return _changed(proper, proper.items, lambda part: shown(part, maker)) or typ
    return typ


def _has_lost_row(typ: Instance) -> bool:
    """Whether an array was told with a row variable, for which mypy has put other axes since."""
    if typ.type.fullname != GRADUAL or "*" not in (literal_str(typ.args[0]) or ""):
        return False
    inner = [get_proper_type(arg.type) for arg in typ.args if isinstance(arg, UnpackType)]
    return not any(isinstance(part, TypeVarTupleType) for part in inner)


def _gradual(array: Instance, maker: Maker) -> Instance:
    """A NamedArray, as `_Gradual` if it is not exact."""
    args = arguments(array)
    if not maker.redefines:
        return array
    rows: Rows = {}
    return maker.array(decode(args, rows), rows) or array


def axes_within(typ: Type) -> Iterator[Axes]:
    """The axes of all arrays in a type: itself, the members of a union, what a container holds."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname in ARRAYS:
        yield axes_of(typ, {})
    elif isinstance(typ, Instance | UnionType | TupleType):
        for part in typ.args if isinstance(typ, Instance) else typ.items:
            if not is_endless(part):
                yield from axes_within(part)


def layers_within(typ: Type) -> Iterator[Type]:
    """All layers in a type whose axes are known: itself, the members of a union, what a container holds."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and HEAD in typ.type.metadata:
        yield typ
    elif isinstance(typ, Instance | UnionType | TupleType):
        for part in typ.args if isinstance(typ, Instance) else typ.items:
            if not is_endless(part):
                yield from layers_within(part)


def are_mixed(types: Iterable[Type]) -> bool:
    """Whether arrays of which some are open, and others differ from them, stand for one thing.

    mypy then takes the open one, which it thinks that every array is.
    """
    found = {axes for typ in types for axes in axes_within(typ)}
    return len(found) > 1 and any(axes.gap == "" for axes in found)


def plain(typ: Type, maker: Maker) -> Type:
    """A type with NamedArray in the place of `_Gradual`, but as much as is known of the axes."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and proper.type.fullname == GRADUAL:
        rows: Rows = {}
        axes = axes_of(proper, rows)
        return Instance(_named_array(proper), encode(axes, rows, maker) if axes.ordered else arguments(proper))
    if isinstance(proper, UnionType):
        return _changed(proper, proper.items, lambda item: plain(item, maker)) or typ
    if isinstance(proper, TupleType):
        return _changed(proper, proper.items, lambda item: plain(item, maker)) or typ
    return typ


def other_than(typ: Type, variable: TypeVarType, maker: Maker) -> Type:
    """The type of arrays whose axes, not all known, cannot be those of a variable; the first argument says so too."""
    array = get_proper_type(typ)
    if not isinstance(array, Instance) or array.type.fullname != GRADUAL:
        return typ
    told = maker.text(f"{literal_str(array.args[0])}, not {variable.name}")
    return array.copy_modified(args=[told, *array.args[1:]])


def held(typ: Type, maker: Maker, *, unknown: bool = False) -> Type | None:
    """A type as a container may have it: arrays are plain, and joined ones have any axes; None if nothing changes.

    Args:
        typ: The type of a container, or of a member.
        maker: What types are made with.
        unknown: Whether all arrays may have any axes.
    """
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname in ARRAYS:
        return _plain(typ, maker, unknown=unknown)
    if isinstance(typ, Instance) and HEAD in typ.type.metadata:
        joined = unknown or any(map(_is_joined, typ.args))
        known = [arg for arg in typ.args if not isinstance(get_proper_type(arg), AnyType)]
        return typ.copy_modified(args=[any_type()]) if joined and known else None
    if isinstance(typ, Instance):
        return _changed(typ, typ.args, lambda part: held(part, maker, unknown=unknown) or part)
    if isinstance(typ, TupleType):
        return _changed(typ, typ.items, lambda part: held(part, maker, unknown=unknown) or part)
    if isinstance(typ, UnionType):
        mixed = unknown or sum(map(is_array, typ.items)) > 1
        return _changed(typ, typ.items, lambda part: held(part, maker, unknown=mixed) or part)
    return None


def _plain(array: Instance, maker: Maker, *, unknown: bool) -> Type | None:
    joined = any(map(_is_joined, arguments(array)))
    if array.type.fullname == NAMED_ARRAY and not joined and not unknown:
        return None
    rows: Rows = {}
    axes = ANY if joined or unknown else axes_of(array, rows)
    return Instance(_named_array(array), encode(axes, rows, maker, lax=True))


def _named_array(array: Instance) -> TypeInfo:
    """The class NamedArray, from an array of either class."""
    return next(base for base in array.type.mro if base.fullname == NAMED_ARRAY)


def _is_joined(arg: Type) -> bool:
    """Whether a type argument of a NamedArray or a layer comes of a join: a `str`, or any number of some names."""
    arg = get_proper_type(arg)
    if isinstance(arg, UnpackType):
        inner = get_proper_type(arg.type)
        return isinstance(inner, Instance) and not isinstance(get_proper_type(inner.args[0]), AnyType)
    return isinstance(arg, Instance)


def _changed(
    typ: Instance | TupleType | UnionType, parts: Sequence[Type], change: Callable[[Type], Type]
) -> Type | None:
    """A type with its parts changed; None if none is."""
    changed = [part if is_endless(part) else change(part) for part in parts]
    if all(new is old for new, old in zip(changed, parts, strict=True)):
        return None
    if isinstance(typ, UnionType):
        return UnionType.make_union(list(dict.fromkeys(changed)))
    return typ.copy_modified(args=changed) if isinstance(typ, Instance) else typ.copy_modified(items=changed)
