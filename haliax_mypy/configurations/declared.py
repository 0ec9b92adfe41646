"""Annotations that say that something is an axis, but not which."""

from __future__ import annotations

from typing import Final

from mypy.types import EllipsisType, Type, UnboundType

from haliax_mypy.configurations.scopes import Scope
from haliax_mypy.names import AXIS

_TUPLES: Final = frozenset({"tuple", "builtins.tuple", "typing.Tuple"})
_CERTAIN: Final = frozenset({"typing.ClassVar", "typing_extensions.ClassVar"})


def is_axis(typ: Type, scope: Scope) -> bool:
    """Whether an annotation is `Axis`, of which nothing is said."""
    return isinstance(typ, UnboundType) and not typ.args and _fullname(typ, scope) == AXIS


def is_axes(typ: Type, scope: Scope) -> bool:
    """Whether an annotation is a tuple of such: `tuple[Axis, ...]`."""
    if not isinstance(typ, UnboundType) or not typ.args or _fullname(typ, scope) not in _TUPLES:
        return False
    return all(isinstance(arg, EllipsisType) or is_axis(arg, scope) for arg in typ.args)


def is_certain(typ: Type, scope: Scope) -> bool:
    """Whether an attribute so declared is what it is assigned: `ClassVar`, `ClassVar[Axis]`."""
    if not isinstance(typ, UnboundType) or _fullname(typ, scope) not in _CERTAIN:
        return False
    return not typ.args or is_axis(typ.args[0], scope)


def _fullname(typ: UnboundType, scope: Scope) -> str:
    node = scope.named(typ.name)
    return typ.name if node is None else node.fullname
