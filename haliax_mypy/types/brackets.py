"""Reads what stands between the brackets of `x["batch", 0, "embed", 1:3]`, for the rules of indexing."""

from __future__ import annotations

from typing import Final

from mypy.nodes import DictExpr, Expression, ListExpr, SliceExpr, TupleExpr
from mypy.types import Instance, TupleType, Type, UnionType, get_proper_type

from haliax.pure.axes import SCALAR
from haliax.pure.rules.indexing import Positions
from haliax_mypy.types.alternatives import UNKNOWN_VALUE, dicts, products
from haliax_mypy.types.literals import literal
from haliax_mypy.types.reading import Reader

_SLICES: Final = frozenset({"builtins.slice"})
_SLICE: Final = (slice(UNKNOWN_VALUE, UNKNOWN_VALUE),)
_DYNAMIC: Final = "haliax.dynamic.dslice"
_NUMBER: Final = frozenset({"builtins.int", "numpy.integer"})


def indices(reader: Reader, typ: Type, expr: Expression | None) -> tuple[object, ...]:
    """What may stand between the brackets: a tuple of axes and indices in turn, or a dict."""
    if isinstance(expr, TupleExpr):
        parts = [_index_or_axis(reader, reader.type_of(item), item) for item in expr.items]
        return products(parts, tuple)
    if isinstance(expr, DictExpr):
        if any(key is None for key, _ in expr.items):  # `**others`
            return (UNKNOWN_VALUE,)
        keys = [reader.expression_values(key) for key, _ in expr.items if key is not None]
        return dicts(keys, [_index_or_axis(reader, reader.type_of(value), value) for _, value in expr.items])
    typ = get_proper_type(typ)
    if isinstance(typ, TupleType):
        return products([_index_or_axis(reader, item, None) for item in typ.items], tuple)
    return (UNKNOWN_VALUE,)


def _index_or_axis(reader: Reader, typ: Type, expr: Expression | None) -> tuple[object, ...]:
    """An axis, or an index as rules see it."""
    if isinstance(expr, SliceExpr):
        return _SLICE  # types say nothing of sizes, so nobody asks how long it is
    if isinstance(expr, ListExpr):
        return (Positions(None),)
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return tuple(part for item in proper.items for part in _index_or_axis(reader, item, None))
    if isinstance(proper, Instance) and literal(proper) is None:
        names = [base.fullname for base in proper.type.mro]
        if _DYNAMIC in names:
            return (Positions(None),)
        if not _SLICES.isdisjoint(names):
            return _SLICE
        if not _NUMBER.isdisjoint(names):
            return (SCALAR,)
    return reader.values(typ, expr)
