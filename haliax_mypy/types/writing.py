"""From what a rule gives to a type of mypy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mypy.plugin import CheckerPluginInterface
from mypy.subtypes import is_subtype
from mypy.typeops import make_simplified_union
from mypy.types import Instance, TupleType, Type, UnionType, UnpackType, get_proper_type

from haliax.pure.axes import Axes, Repeated
from haliax_mypy import compat
from haliax_mypy.types.encoding import Rows, encode

_TUPLE_LIKE: Final = frozenset({"builtins.tuple", "typing.Sequence", "typing.Iterable", "typing.Collection"})


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what the rule of one call gives as a type.

    Attributes:
        default: The type in the stubs, kept where the rule says nothing new.
        array: Any NamedArray, of which its class is taken.
        rows: The row variables of the arguments.
        lax: Whether an order that is not known may be taken for any order.
        api: The checker.
    """

    default: Type
    array: Instance
    rows: Rows
    lax: bool
    api: CheckerPluginInterface

    def write(self, result: object) -> Type:
        """The type of what a rule gives."""
        if isinstance(result, Axes):
            args = encode(result, self.rows, compat.maker(self.api), lax=self.lax)
            return self.array.copy_modified(args=args)
        if isinstance(result, Repeated):
            return _of_each(self.write(result.axes), self.default)
        if isinstance(result, tuple):
            return _tuple([self.write(part) for part in result], self.default, self.api)
        return self.default


def any_axes(array: Instance, api: CheckerPluginInterface) -> Type:
    """A NamedArray of which nothing is known."""
    return array.copy_modified(args=[compat.maker(api).anything()])


def union_of(types: Sequence[Type]) -> Type:
    """The union of types, or the only one."""
    return types[0] if len(types) == 1 else make_simplified_union(list(types))


def find_instance(typ: Type, fullname: str) -> Instance | None:
    """An instance of the class of this name within a type."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname == fullname:
        return typ
    parts: Sequence[Type] = ()
    if isinstance(typ, Instance):
        parts = typ.args
    elif isinstance(typ, UnionType | TupleType):
        parts = typ.items
    return next((found for part in parts if (found := find_instance(part, fullname)) is not None), None)


def fitted(typ: Type, api: CheckerPluginInterface) -> Type:
    """A type as it can be assigned where another is expected.

    When a parameter is assigned again, mypy looks for what its declared type and the new one have in common, and does
    not see it where both have a gap, but at different places. So such axes are forgotten, but not in an argument of a
    call, for which other types are expected than for the call.
    """
    made = get_proper_type(typ)
    expected = api.type_context[1:]  # of each expression around; before them stands a None
    if not expected or any(context is not expected[0] for context in expected):
        return typ
    wanted = get_proper_type(expected[0])
    if not isinstance(made, Instance) or wanted is None or _shape(made) is None:
        return typ
    for item in wanted.items if isinstance(wanted, UnionType) else [wanted]:
        item = get_proper_type(item)
        if isinstance(item, Instance) and item.type is made.type:
            if _shape(item) not in (None, _shape(made)) and is_subtype(made, item):
                return any_axes(made, api)
    return typ


def _shape(array: Instance) -> tuple[int, int] | None:
    """Where the gap of an array is, and among how many places; None if it has none."""
    gap = next((i for i, arg in enumerate(array.args) if isinstance(arg, UnpackType)), None)
    return None if gap is None else (gap, len(array.args))


def _of_each(member: Type, default: Type) -> Type:
    """A sequence of the class that the stubs say, with members of one type."""
    default = get_proper_type(default)
    if isinstance(default, Instance) and len(default.args) == 1:
        return default.copy_modified(args=[member])
    return default


def _tuple(members: list[Type], default: Type, api: CheckerPluginInterface) -> Type:
    proper = get_proper_type(default)
    if isinstance(proper, TupleType):
        return proper.copy_modified(items=members) if len(proper.items) == len(members) else default
    if not isinstance(proper, Instance) or len(proper.args) != 1:
        return default
    if proper.type.fullname in _TUPLE_LIKE:
        return TupleType(
            members, api.named_generic_type("builtins.tuple", [union_of(members) if members else proper.args[0]])
        )
    return _of_each(members[0], default) if all(member == members[0] for member in members[1:]) else default
