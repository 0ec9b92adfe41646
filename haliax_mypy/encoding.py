"""How axes are written as mypy types. No other file knows.

    "batch embed"              NamedArray[Literal['batch'], Literal['embed']]
    "batch ..."                NamedArray[Literal['batch'], *tuple[Any, ...]]
    "{b f}"                    NamedArray[Literal['b', 'f'], Literal['b', 'f']]
    "{b f ...}"                the same with `| Any` at each place, then *tuple[Any, ...]
    [*Rest, "embed"]           NamedArray[*Rest, Literal['embed']]
    nothing known              NamedArray[*tuple[Any, ...]]

Names are distinct, so n places that each take one of the same n names hold exactly the permutations of them. mypy
compares these place by place, and covariantly: it does the subtyping of annotated arrays by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    ProperType,
    Type,
    TypeOfAny,
    TypeVarTupleType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax.algebra import UNKNOWN, Axes
from haliax.axis import AxisSelector, name_of
from haliax.errors import AxisError

Named: TypeAlias = Callable[[str, list[Type]], Instance]
"""Makes an instance of a builtin class: (full name, type arguments)."""

Rows: TypeAlias = dict[str, Type]
"""The row variables of one call: the name that stands for each in an `Axes`, and its type."""


def any_type() -> AnyType:
    """An `Any` that no option of mypy complains about."""
    return AnyType(TypeOfAny.special_form)


def anything(named: Named) -> UnpackType:
    """`*tuple[Any, ...]`: any axes."""
    return UnpackType(named("builtins.tuple", [any_type()]))


def literal_type(typ: Type) -> LiteralType | None:
    """The literal that a type stands for, if it is a str or an int."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.last_known_value is not None:
        typ = typ.last_known_value
    known = isinstance(typ, LiteralType) and typ.fallback.type.fullname in _LITERALS
    return typ if known and isinstance(typ, LiteralType) else None


def literal_str(typ: Type) -> str | None:
    """The string that a type stands for, if it is one."""
    value = literal(typ)
    return value if isinstance(value, str) else None


def literal(typ: Type) -> int | str | None:
    """The value that a type stands for, if it is an int, a str or a bool."""
    found = literal_type(typ)
    return found.value if found is not None and isinstance(found.value, int | str) else None


_LITERALS: Final = frozenset({"builtins.str", "builtins.int", "builtins.bool"})


def write(axes: Axes, rows: Rows, named: Named) -> list[Type]:
    """The type arguments that say `axes`."""
    text = named("builtins.str", [])

    def name(axis: AxisSelector) -> Type:
        return LiteralType(str.__str__(name_of(axis)), text)

    gap: list[Type] = []
    if axes.is_open:
        rest = rows.get(axes.gap or "")
        gap = [rest or anything(named)]
    if axes.ordered:
        return [*map(name, axes.head), *gap, *map(name, axes.tail)]
    choices = [*map(name, axes.known)]
    if axes.is_open:
        gap = [anything(named)]
        choices.append(any_type())
    return [*(UnionType(choices) for _ in axes.known), *gap]


def read(args: Sequence[Type], rows: Rows) -> Axes:
    """The axes that type arguments say. Row variables are noted down in `rows`."""
    types = [get_proper_type(arg) for arg in args]
    try:
        return _unordered(types) or _ordered(types, rows)
    except AxisError:  # two of one name, as where a row variable stands for an axis that is also written out
        return UNKNOWN


def _ordered(types: Sequence[ProperType], rows: Rows) -> Axes:
    names = [literal_str(t) for t in types]
    gaps = [i for i, name in enumerate(names) if name is None]
    if not gaps:
        return Axes(tuple(name for name in names if name is not None))
    first, last = gaps[0], gaps[-1]
    row = _row(types[first], rows) if first == last else ""
    head = tuple(name for name in names[:first] if name is not None)
    tail = tuple(name for name in names[last + 1 :] if name is not None)
    return Axes(head, row, tail)


def _row(typ: ProperType, rows: Rows) -> str:
    """The name of a row variable, or of one that stands for a single name; "" for anything else."""
    variable = get_proper_type(typ.type) if isinstance(typ, UnpackType) else typ
    if not isinstance(variable, TypeVarTupleType | TypeVarType):
        return ""
    rows[variable.name] = typ
    return variable.name


def _unordered(types: Sequence[ProperType]) -> Axes | None:
    """The axes of types that name a set; None for other types."""
    if not types or not isinstance(types[0], UnionType):
        return None
    names: dict[str, None] = {}
    is_open = False
    for item in map(get_proper_type, types[0].items):
        name = literal_str(item)
        if name is not None:
            names[name] = None
        elif isinstance(item, AnyType):
            is_open = True
        else:
            return None
    places = types[:-1] if is_open else types
    if is_open and not _is_anything(types[-1]):
        return None
    if len(places) != len(names) or any(place != types[0] for place in places):
        return None
    return Axes(tuple(names), "" if is_open else None, ordered=False)


def _is_anything(typ: ProperType) -> bool:
    """Whether a type is `*tuple[Any, ...]`."""
    inner = get_proper_type(typ.type) if isinstance(typ, UnpackType) else None
    return isinstance(inner, Instance) and isinstance(get_proper_type(inner.args[0]), AnyType)
