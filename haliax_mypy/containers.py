"""Lists and dicts of arrays that differ.

mypy gives a list of arrays of different axes the join of their types, such as `list[NamedArray[str, str]]`, whose
members no annotated function would take. So what is read from a container has joined axes widened to any axes. And a
list or dict without annotation takes arrays of other axes than its first: mypy only guessed what its members are.
"""

from __future__ import annotations

from mypy.plugin import FunctionContext, MethodContext, MethodSigContext
from mypy.types import (
    AnyType,
    FunctionLike,
    Instance,
    TupleType,
    Type,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax_mypy import compat
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.types.encoding import Maker


def member_read(ctx: FunctionContext | MethodContext) -> Type:
    """What is read from a container."""
    return _widened(ctx.default_return_type, compat.maker(ctx.api)) or ctx.default_return_type


def member_added(ctx: MethodSigContext) -> FunctionLike:
    """The signature of a method that adds a member, which takes any array where no type is declared."""
    signature = ctx.default_signature
    if not compat.is_inferred(ctx.context):
        return signature
    maker = compat.maker(ctx.api)
    types = [_widened(typ, maker, joined_only=False) for typ in signature.arg_types]
    kept = [new or old for new, old in zip(types, signature.arg_types, strict=True)]
    return signature.copy_modified(arg_types=kept)


def _widened(typ: Type, maker: Maker, *, joined_only: bool = True) -> Type | None:
    """A type that says nothing of the axes of arrays within it, of joined or differing ones only if so asked.

    None if nothing changes.
    """
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname == NAMED_ARRAY:
        if joined_only and not any(map(_is_joined, typ.args)):
            return None
        return typ.copy_modified(args=[maker.anything()])
    if not isinstance(typ, Instance | TupleType | UnionType):
        return None
    if isinstance(typ, UnionType):
        joined_only = joined_only and sum(map(_is_named_array, typ.items)) < 2
    parts = typ.args if isinstance(typ, Instance) else typ.items
    changed = [_widened(part, maker, joined_only=joined_only) for part in parts]
    if not any(changed):
        return None
    kept = [new or old for new, old in zip(changed, parts, strict=True)]
    if isinstance(typ, UnionType):
        return UnionType.make_union(list(dict.fromkeys(kept)))
    return typ.copy_modified(args=kept) if isinstance(typ, Instance) else typ.copy_modified(items=kept)


def _is_named_array(typ: Type) -> bool:
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname == NAMED_ARRAY


def _is_joined(arg: Type) -> bool:
    """Whether a type argument of a NamedArray comes of a join: a `str`, or any number of some names."""
    arg = get_proper_type(arg)
    if isinstance(arg, UnpackType):
        inner = get_proper_type(arg.type)
        return isinstance(inner, Instance) and not isinstance(get_proper_type(inner.args[0]), AnyType)
    return isinstance(arg, Instance)
