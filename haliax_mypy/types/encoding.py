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
from typing import TypeAlias

from mypy.nodes import MypyFile, TypeInfo
from mypy.types import (
    Instance,
    LiteralType,
    ProperType,
    Type,
    TypeVarTupleType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax.errors import AxisError
from haliax.pure.axes import ANY, Axes
from haliax.pure.axis import Axis, of_size
from haliax_mypy.names import AXIS_NAME, WITH
from haliax_mypy.types.literals import any_type, literal_str

Named: TypeAlias = Callable[[str, list[Type]], Instance]
"""Makes an instance of a builtin class: (full name, type arguments)."""


@dataclass(frozen=True, slots=True)
class Maker:
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
        info = self._helper(AXIS_NAME)
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
        info = self._helper(WITH)
        if info is None:
            return any_type()
        return UnionType([Instance(info, [UnionType.make_union(names)]), any_type()])

    def _helper(self, name: str) -> TypeInfo | None:
        """A class of this full name, which only the stubs have, for us."""
        home, _, short = name.rpartition(".")
        module = self.modules.get(home)
        symbol = module.names.get(short) if module is not None else None
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


Rows: TypeAlias = dict[str, Type]
"""The row variables of one call: the name that stands for each in an `Axes`, and its type."""


def encode(axes: Axes, rows: Rows, maker: Maker, *, lax: bool = False) -> list[Type]:
    """The type arguments that say `axes`.

    Args:
        axes: The axes.
        rows: The row variables among them.
        maker: What types are made with.
        lax: Whether axes in an unknown order may be given where an order is wanted.
    """
    names: list[Type] = [maker.text(name) for name in axes.names]
    if not axes.ordered:
        strict = not (lax or axes.is_open)
        places: list[Type] = [UnionType(names) if strict else maker.one_of(names) for _ in names]
        return [*places, maker.anything()] if axes.is_open else places
    if not axes.is_open:
        return names
    at = len(axes.head)
    return [*names[:at], rows.get(axes.gap or "") or maker.anything(), *names[at:]]


def decode(args: Sequence[Type], rows: Rows) -> Axes:
    """The axes that type arguments say. Row variables are noted down in `rows`."""
    types = [get_proper_type(arg) for arg in args]
    try:
        return _unordered(types) or _ordered(types, rows)
    except AxisError:  # two of one name, as where a row variable stands for an axis that is also written out
        return ANY


def _ordered(types: Sequence[ProperType], rows: Rows) -> Axes:
    names = [literal_str(t) for t in types]
    gaps = [i for i, name in enumerate(names) if name is None]
    if not gaps:
        return Axes(_of_any_size(names))
    first, last = gaps[0], gaps[-1]
    row = _row(types[first], rows) if first == last else ""
    return Axes(_of_any_size(names[:first]), row, _of_any_size(names[last + 1 :]))


def _of_any_size(names: Sequence[str | None]) -> tuple[Axis, ...]:
    """The axes of these names. A type says nothing of their sizes."""
    return tuple(of_size(name, None) for name in names if name is not None)


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
    helper = next((t for t in map(get_proper_type, first.items) if isinstance(t, Instance) and _is_with(t)), None)
    names = [literal_str(item) for item in (first.items if helper is None else _members(helper))]
    is_open = isinstance(types[-1], UnpackType)
    places = types[:-1] if is_open else types
    if None in names or any(place != first for place in places):
        return None
    if helper is None and (is_open or len(names) != len(places)):
        return None
    return Axes(_of_any_size(names), "" if is_open else None, ordered=False)


def _is_with(typ: Instance) -> bool:
    return typ.type.fullname == WITH


def _members(helper: Instance) -> Sequence[Type]:
    inner = get_proper_type(helper.args[0])
    return inner.items if isinstance(inner, UnionType) else [inner]
