"""Calls that have been settled before: the same operation on the same types gives the same, as long as all was right.

A model says `x.sum("embed")` in many places, and its layers are alike. What such a call gives is kept, by all that it
depends on. A call of which something was reported is not kept, since a report has a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

from mypy.nodes import (
    CallExpr,
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
from haliax_mypy.calls.arguments import Argument
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.names import ARRAYS
from haliax_mypy.settings import Settings, settings
from haliax_mypy.types.reading import Reader

Key: TypeAlias = tuple[object, ...]

_LIMIT: Final = 20_000
"""So many calls are kept: a daemon runs for days."""


class _Calls:
    """What calls have given in one run of mypy. A type of one run is none of another.

    Attributes:
        run: The options of that run.
        results: What each call has given.
    """

    def __init__(self, run: Settings) -> None:
        self.run = run
        self.results: dict[Key, Type] = {}


_calls = _Calls(settings())


def settled(key: Key) -> Type | None:
    """What such a call has given before."""
    return _calls.results.get(key) if _calls.run is settings() else None


def settle(key: Key, result: Type) -> None:
    """Keeps what a call gives."""
    global _calls
    if _calls.run is not settings() or len(_calls.results) >= _LIMIT:
        _calls = _Calls(settings())
    _calls.results[key] = result


def key_of(
    api: CheckerPluginInterface,
    operation: Operation[Any],
    default: Type,
    given: Iterable[tuple[str | None, Argument]],
    reader: Reader,
) -> Key | None:
    """All that the result of a call depends on; None where that is not plain.

    Args:
        api: The checker.
        operation: What is called.
        default: What the call gives by the stubs.
        given: The arguments, and how each was passed.
        reader: Reads them.
    """
    parts: list[object] = [operation, default, *_mode(api)]
    for name, (typ, expr, keyword) in given:
        shape = _shape(typ, expr, reader)
        if shape is None:
            return None
        parts += (name, keyword, typ, shape)
    return tuple(parts)


@lru_cache(maxsize=1)
def _mode(api: CheckerPluginInterface) -> tuple[bool, ...]:
    """The options of a module that change what a call gives, or what is reported of one that is right."""
    return api.options.allow_redefinition, settings().has(STRICT["axis-unshared"], api.options)


def _shape(typ: Type, expr: Expression, reader: Reader) -> object:
    """What rules are told of an expression besides its type; None where that is not plain."""
    kind = type(expr)
    if kind in _BY_TYPE:
        return kind
    shape = _SHAPES.get(kind)
    return None if shape is None else shape(typ, expr, reader)


_BY_TYPE: Final = frozenset({NameExpr, IndexExpr, FloatExpr, UnaryExpr, TempNode})
"""Expressions of which rules are told no more than the type."""


def _value(typ: Type, expr: Any, reader: Reader) -> object:
    return type(expr), expr.value


def _made(typ: Type, expr: Any, reader: Reader) -> object:
    """A call or an operator: of an array its type says all, of other things it may be worked out what they are."""
    proper = get_proper_type(typ)
    says_all = isinstance(proper, Instance) and proper.type.fullname in _SAYING_ALL
    return type(expr) if says_all else None


_SAYING_ALL: Final = ARRAYS | {"builtins.float"}


def _attribute(typ: Type, expr: Any, reader: Reader) -> object:
    return None if expr.name == "shape" else MemberExpr


def _display(typ: Type, expr: Any, reader: Reader) -> object:
    return _shapes(expr.items, reader, type(expr))


def _dict(typ: Type, expr: DictExpr, reader: Reader) -> object:
    return _shapes((part for item in expr.items for part in item), reader, DictExpr)


def _slice(typ: Type, expr: Any, reader: Reader) -> object:
    return SliceExpr


def _shapes(members: Iterable[Expression | None], reader: Reader, kind: type[Expression]) -> object:
    found: list[object] = [kind]
    for member in members:
        typ = None if member is None else reader.type_of(member)
        shape = None if typ is None or member is None else _shape(typ, member, reader)
        if shape is None:
            return None
        found += (typ, shape)
    return tuple(found)


_SHAPES: Final[dict[type[Expression], Callable[[Type, Any, Reader], object]]] = {
    StrExpr: _value,
    IntExpr: _value,
    CallExpr: _made,
    OpExpr: _made,
    MemberExpr: _attribute,
    ListExpr: _display,
    TupleExpr: _display,
    DictExpr: _dict,
    SliceExpr: _slice,
}
