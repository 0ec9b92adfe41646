"""Reads what stands between the brackets of `x["batch", 0, "embed", 1:3]`, for the rules of indexing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mypy.nodes import CallExpr, DictExpr, Expression, FloatExpr, ListExpr, RefExpr, SliceExpr, StarExpr, TupleExpr
from mypy.types import Instance, LiteralType, NoneType, TupleType, Type, UnionType, UnpackType, get_proper_type

from haliax.pure.axes import SCALAR
from haliax.pure.rules.indexing import NoIndex, Positions, Unsure
from haliax_mypy.names import AXIS, NAMED_ARRAY
from haliax_mypy.types.alternatives import UNKNOWN_VALUE, dicts, limited, products
from haliax_mypy.types.literals import literal
from haliax_mypy.types.reading import Reader

_ANY_SLICE: Final = slice(UNKNOWN_VALUE, UNKNOWN_VALUE)  # types say nothing of sizes, so nobody asks how long it is

_AS_INDICES: Final[dict[str, object]] = {
    "haliax.dynamic.dslice": Positions(None),
    "builtins.list": Positions(None),
    "builtins.tuple": Positions(None),
    "builtins.slice": _ANY_SLICE,
    "builtins.bool": NoIndex("bool"),
    "builtins.int": SCALAR,
    "numpy.integer": SCALAR,
    **{f"builtins.{name}": NoIndex(name) for name in ("str", "bytes", "dict", "set", "frozenset", "complex")},
    "builtins.ellipsis": NoIndex("ellipsis"),
    "types.EllipsisType": NoIndex("ellipsis"),
    AXIS: NoIndex("Axis"),
}
"""What the values of a class, and of those that inherit from it, are as the index of an axis."""

_NO_AXES: Final = frozenset(
    {
        *(f"builtins.{name}" for name in "int float complex slice list dict set frozenset ellipsis".split()),
        *("types.EllipsisType", "numpy.ndarray", "numpy.generic", "jax._src.basearray.Array", NAMED_ARRAY),
    }
)
"""Classes whose values, and of those that inherit from them, name no axis."""

_WHOLE: Final = _NO_AXES - {"builtins.dict", "builtins.ellipsis", "types.EllipsisType"} | {"builtins.str", AXIS}
"""Classes whose values are nothing to stand alone between the brackets."""


def indices(reader: Reader, typ: Type, expr: Expression | None) -> tuple[object, ...]:
    """What may stand between the brackets: a tuple of axes and indices in turn, or a dict."""
    if isinstance(expr, TupleExpr):
        return _pairs(reader, [(reader.type_of(item), item) for item in expr.items])
    if isinstance(expr, DictExpr):
        if any(key is None for key, _ in expr.items):  # `**others`
            return (UNKNOWN_VALUE,)
        keys = [_axis(reader, reader.type_of(key), key) for key, _ in expr.items if key is not None]
        return dicts(keys, [_index(reader, reader.type_of(value), value) for _, value in expr.items])
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return limited(tuple(found for item in proper.items for found in indices(reader, item, None)))
    if isinstance(proper, TupleType):
        return _pairs(reader, [(item, None) for item in proper.items])
    if isinstance(expr, SliceExpr):
        return (_ANY_SLICE,)
    classes = _classes(proper)
    if isinstance(proper, NoneType) or not _WHOLE.isdisjoint(classes):
        return tuple(_no_axis(value, classes) for value in reader.values(proper, expr))
    return ((),) if not _ELLIPSES.isdisjoint(classes) else (UNKNOWN_VALUE,)  # `x[...]` is all of it


_ELLIPSES: Final = frozenset({"builtins.ellipsis", "types.EllipsisType"})


def _pairs(reader: Reader, items: Sequence[tuple[Type, Expression | None]]) -> tuple[object, ...]:
    """Axes and indices in turn."""
    if any(isinstance(expr, StarExpr) or isinstance(get_proper_type(typ), UnpackType) for typ, expr in items):
        return (UNKNOWN_VALUE,)
    parts = [(_index if at % 2 else _axis)(reader, *item) for at, item in enumerate(items)]
    if len(parts) % 2:  # which is wrong, whatever it is made of
        parts = [[NoIndex("…") if part is UNKNOWN_VALUE or part is Unsure.INDEX else part for part in p] for p in parts]
    return products(parts, tuple)


def _axis(reader: Reader, typ: Type, expr: Expression | None) -> Sequence[object]:
    """An axis, or what stands in the place of one and cannot be."""
    if isinstance(expr, SliceExpr):
        return (_ANY_SLICE,)
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return [part for item in proper.items for part in _axis(reader, item, None)]
    classes = _classes(proper)
    if isinstance(proper, TupleType | NoneType) or not _NO_AXES.isdisjoint(classes):
        return [_no_axis(value, classes) for value in reader.values(proper, expr)]
    return reader.values(proper, expr)


def _no_axis(value: object, classes: Sequence[str]) -> object:
    """What is no axis, as errors show it: a value that says what it is, or its class."""
    if value is None or isinstance(value, str | int):
        return value
    return ... if not _ELLIPSES.isdisjoint(classes) else NoIndex(classes[0].rpartition(".")[2] if classes else "tuple")


def _index(reader: Reader, typ: Type, expr: Expression | None) -> Sequence[object]:
    """An index of one axis, as rules see it."""
    if isinstance(expr, SliceExpr):
        return (_ANY_SLICE,)
    if isinstance(expr, FloatExpr):  # a type `float` may be that of an int
        return (NoIndex("float"),)
    if isinstance(expr, ListExpr | TupleExpr):
        return (Positions(None),)
    if isinstance(expr, CallExpr) and (made := _made(reader, expr)) is not None:
        return (made,)
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return [part for item in proper.items for part in _index(reader, item, None)]
    if isinstance(proper, NoneType):
        return (NoIndex("NoneType"),)
    if isinstance(proper, TupleType):
        return (Positions(None),)
    position = literal(proper)
    if type(position) is int:
        return (position,)
    axes = reader.axes_of(proper) if isinstance(proper, Instance) else None
    if axes is not None:
        return (axes,)
    return (next((_AS_INDICES[name] for name in _classes(proper) if name in _AS_INDICES), Unsure.INDEX),)


def _made(reader: Reader, call: CallExpr) -> object | None:
    """An array without names that is made between the brackets, as `jnp.arange(3)`; None if its shape is not plain."""
    home, _, name = call.callee.fullname.rpartition(".") if isinstance(call.callee, RefExpr) else ("", "", "")
    if home not in _NUMPYS or not call.args:
        return None
    if name == "arange":
        return Positions(None)
    content = call.args[0]
    if name not in ("array", "asarray"):
        return None
    if isinstance(content, ListExpr):
        return Positions(None) if content.items and all(_is_int(reader, item) for item in content.items) else None
    return SCALAR if _is_int(reader, content) else None


_NUMPYS: Final = frozenset({"jax.numpy", "numpy", "numpy._core.multiarray"})


def _is_int(reader: Reader, expr: Expression) -> bool:
    return _classes(reader.type_of(expr))[:1] == ["builtins.int"]


def _classes(typ: Type) -> Sequence[str]:
    """The full names of the class of a type and of those that it inherits from; none where it may be any."""
    typ = get_proper_type(typ)
    instance = typ.fallback if isinstance(typ, LiteralType) else typ
    if not isinstance(instance, Instance) or instance.type.fallback_to_any:
        return ()
    return [base.fullname for base in instance.type.mro]
