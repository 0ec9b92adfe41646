"""Types that stand for one str or one int."""

from __future__ import annotations

from typing import Final

from mypy.types import AnyType, Instance, LiteralType, Type, TypeAliasType, TypeOfAny, get_proper_type

from haliax_mypy.names import AXIS_NAME

_LITERALS: Final = frozenset({"builtins.str", "builtins.int", "builtins.bool", AXIS_NAME})


def any_type() -> AnyType:
    """An `Any` that no option of mypy complains about."""
    return AnyType(TypeOfAny.special_form)


def any_axis() -> AnyType:
    """The `Any` of a gap: an axis that may be any, which mypy takes for an argument that is not known."""
    return AnyType(TypeOfAny.implementation_artifact)


def left_out() -> AnyType:
    """The `Any` of an `Axis` without brackets, which tells it from `Axis[Any]`."""
    return AnyType(TypeOfAny.from_omitted_generics)


def literal_type(typ: Type) -> LiteralType | None:
    """The literal that a type stands for, if it is a str, an int or a bool."""
    typ = get_proper_type(typ)
    if isinstance(typ, Instance) and typ.last_known_value is not None:
        typ = typ.last_known_value
    return typ if isinstance(typ, LiteralType) and typ.fallback.type.fullname in _LITERALS else None


def literal(typ: Type) -> int | str | None:
    """The value that a type stands for, if it is a str, an int or a bool."""
    found = literal_type(typ)
    return found.value if found is not None and isinstance(found.value, int | str) else None


def literal_str(typ: Type) -> str | None:
    """The string that a type stands for, if it is one."""
    value = literal(typ)
    return value if isinstance(value, str) else None


def is_endless(typ: Type) -> bool:
    """Whether a type is an alias that stands within itself, as that of a tree does."""
    return isinstance(typ, TypeAliasType) and typ.is_recursive
