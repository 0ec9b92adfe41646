"""What an array is after `isinstance(x, NamedArray)`, which `syntax.instances` has written as a call."""

from __future__ import annotations

from mypy.nodes import CallExpr, RefExpr
from mypy.plugin import FunctionContext
from mypy.types import AnyType, Instance, Type, UnionType, get_proper_type

from haliax_mypy import compat
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.reading import upper_bound
from haliax_mypy.types.writing import union_of


def asked(ctx: FunctionContext) -> Type:
    """Says which of the things that `x` may be are arrays; just NamedArray if it may be anything."""
    call, typ = ctx.context, get_proper_type(ctx.arg_types[0][0])
    if isinstance(call, CallExpr) and isinstance(call.callee, RefExpr):
        items = typ.items if isinstance(typ, UnionType) else [typ]
        arrays = [item for item in items if _is_array(item)]
        anything = compat.maker(ctx.api).any_array()
        call.callee.type_is = union_of(arrays) if arrays and not any(map(_may_be_anything, items)) else anything
    return ctx.default_return_type


def _is_array(typ: Type) -> bool:
    proper = upper_bound(typ)
    return has_array(proper) or (isinstance(proper, Instance) and proper.type.has_base(NAMED_ARRAY))


def _may_be_anything(typ: Type) -> bool:
    proper = upper_bound(typ)
    return isinstance(proper, AnyType) or (isinstance(proper, Instance) and proper.type.fullname == "builtins.object")
