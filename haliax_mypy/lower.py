"""From mypy's types and expressions to the values that rules take.

A type may stand for several values, as a union does, so everything here gives a tuple of alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, product
from math import prod
from typing import Any, Final, TypeVar, cast

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import (
    DictExpr,
    EllipsisExpr,
    Expression,
    IntExpr,
    ListComprehension,
    ListExpr,
    OpExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
)
from mypy.types import (
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypeVarLikeType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax.algebra import SCALAR, UNKNOWN, Axes, Repeated
from haliax.axis import Axis, Unsized
from haliax_mypy import encoding
from haliax_mypy.encoding import Rows, literal
from haliax_mypy.names import AXIS, NAMED_ARRAY, NUMBERS

T = TypeVar("T")

LIMIT: Final = 16
"""So many alternatives are followed; beyond that nothing is known."""


class Unknown:
    """Something of which nothing is known, or a run of such things in a sequence."""

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN_VALUE: Final = Unknown()


class Lowering:
    """Reads the arguments of one call.

    Args:
        type_of: The type of a sub-expression, None if mypy has not looked at it.

    Attributes:
        rows: The row variables met so far.
    """

    def __init__(self, type_of: Callable[[Expression], Type | None]) -> None:
        self._type_of = type_of
        self.rows: Rows = {}

    def type_of(self, expr: Expression) -> Type:
        """The type of an expression; Any if mypy has not looked at it."""
        return self._type_of(expr) or encoding.any_type()

    def arrays(self, typ: Type) -> tuple[Axes | None, ...]:
        """The axes that a type may have: those of a NamedArray, none for numbers, [...] if it may be anything."""
        typ = get_proper_type(typ)
        if isinstance(typ, UnionType):
            return _distinct(axes for item in typ.items for axes in self.arrays(item))
        if isinstance(typ, NoneType):
            return (None,)
        instance = _instance(typ)
        if instance is None:
            return (UNKNOWN,)
        axes = self.axes_of(instance)
        if axes is not None:
            return (axes,)
        return (SCALAR,) if _is_number(instance) else (UNKNOWN,)

    def axes_of(self, instance: Instance) -> Axes | None:
        """The axes of a NamedArray or of a subclass of it; None for other classes."""
        if instance.type.fullname != NAMED_ARRAY:
            base = next((base for base in instance.type.mro if base.fullname == NAMED_ARRAY), None)
            if base is None:
                return None
            instance = map_instance_to_supertype(instance, base)
        return encoding.read(instance.args, self.rows)

    def array_lists(self, typ: Type, expr: Expression | None) -> tuple[object, ...]:
        """The axes of the members of a sequence of arrays."""
        members = self._members(typ, expr)
        if members is not None:
            return products([self.arrays(member) for member, _ in members], tuple)
        if isinstance(expr, ListComprehension):  # the type of the whole is only what the operation asks for
            return self._repeated(self.type_of(expr.generator.left_expr))
        typ = get_proper_type(typ)
        if isinstance(typ, UnionType):
            return _distinct(found for item in typ.items for found in self.array_lists(item, None))
        instance = _instance(typ)
        if instance is not None and len(instance.args) == 1 and instance.type.has_base("typing.Sequence"):
            return self._repeated(instance.args[0])
        return (UNKNOWN_VALUE,)

    def _repeated(self, member: Type) -> tuple[object, ...]:
        """A list of arrays of this type."""
        found = self.arrays(member)
        return (Repeated(found[0], None),) if len(found) == 1 and found[0] is not None else (UNKNOWN_VALUE,)

    def _members(self, typ: Type, expr: Expression | None) -> list[tuple[Type, Expression | None]] | None:
        """The members of a sequence one by one; None if they cannot be told apart."""
        if not isinstance(expr, ListExpr | TupleExpr):
            return _items(typ)
        members: list[tuple[Type, Expression | None]] = []
        for item in expr.items:
            if isinstance(item, StarExpr):
                spread = _items(self.type_of(item.expr))
                if spread is None:
                    return None
                members += spread
            else:
                members.append((self.type_of(item), item))
        return members

    def values(self, typ: Type, expr: Expression | None = None) -> tuple[object, ...]:
        """The Python values that an argument may have; parts that are not known are `UNKNOWN_VALUE`."""
        if expr is not None:
            found = self._displayed(expr)
            if found is not None:
                return found
        typ = get_proper_type(typ)
        if isinstance(typ, UnionType):
            return _limited(_distinct(value for item in typ.items for value in self.values(item)))
        if isinstance(typ, NoneType):
            return (None,)
        value = literal(typ)
        if value is not None:
            return (value,)
        if isinstance(typ, TupleType):
            return products([self._item_values(item) for item in typ.items], tuple)
        instance = _instance(typ)
        return (UNKNOWN_VALUE,) if instance is None else self._instance_values(instance)

    def _instance_values(self, instance: Instance) -> tuple[object, ...]:
        if instance.type.fullname == AXIS:
            return axis_values(instance)
        axes = self.axes_of(instance)
        if axes is not None:
            return (axes,)
        return (...,) if instance.type.fullname in _ELLIPSES else (UNKNOWN_VALUE,)

    def _item_values(self, item: Type) -> tuple[object, ...]:
        return (UNKNOWN_VALUE,) if isinstance(get_proper_type(item), UnpackType) else self.values(item)

    def _displayed(self, expr: Expression) -> tuple[object, ...] | None:
        """The values of an expression that shows its parts, of which a type would say less."""
        if isinstance(expr, StrExpr | IntExpr):
            return (expr.value,)
        if isinstance(expr, EllipsisExpr):
            return (...,)
        if isinstance(expr, StarExpr):
            return (UNKNOWN_VALUE,)
        if isinstance(expr, DictExpr):
            return self._dicts(expr)
        if isinstance(expr, OpExpr):
            folded = _folded(expr)
            return None if folded is None else (folded,)
        if isinstance(expr, ListExpr | TupleExpr):
            members = [self._spread(item) for item in expr.items]
            return products(members, lambda parts: tuple(chain.from_iterable(cast(Any, parts))))
        return None

    def _spread(self, expr: Expression) -> tuple[tuple[object, ...], ...]:
        """What an entry of a display adds to it: one value, or all of those that a star spreads."""
        if not isinstance(expr, StarExpr):
            return tuple((value,) for value in self._expr_values(expr))
        found = self.values(self.type_of(expr.expr), expr.expr)
        return tuple(tuple(value) if isinstance(value, list | tuple) else (UNKNOWN_VALUE,) for value in found)

    def _expr_values(self, expr: Expression) -> tuple[object, ...]:
        return self.values(self.type_of(expr), expr)

    def _dicts(self, expr: DictExpr) -> tuple[object, ...]:
        if any(key is None for key, _ in expr.items):
            return (UNKNOWN_VALUE,)
        keys = [self._expr_values(key) for key, _ in expr.items if key is not None]
        values = [self._expr_values(value) for _, value in expr.items]
        if any(UNKNOWN_VALUE in alternatives for alternatives in keys):
            return (UNKNOWN_VALUE,)
        return dicts(keys, values)


_ELLIPSES: Final = frozenset({"builtins.ellipsis", "types.EllipsisType"})


def axis_values(instance: Instance) -> tuple[object, ...]:
    """What is known of an `Axis`: it, its name, or nothing."""
    if len(instance.args) != 2:
        return (UNKNOWN_VALUE,)
    size = literal(instance.args[1])
    alternatives: list[object] = []
    name = get_proper_type(instance.args[0])
    for item in name.items if isinstance(name, UnionType) else [name]:
        text = encoding.literal_str(item)
        if text is None:
            return (UNKNOWN_VALUE,)
        alternatives.append(Axis(text, size) if isinstance(size, int) else Unsized(text))
    return tuple(alternatives)


def _instance(typ: ProperType) -> Instance | None:
    """The class that a type is of; None where it may be any."""
    if isinstance(typ, TypeVarLikeType):
        typ = get_proper_type(typ.upper_bound)
    if isinstance(typ, LiteralType):
        return typ.fallback
    if isinstance(typ, Instance) and typ.type.fullname != "builtins.object" and not typ.type.fallback_to_any:
        return typ
    return None


def _is_number(instance: Instance) -> bool:
    for base in instance.type.mro:
        if base.fullname in NUMBERS or (base.name == "Array" and base.module_name.partition(".")[0] == "jax"):
            return True
    return False


def _items(typ: Type) -> list[tuple[Type, Expression | None]] | None:
    """The types of the members of a tuple; None if there may be any number."""
    typ = get_proper_type(typ)
    if not isinstance(typ, TupleType) or any(isinstance(get_proper_type(item), UnpackType) for item in typ.items):
        return None
    return [(item, None) for item in typ.items]


def _folded(expr: Expression) -> object:
    from mypy.constant_fold import constant_fold_expr  # a circular import of mypy's, if it came first

    folded = constant_fold_expr(expr, "")
    return folded if isinstance(folded, str | int) else None


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    found: list[T] = []
    for value in values:
        if not any(value is other or (type(value) is type(other) and value == other) for other in found):
            found.append(value)
    return tuple(found)


def _limited(alternatives: tuple[object, ...]) -> tuple[object, ...]:
    return alternatives if len(alternatives) <= LIMIT else (UNKNOWN_VALUE,)


def dicts(keys: Sequence[Sequence[object]], values: Sequence[Sequence[object]]) -> tuple[object, ...]:
    """The dict of each choice of one alternative for every key and every value."""

    def build(parts: Sequence[object]) -> object:
        try:
            return dict(zip(parts[: len(keys)], parts[len(keys) :], strict=True))
        except TypeError:  # a list or a dict as a key
            return UNKNOWN_VALUE

    return products([*keys, *values], build)


def products(parts: Sequence[Sequence[object]], build: Callable[[Sequence[object]], object]) -> tuple[object, ...]:
    """What `build` makes of each choice of one alternative from every part."""
    if prod(map(len, parts)) > LIMIT:
        return (UNKNOWN_VALUE,)
    return tuple(build(choice) for choice in product(*parts))


def has_unknown(value: object) -> bool:
    """Whether a part of a value is not known."""
    if isinstance(value, dict):
        return any(part is UNKNOWN_VALUE for item in value.items() for part in item)
    if isinstance(value, list | tuple):
        return any(map(has_unknown, value))
    return value is UNKNOWN_VALUE
