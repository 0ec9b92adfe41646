"""From what a rule gives to a type of mypy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mypy.plugin import CheckerPluginInterface
from mypy.types import Instance, NoneType, TupleType, Type, UnionType, get_proper_type

from haliax.pure.axes import Axes, Repeated
from haliax_mypy import compat
from haliax_mypy.types.encoding import Rows

_TUPLE_LIKE: Final = frozenset({"builtins.tuple", "typing.Sequence", "typing.Iterable", "typing.Collection"})


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what the rule of one call gives as a type.

    Attributes:
        default: The type in the stubs, kept where the rule says nothing new.
        rows: The row variables of the arguments.
        lax: Whether an order that is not known may be taken for any order.
        api: The checker.
    """

    default: Type
    rows: Rows
    lax: bool
    api: CheckerPluginInterface

    def write(self, result: object) -> Type:
        """The type of what a rule gives."""
        if isinstance(result, Axes):
            return compat.maker(self.api).array(result, self.rows, lax=self.lax) or self.default
        if isinstance(result, Repeated):
            return _of_each(self.write(result.axes), self.default)
        if isinstance(result, tuple):
            return _tuple([self.write(part) for part in result], self.default, self.api)
        return NoneType() if result is None else self.default


def union_of(types: Sequence[Type]) -> Type:
    """The union of types, or the only one."""
    return types[0] if len(types) == 1 else UnionType.make_union(list(dict.fromkeys(types)))


def find_instance(typ: Type, *fullnames: str) -> Instance | None:
    """An instance of a class of these names within a type."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.type.fullname in fullnames:
        return typ
    parts: Sequence[Type] = ()
    if isinstance(typ, Instance):
        parts = typ.args
    elif isinstance(typ, UnionType | TupleType):
        parts = typ.items
    return next((found for part in parts if (found := find_instance(part, *fullnames)) is not None), None)


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
