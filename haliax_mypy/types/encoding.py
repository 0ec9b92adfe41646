"""How axes are written as mypy types. No other file knows.

    "batch embed"              NamedArray[Literal['batch'], Literal['embed']]
    "batch ..."                NamedArray[Literal['batch'], *tuple[Any, ...]]
    ""                         NamedArray[()]
    "{b f}"                    NamedArray[Literal['b', 'f'], Literal['b', 'f']]
    "{b f ...}"                NamedArray[_With[Literal['b', 'f']] | Any, (the same), *tuple[Any, ...]]
    {b, f} of unsure order     NamedArray[_With[Literal['b', 'f']] | Any, (the same)]
    [*Rest, "embed"]           NamedArray[*Rest, Literal['embed']]
    nothing known              NamedArray[*tuple[Any, ...]]

An array that a program makes, of which not all axes are known, in order, is an instance of a subclass, `_Gradual`. Its
arguments are the same, behind one that says the axes: `_Gradual[Literal['[batch, ...]'], Literal['batch'], ...]`. A
variable that is assigned again reads as what its old and its new type have in common, which is the new one only because
these classes and their first arguments differ.

From a union mypy drops what is a subtype of another member without any Any, and `*tuple[Any, ...]` may stand for
nothing. So that `[]` and `[batch]` do not swallow `[...]` and `[batch, ...]`, the first argument of a `_Gradual` is not
what it would be for a NamedArray: `Literal['batch'] | _With[Literal['batch']]`, and a single `Any` for `[...]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

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
from haliax_mypy.names import ALONG, AXIS, AXIS_NAME, GRADUAL, NAMED_ARRAY, WITH
from haliax_mypy.types.literals import any_axis, any_type, literal_str

Named: TypeAlias = Callable[[str, list[Type]], Instance]
"""Makes an instance of a builtin class: (full name, type arguments)."""

Rows: TypeAlias = dict[str, Type]
"""The row variables of one call: the name that stands for each in an `Axes`, and its type."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What types are made with.

    Attributes:
        named: Makes instances of builtin classes.
        modules: The modules that mypy has loaded.
        redefines: Whether variables may be assigned again with other axes.
        texts: The literals that have been made.
    """

    named: Named
    modules: Mapping[str, MypyFile]
    redefines: bool = False
    texts: dict[str, LiteralType] = field(default_factory=dict, compare=False, repr=False)

    def text(self, value: str) -> LiteralType:
        """`Literal['value']`, of a kind of str of which mypy takes any for any other.

        Where it joins types, as for a list of arrays that differ, it forgets the values and keeps the kind.
        """
        made = self.texts.get(value)
        if made is None:
            info = self._helper(AXIS_NAME)
            made = LiteralType(value, Instance(info, []) if info is not None else self.named("builtins.str", []))
            if info is not None:
                self.texts[value] = made
        return made

    def of_name(self, typ: Type) -> Type:
        """A literal of any kind of str, as `text` would make it; other types as they are."""
        value = literal_str(typ)
        return typ if value is None else self.text(value)

    def anything(self) -> UnpackType:
        """`*tuple[Any, ...]`: any axes."""
        return UnpackType(self.named("builtins.tuple", [any_axis()]))

    def one_of(self, names: list[Type]) -> Type:
        """Some axis of an array that has all these axes."""
        return UnionType.make_union([*self._with(names), any_axis()])

    def _with(self, names: list[Type]) -> list[Type]:
        info = self._helper(WITH)
        return [] if info is None else [Instance(info, [UnionType.make_union(names)])]

    def array(self, axes: Axes, rows: Rows, *, lax: bool = False) -> Instance | None:
        """An array with these axes; None if the stubs are not loaded. See `encode`."""
        info, gradual = self._helper(NAMED_ARRAY), self._helper(GRADUAL)
        if info is None:
            return None
        args = encode(axes, rows, self, lax=lax)
        if gradual is None or not self.redefines or (axes.ordered and axes.gap is None):
            return Instance(info, args)
        if axes.gap:  # mypy tells a row variable from other axes
            pass
        elif axes.ordered and not axes.names:
            args = [any_axis()]
        elif axes.ordered:
            first = 0 if axes.head else 1
            args[first] = UnionType([args[first], *self._with([args[first]])])
        return Instance(gradual, [self.text(_shown(axes)), *args])

    def axis(self, names: Sequence[str]) -> Instance | None:
        """An `Axis` of any size, that has one of these names, or any if there are none; None as above."""
        info = self._helper(AXIS)
        name = UnionType.make_union([self.text(name) for name in names]) if names else any_type()
        return None if info is None else Instance(info, [name, any_type()])

    def along(self, inner: Type, names: Sequence[str]) -> Type:
        """A class whose arrays have these axes besides those that its fields say; Any if the stubs are not loaded."""
        info = self._helper(ALONG)
        return any_type() if info is None else Instance(info, [inner, self.text(" ".join(names))])

    def any_array(self) -> Instance | None:
        """`NamedArray`, of any axes; None if the stubs are not loaded."""
        info = self._helper(NAMED_ARRAY)
        return None if info is None else Instance(info, [self.anything()])

    def _helper(self, name: str) -> TypeInfo | None:
        """A class of this full name, which only the stubs have, for us."""
        home, _, short = name.rpartition(".")
        module = self.modules.get(home)
        symbol = module.names.get(short) if module is not None else None
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


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


def _shown(axes: Axes) -> str:
    """The axes as messages show them, without the sizes, which types do not tell apart."""
    return str(
        replace(
            axes,
            head=_of_any_size(a.name for a in axes.head),
            tail=_of_any_size(a.name for a in axes.tail),
            absent=frozenset(filter(str.isidentifier, axes.absent)),  # what can be read again
        )
    )


def arguments(array: Instance) -> Sequence[Type]:
    """The type arguments of an array of either class that say its axes."""
    return array.args[1:] if array.type.fullname == GRADUAL else array.args


def axes_of(array: Instance, rows: Rows) -> Axes:
    """The axes of an array of either class. Row variables are noted down in `rows`."""
    axes = decode(arguments(array), rows)
    told = literal_str(array.args[0]) if array.type.fullname == GRADUAL else None
    found = _ABSENT.search(told) if told is not None else None
    return axes if found is None else replace(axes, absent=frozenset(found[1].split()))


_ABSENT: Final = re.compile(r"\(not ([\w ]+)\)")
"""Names that no axis has, as an `Axes` shows them."""


def decode(args: Sequence[Type], rows: Rows) -> Axes:
    """The axes that type arguments say. Row variables are noted down in `rows`."""
    types = [_single(get_proper_type(arg)) for arg in args]
    try:
        return _unordered(types) or _ordered(types, rows)
    except AxisError:  # two of one name, as where a row variable stands for an axis that is also written out
        return ANY


def _single(arg: ProperType) -> ProperType:
    """The name of an axis, without the helper that stands beside the first of a `_Gradual`."""
    items = [get_proper_type(item) for item in arg.items] if isinstance(arg, UnionType) else []
    return items[0] if len(items) == 2 and isinstance(items[0], LiteralType) and _is_with(items[1]) else arg


def _ordered(types: Sequence[ProperType], rows: Rows) -> Axes:
    names = [literal_str(t) for t in types]
    gaps = [i for i, name in enumerate(names) if name is None]
    if not gaps:
        return Axes(_of_any_size(names))
    first, last = gaps[0], gaps[-1]
    row = _row(types[first], rows) if first == last else ""
    return Axes(_of_any_size(names[:first]), row, _of_any_size(names[last + 1 :]))


def _of_any_size(names: Iterable[str | None]) -> tuple[Axis, ...]:
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


def _is_with(typ: Type) -> bool:
    return isinstance(typ, Instance) and typ.type.fullname == WITH


def _members(helper: Instance) -> Sequence[Type]:
    inner = get_proper_type(helper.args[0])
    return inner.items if isinstance(inner, UnionType) else [inner]
