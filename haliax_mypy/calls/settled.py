"""Calls that have been settled before: the same operation on the same types gives the same, as long as all was right.

A model says `x.sum("embed")` in many places, and its layers are alike. What such a call gives is kept, by all that it
depends on. A call of which something was reported is not kept, since a report has a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    DictExpr,
    Expression,
    FloatExpr,
    IndexExpr,
    IntExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    SliceExpr,
    StrExpr,
    TempNode,
    TupleExpr,
    UnaryExpr,
)
from mypy.plugin import CheckerPluginInterface
from mypy.types import Instance, Type, get_proper_type

from haliax.pure.operation import Operation
from haliax_mypy.calls.arguments import reader_of
from haliax_mypy.calls.binding import KEYWORDS, Given
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.names import ARRAYS
from haliax_mypy.settings import settings

Key: TypeAlias = tuple[object, ...]

_LIMIT: Final = 20_000
"""So many calls are kept from module to module: a daemon runs for days."""


_results: Final[dict[Key, Type]] = {}
_run = settings()


def settled(key: Key) -> Type | None:
    """What such a call has given before."""
    return _results.get(key)


def settle(key: Key, result: Type) -> None:
    """Keeps what a call gives."""
    _results[key] = result


def begin_module() -> None:
    """Forgets calls where there are too many, and those of another run of mypy: its types are other objects."""
    global _run
    if _run is not settings() or len(_results) >= _LIMIT:
        _results.clear()
        _run = settings()


def key_of(api: CheckerPluginInterface, operation: Operation[Any], default: Type, given: Given) -> Key | None:
    """All that the result of a call depends on; None where that is not plain.

    Args:
        api: The checker.
        operation: What is called.
        default: What the call gives by the stubs.
        given: The arguments.
    """
    parts: list[object] = [operation, default, _mode(api)]
    for how, (typ, expr, keyword) in given:
        kind = type(expr)
        shape = kind if kind in _BY_TYPE else _shape(api, typ, expr)
        if shape is None:
            return None
        parts += (how, typ, shape)
        if how is KEYWORDS:
            parts.append(keyword)
    return tuple(parts)


@lru_cache(maxsize=1)
def _mode(api: CheckerPluginInterface) -> tuple[bool, ...]:
    """The options of a module that change what a call gives, or what is reported of one that is right."""
    return api.options.allow_redefinition, settings().has(STRICT["axis-unshared"], api.options)


def _shape(api: CheckerPluginInterface, typ: Type, expr: Any) -> object:
    """What rules are told of an expression besides its type; None where that is not plain."""
    kind = type(expr)
    if kind in _BY_TYPE:
        return kind
    if kind in _VALUES:
        return kind, expr.value
    if kind in _MADE:
        proper = get_proper_type(typ)
        return kind if isinstance(proper, Instance) and proper.type.fullname in _SAYING_ALL else None
    if kind is MemberExpr:
        return None if expr.name == "shape" else kind
    if kind in _DISPLAYS:
        return _of_members(api, kind, expr.items)
    return _of_members(api, kind, [part for item in expr.items for part in item]) if kind is DictExpr else None


def _of_members(api: CheckerPluginInterface, kind: type, members: Iterable[Expression | None]) -> object:
    found: list[object] = [kind]
    reader = reader_of(api)
    for member in members:
        typ = None if member is None else reader.type_of(member)
        shape = None if typ is None else _shape(api, typ, member)
        if shape is None:
            return None
        found += (typ, shape)
    return tuple(found)


_BY_TYPE: Final = frozenset({NameExpr, IndexExpr, FloatExpr, SliceExpr, UnaryExpr, TempNode})
"""Expressions of which rules are told no more than the type and of what kind they are."""

_VALUES: Final = frozenset({StrExpr, IntExpr})
_DISPLAYS: Final = frozenset({ListExpr, TupleExpr})
_MADE: Final = frozenset({CallExpr, ComparisonExpr, OpExpr})
"""Of an array that these make, its type says all; what else they make may be worked out."""

_SAYING_ALL: Final = ARRAYS | {"builtins.float"}
