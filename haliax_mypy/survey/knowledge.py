"""How much the type of an expression says of axes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias

from mypy.maptype import map_instance_to_supertype
from mypy.messages import format_type_bare
from mypy.options import Options
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    Overloaded,
    ProperType,
    TupleType,
    Type,
    TypeAliasType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax_mypy.layers.instances import layer_of, text_of
from haliax_mypy.messages import type_text
from haliax_mypy.names import ARRAYS, AXIS, NAMED_ARRAY
from haliax_mypy.types.encoding import axes_of
from haliax_mypy.types.literals import any_axis, left_out, literal_str


class Knowledge(Enum):
    """Whether the axes of an array are known; a worse one has a larger rank."""

    KNOWN = "known"
    """All of them, in order or as a set."""

    HALF = "half-known"
    """Some."""

    UNKNOWN = "unknown"
    """None."""

    @property
    def rank(self) -> int:
        """0 for what is known."""
        return list(Knowledge).index(self)


def least(found: Iterable[Knowledge]) -> Knowledge | None:
    """What is known of several things together; None of nothing."""
    return max(found, key=lambda knowledge: knowledge.rank, default=None)


Kind: TypeAlias = Literal["array", "axis", "layer", "container", "anything"]
"""What an expression is: an array, an `Axis`, a layer that names axes, what holds such, or an Any used as an array."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a type says of axes.

    Attributes:
        kind: What has this type.
        knowledge: How much is known of the axes.
        text: The type as messages print it: `[batch, embed]`, `Axis["embed"]`.
    """

    kind: Kind
    knowledge: Knowledge
    text: str


def told(typ: Type | None, options: Options) -> Told | None:
    """What a type says of axes; None if it says nothing of any."""
    proper = get_proper_type(typ)
    if proper is None or isinstance(proper, AnyType | CallableType | Overloaded):
        return None
    found = list(_within(proper, ()))
    knowledge = least(knowledge for _, knowledge in found)
    if knowledge is None:
        return None
    kinds = {_kind(member) for member in _members(proper)} - {None}
    kind = kinds.pop() if len(kinds) == 1 else None
    return Told(kind or "container", knowledge, shown(proper, options))


def shown(typ: Type, options: Options) -> str:
    """A type as messages print it."""
    text = format_type_bare(typ, options)
    parsed = type_text.read(text)
    return type_text.spelled(text) if parsed is None else type_text.shown(parsed)


def annotated(typ: Type, options: Options) -> str:
    """A type as it is written in an annotation."""
    return type_text.spelled(format_type_bare(typ, options))


def _members(typ: ProperType) -> list[ProperType]:
    items = [get_proper_type(item) for item in typ.items] if isinstance(typ, UnionType) else [typ]
    return [item for item in items if not isinstance(item, NoneType)]


def _kind(typ: ProperType) -> Kind | None:
    typ = get_proper_type(typ.upper_bound) if isinstance(typ, TypeVarType) else typ
    if not isinstance(typ, Instance):
        return None
    if is_array(typ):
        return "array"
    return "axis" if typ.type.fullname == AXIS else "layer" if layer_of(typ) is not None else None


def is_array(typ: Type) -> bool:
    """Whether a type is NamedArray or a subclass."""
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and (typ.type.fullname in ARRAYS or typ.type.has_base(NAMED_ARRAY))


def is_any(typ: Type | None) -> bool:
    """Whether nothing at all is known of a type."""
    return typ is None or isinstance(get_proper_type(typ), AnyType)


_DEEPEST: Final = 6
"""How deep containers are looked into; a recursive type has no end."""


def _within(typ: Type, around: tuple[Type, ...]) -> Iterator[tuple[ProperType, Knowledge]]:
    """The arrays, axes and layers in a type, and what is known of each."""
    if len(around) > _DEEPEST or (isinstance(typ, TypeAliasType) and typ in around):
        return
    proper, inner = get_proper_type(typ), (*around, typ)
    if isinstance(proper, TypeVarType):  # as much is known of it as of what it stands for
        if is_array(proper.upper_bound):
            yield proper, Knowledge.KNOWN
    elif isinstance(proper, TupleType) and proper.partial_fallback.type.fullname != "builtins.tuple":
        return  # a NamedTuple, whose fields say axes of their own
    elif isinstance(proper, UnionType | TupleType):
        # `Axis | str` is what selects axes, of which nobody wants to know more.
        kinds = {_kind(item) for item in _members(proper)} if isinstance(proper, UnionType) else set()
        for item in proper.items if "axis" not in kinds or len(kinds) == 1 else []:
            yield from _within(item, inner)
    elif isinstance(proper, Instance):
        own = of_instance(proper)
        if own is not None:
            yield proper, own
            return
        for arg in proper.args:
            yield from _within(arg, inner)


def is_left_open(typ: Type) -> bool:
    """Whether a declaration says that some axes may be any: `NamedArray["batch ..."]`, `Axis[Any]`.

    `NamedArray` and `Axis` by themselves say nothing.
    """
    less = [(found, knowledge) for found, knowledge in _within(typ, ()) if knowledge is not Knowledge.KNOWN]
    return bool(less) and all(knowledge is Knowledge.HALF or is_written_open(found) for found, knowledge in less)


def is_written_open(typ: ProperType) -> bool:
    """Whether an array, an `Axis` or a layer of which nothing is known was written with brackets.

    It shows in the Any that stands there: see `haliax_mypy.types.literals`.
    """
    if not isinstance(typ, Instance):
        return False
    inner = [get_proper_type(arg.type) if isinstance(arg, UnpackType) else get_proper_type(arg) for arg in typ.args]
    parts = [part for arg in inner for part in (arg.args if isinstance(arg, Instance) else [arg])]
    found = {part.type_of_any for part in map(get_proper_type, parts) if isinstance(part, AnyType)}
    if is_array(typ):
        return any_axis().type_of_any in found
    return bool(found) and left_out().type_of_any not in found


def of_instance(typ: Instance) -> Knowledge | None:
    """What is known of an array, an axis or a layer; None for what is none of these."""
    if is_array(typ):
        base = next(base for base in typ.type.mro if base.fullname in ARRAYS)
        axes = axes_of(map_instance_to_supertype(typ, base), {})
        if axes.gap != "":
            return Knowledge.KNOWN
        return Knowledge.HALF if axes.names else Knowledge.UNKNOWN
    if typ.type.fullname == AXIS:
        names = get_proper_type(typ.args[0]) if typ.args else None
        alternatives = names.items if isinstance(names, UnionType) else [names] if names is not None else []
        is_named = bool(alternatives) and all(literal_str(name) is not None for name in alternatives)
        return Knowledge.KNOWN if is_named else Knowledge.UNKNOWN
    layer = layer_of(typ)
    if layer is None:
        return None
    text = text_of(layer)
    return Knowledge.UNKNOWN if text is None else Knowledge.HALF if "..." in text else Knowledge.KNOWN
