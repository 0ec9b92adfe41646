"""How axes are written as mypy types. No other file knows.

    "batch embed"              NamedArray[Literal['batch'], Literal['embed']]
    "batch ..."                NamedArray[Literal['batch'], *tuple[Any, ...]]
    "{b f}"                    NamedArray[Literal['b', 'f'], Literal['b', 'f']]
    "{b f ...}"                NamedArray[_With[Literal['b', 'f']] | Any, (the same), *tuple[Any, ...]]
    {b, f} of unsure order     NamedArray[_With[Literal['b', 'f']] | Any, (the same)]
    [*Rest, "embed"]           NamedArray[*Rest, Literal['embed']]
    nothing known              NamedArray[*tuple[Any, ...]]

Names are distinct, so n places that each take one of the same n names hold exactly the permutations of them. mypy
compares these place by place, and covariantly: it does the subtyping of annotated arrays by itself. Where there may be
other axes in any order, or an order is merely not known, it can only be told to let everything pass: `| Any` takes
whatever is given, and `_With`, which inherits from Any, may be given wherever a name is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from mypy.nodes import MypyFile, TypeInfo
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
from haliax.errors import AxisError

Named: TypeAlias = Callable[[str, list[Type]], Instance]
"""Makes an instance of a builtin class: (full name, type arguments)."""


@dataclass(frozen=True, slots=True)
class Types:
    """What types are made with.

    Attributes:
        named: Makes instances of builtin classes.
        modules: The modules that mypy has loaded.
    """

    named: Named
    modules: Mapping[str, MypyFile]

    def text(self, value: str) -> LiteralType:
        """`Literal['value']`, of a kind of str of which mypy takes any for any other.

        Where it joins types, as for a list of arrays that differ, it forgets the values and keeps the kind.
        """
        info = self._helper(_NAME)
        return LiteralType(value, Instance(info, []) if info is not None else self.named("builtins.str", []))

    def of_name(self, typ: Type) -> Type:
        """A literal of any kind of str, as `text` would make it; other types as they are."""
        value = literal_str(typ)
        return typ if value is None else self.text(value)

    def anything(self) -> UnpackType:
        """`*tuple[Any, ...]`: any axes."""
        return UnpackType(self.named("builtins.tuple", [any_type()]))

    def one_of(self, names: list[Type]) -> Type:
        """Some axis of an array that has all these axes."""
        info = self._helper(_WITH)
        if info is None:
            return any_type()
        return UnionType([Instance(info, [UnionType.make_union(names)]), any_type()])

    def _helper(self, name: str) -> TypeInfo | None:
        """A class that only the stubs have, for us."""
        module = self.modules.get("haliax.core")
        symbol = module.names.get(name) if module is not None else None
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


_WITH: Final = "_With"
_NAME: Final = "_AxisName"

Rows: TypeAlias = dict[str, Type]
"""The row variables of one call: the name that stands for each in an `Axes`, and its type."""


def any_type() -> AnyType:
    """An `Any` that no option of mypy complains about."""
    return AnyType(TypeOfAny.special_form)


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


_LITERALS: Final = frozenset({"builtins.str", "builtins.int", "builtins.bool", f"haliax.core.{_NAME}"})


def write(axes: Axes, rows: Rows, types: Types, *, lax: bool = False) -> list[Type]:
    """The type arguments that say `axes`.

    Args:
        axes: The axes.
        rows: The row variables among them.
        types: What types are made with.
        lax: Whether axes in an unknown order may be given where an order is wanted.
    """
    names: list[Type] = [types.text(str(name)) for name in axes.names]
    if not axes.ordered:
        strict = not (lax or axes.is_open)
        places: list[Type] = [UnionType(names) if strict else types.one_of(names) for _ in names]
        return [*places, types.anything()] if axes.is_open else places
    if not axes.is_open:
        return names
    at = len(axes.head)
    return [*names[:at], rows.get(axes.gap or "") or types.anything(), *names[at:]]


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
    """The axes of types that say a set; None for other types."""
    first = types[0] if types else None
    if not isinstance(first, UnionType):
        return None
    helper = next((t for t in map(get_proper_type, first.items) if _is_with(t)), None)
    names = _names(first.items if helper is None else _members(helper))
    is_open = isinstance(types[-1], UnpackType)
    places = types[:-1] if is_open else types
    if names is None or any(place != first for place in places):
        return None
    if helper is None and (is_open or len(names) != len(places)):
        return None
    return Axes(names, "" if is_open else None, ordered=False)


def _is_with(typ: ProperType) -> bool:
    return isinstance(typ, Instance) and typ.type.fullname == f"haliax.core.{_WITH}"


def _members(helper: ProperType) -> Sequence[Type]:
    inner = get_proper_type(helper.args[0]) if isinstance(helper, Instance) else helper
    return inner.items if isinstance(inner, UnionType) else [inner]


def _names(types: Sequence[Type]) -> tuple[str, ...] | None:
    """The names that types stand for; None if one is no name."""
    names = [literal_str(typ) for typ in types]
    return None if None in names else tuple(name for name in names if name is not None)
