"""From mypy's types and expressions to the values that rules take.

Everything here gives a tuple of alternatives.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any, Final, cast

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import (
    CallExpr,
    DictExpr,
    Expression,
    GeneratorExpr,
    IntExpr,
    ListComprehension,
    ListExpr,
    MemberExpr,
    OpExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
)
from mypy.types import (
    AnyType,
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

from haliax.pure.axes import ANY, SCALAR, Axes, Repeated
from haliax.pure.axis import of_size
from haliax_mypy.names import ANYTHING, ARRAYS, AXIS, NAMED_ARRAY, NUMBERS, SELECTIONS
from haliax_mypy.types.alternatives import UNKNOWN_VALUE, dicts, distinct, limited, products
from haliax_mypy.types.encoding import Rows, axes_of
from haliax_mypy.types.folding import text_of
from haliax_mypy.types.literals import any_type, literal, literal_str


class Reader:
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
        return self._type_of(expr) or any_type()

    def arrays(self, typ: Type) -> tuple[Axes | None, ...]:
        """The axes that a type may have: those of a NamedArray, none for numbers, [...] if it may be anything."""
        typ = upper_bound(typ)
        if isinstance(typ, UnionType):
            return distinct(axes for item in typ.items for axes in self.arrays(item))
        if isinstance(typ, NoneType):
            return (None,)
        instance = _instance(typ)
        if instance is None:
            return (ANY,)
        axes = self.axes_of(instance)
        if axes is not None:
            return (axes,)
        return (SCALAR,) if is_number(instance) else (ANY,)

    def given(self, typ: Type) -> tuple[object, ...]:
        """Whether an argument is None, or something else, which `...` stands for."""
        proper = upper_bound(typ)
        if isinstance(proper, UnionType):
            return distinct(found for item in proper.items for found in self.given(item))
        if isinstance(proper, NoneType):
            return (None,)
        anything = isinstance(proper, AnyType) or (
            isinstance(proper, Instance) and proper.type.fullname == "builtins.object"
        )
        return (None, ...) if anything else (...,)

    def operands(self, typ: Type, expr: Expression | None) -> tuple[object, ...]:
        """The axes of an array, or of a number; what selects axes, where it is of a class that does."""
        proper = get_proper_type(typ)
        if isinstance(proper, UnionType):
            return distinct(found for item in proper.items for found in self.operands(item, None))
        instance = proper.fallback if isinstance(proper, LiteralType) else proper
        selects = isinstance(instance, Instance) and (instance.type.fullname in SELECTIONS or _is_text(instance))
        return self.values(typ, expr) if selects or isinstance(proper, TupleType) else self.arrays(typ)

    def axes_of(self, instance: Instance) -> Axes | None:
        """The axes of a NamedArray or of a subclass of it; None for other classes."""
        if instance.type.fullname not in ARRAYS:
            base = next((base for base in instance.type.mro if base.fullname == NAMED_ARRAY), None)
            if base is None:
                return None
            instance = map_instance_to_supertype(instance, base)
        return axes_of(instance, self.rows)

    def array_sequences(self, typ: Type, expr: Expression | None) -> tuple[object, ...]:
        """The axes of the members of a sequence of arrays."""
        members = self._members(typ, expr)
        if members is not None:
            return products([self.arrays(member) for member, _ in members], tuple)
        if isinstance(expr, ListComprehension | GeneratorExpr):  # the type of the whole is only what is asked for
            inside = expr.generator if isinstance(expr, ListComprehension) else expr
            return self._repeated(self.type_of(inside.left_expr))
        typ = get_proper_type(typ)
        if isinstance(typ, UnionType):
            return distinct(found for item in typ.items for found in self.array_sequences(item, None))
        instance = _instance(typ)
        base = next((b for b in instance.type.mro if b.fullname == "typing.Iterable"), None) if instance else None
        if instance is not None and base is not None:
            return self._repeated(map_instance_to_supertype(instance, base).args[0])
        return (UNKNOWN_VALUE,)

    def member_types(self, typ: Type, expr: Expression | None) -> list[Type]:
        """The types of the members of a sequence; empty if they are not known."""
        members = self._members(typ, expr)
        if members is not None:
            return [member for member, _ in members]
        instance = _instance(get_proper_type(typ))
        return list(instance.args) if instance is not None and len(instance.args) == 1 else []

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
            return limited(distinct(value for item in typ.items for value in self.values(item)))
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
            return _axis_values(instance)
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
        if isinstance(expr, StarExpr):
            return (UNKNOWN_VALUE,)
        if isinstance(expr, DictExpr):
            return self._displayed_dicts(expr)
        if isinstance(expr, MemberExpr):
            return self._shapes(expr)
        if isinstance(expr, OpExpr | CallExpr):
            folded = _folded(expr)
            folded = text_of(expr, self.type_of) if folded is None else folded
            return None if folded is None else (folded,)
        if isinstance(expr, ListExpr | TupleExpr):
            members = [self._entries(item) for item in expr.items]
            return products(members, lambda parts: tuple(chain.from_iterable(cast(Any, parts))))
        return None

    def _shapes(self, expr: MemberExpr) -> tuple[object, ...] | None:
        """`x.shape`, whose type says nothing of the names in it; None for other expressions."""
        instance = _instance(get_proper_type(self.type_of(expr.expr))) if expr.name == "shape" else None
        axes = self.axes_of(instance) if instance is not None else None
        if axes is None or not axes.is_exact:
            return None
        return (dict.fromkeys(axes.names, UNKNOWN_VALUE),)

    def _entries(self, expr: Expression) -> tuple[tuple[object, ...], ...]:
        """What an entry of a display adds to it: one value, or all of those that a star spreads."""
        if not isinstance(expr, StarExpr):
            return tuple((value,) for value in self.expression_values(expr))
        found = self.values(self.type_of(expr.expr), expr.expr)
        return tuple(tuple(value) if isinstance(value, list | tuple) else (UNKNOWN_VALUE,) for value in found)

    def expression_values(self, expr: Expression) -> tuple[object, ...]:
        """The values that a sub-expression may have."""
        return self.values(self.type_of(expr), expr)

    def _displayed_dicts(self, expr: DictExpr) -> tuple[object, ...]:
        if any(key is None for key, _ in expr.items):  # `**others`
            return (UNKNOWN_VALUE,)
        keys = [self.expression_values(key) for key, _ in expr.items if key is not None]
        return dicts(keys, [self.expression_values(value) for _, value in expr.items])


_ELLIPSES: Final = frozenset({"builtins.ellipsis", "types.EllipsisType"})


def _axis_values(instance: Instance) -> tuple[object, ...]:
    """What is known of an `Axis`: its name, and perhaps its size; or nothing."""
    if len(instance.args) != 2:
        return (UNKNOWN_VALUE,)
    size = literal(instance.args[1])
    known = size if type(size) is int else None
    alternatives: list[object] = []
    name = get_proper_type(instance.args[0])
    for item in name.items if isinstance(name, UnionType) else [name]:
        text = literal_str(item)
        if text is None:
            return (UNKNOWN_VALUE,)
        alternatives.append(of_size(text, known))
    return tuple(alternatives)


def _instance(typ: ProperType) -> Instance | None:
    """The class that a type is of; None where it may be any."""
    typ = upper_bound(typ)
    if isinstance(typ, LiteralType):
        return typ.fallback
    if isinstance(typ, Instance) and not typ.type.fallback_to_any and typ.type.fullname != ANYTHING:
        return typ
    return None


def upper_bound(typ: Type) -> ProperType:
    """The type that a variable has at most; other types as they are."""
    typ = get_proper_type(typ)
    return get_proper_type(typ.upper_bound) if isinstance(typ, TypeVarLikeType) else typ


def _is_text(instance: Instance) -> bool:
    return instance.type.has_base("builtins.str")


def is_number(typ: Type) -> bool:
    """Whether a type is that of a number, or of an array without names."""
    instance = _instance(get_proper_type(typ))
    return instance is not None and any(
        base.fullname in NUMBERS or (base.name == "Array" and base.module_name.partition(".")[0] == "jax")
        for base in instance.type.mro
    )


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
