"""Reads what stands between the brackets of `x["batch", 0, "embed", 1:3]`, for the rules of indexing."""

from __future__ import annotations

from typing import Final

from mypy.nodes import DictExpr, Expression, ListExpr, SliceExpr, StarExpr, TupleExpr
from mypy.types import Instance, TupleType, Type, UnionType, get_proper_type

from haliax.algebra import SCALAR
from haliax.rules.indexing import Positions
from haliax_mypy.encoding import literal
from haliax_mypy.lower import UNKNOWN_VALUE, Lowering, dicts, products

_SLICES: Final = frozenset({"builtins.slice"})
_DYNAMIC: Final = "haliax.dynamic.dslice"
_NUMBER: Final = frozenset({"builtins.int", "numpy.integer"})


def indices(lowering: Lowering, typ: Type, expr: Expression | None) -> tuple[object, ...]:
    """What may stand between the brackets: a tuple of axes and indices in turn, or a dict."""
    if isinstance(expr, TupleExpr):
        parts = [_part(lowering, lowering.type_of(item), item) for item in expr.items]
        return products(parts, tuple)
    if isinstance(expr, DictExpr):
        keys = [lowering.values(lowering.type_of(key), key) for key, _ in expr.items if key is not None]
        found = [_part(lowering, lowering.type_of(value), value) for _, value in expr.items]
        if len(keys) < len(found) or any(UNKNOWN_VALUE in key for key in keys):
            return (UNKNOWN_VALUE,)
        return dicts(keys, found)
    typ = get_proper_type(typ)
    if isinstance(typ, TupleType):
        return products([_part(lowering, item, None) for item in typ.items], tuple)
    return (UNKNOWN_VALUE,)


def _part(lowering: Lowering, typ: Type, expr: Expression | None) -> tuple[object, ...]:
    """An axis, or an index as rules see it."""
    if isinstance(expr, SliceExpr):
        bounds = (expr.begin_index, expr.end_index, expr.stride)
        return (slice(*(_bound(lowering, bound) for bound in bounds)),)
    if isinstance(expr, ListExpr):
        starred = any(isinstance(item, StarExpr) for item in expr.items)
        return (Positions(None if starred else len(expr.items)),)
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType) and literal(proper) is None:
        return tuple(part for item in proper.items for part in _part(lowering, item, None))
    if isinstance(proper, Instance) and literal(proper) is None:
        names = [base.fullname for base in proper.type.mro]
        if _DYNAMIC in names:
            return (Positions(None),)
        if not _SLICES.isdisjoint(names):
            return (slice(UNKNOWN_VALUE, UNKNOWN_VALUE),)
        if not _NUMBER.isdisjoint(names):
            return (SCALAR,)
    return lowering.values(typ, expr)


def _bound(lowering: Lowering, expr: Expression | None) -> object:
    if expr is None:
        return None
    values = lowering.values(lowering.type_of(expr), expr)
    return values[0] if len(values) == 1 else UNKNOWN_VALUE
