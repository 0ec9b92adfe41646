"""Calls that have been settled before: the same operation on the same types gives the same, as long as all was right.

A model says `x.sum("embed")` in many places, and its layers are alike. What such a call gives is kept, by all that it
depends on. A call of which something was reported is not kept, since a report has a place.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

from mypy.nodes import (
    ARG_STAR,
    ARG_STAR2,
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
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.types import Instance, Type, get_proper_type

from haliax.pure.operation import Operation
from haliax_mypy.calls.arguments import array_given, member_of, reader_of
from haliax_mypy.compat import called_on, is_turned_round, module_checked, operands
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.names import ARRAYS
from haliax_mypy.settings import settings
from haliax_mypy.syntax.scopes import reassigned

Key: TypeAlias = tuple[object, ...]

_LIMIT: Final = 20_000
"""So many calls are kept from module to module: a daemon runs for days."""


_results: Final[dict[Key, Type]] = {}
settled: Final = _results.get
"""What such a call has given before."""

_run = settings()


def settle(key: Key, result: Type) -> None:
    """Keeps what a call gives."""
    _results[key] = result


def begin_module() -> None:
    """Forgets calls where there are too many, and those of another run of mypy: its types are other objects."""
    global _run
    _module.cache_clear()
    if _run is not settings() or len(_results) >= _LIMIT:
        _results.clear()
        _run = settings()


def key_of(ctx: FunctionContext | MethodContext, operation: Operation[Any], method: str) -> Key | None:
    """All that the result of a call depends on; None where that is not plain.

    A call is read as `binding.given_to` reads it, but nothing is made of it: most calls are settled.

    Args:
        ctx: The call.
        operation: What is called.
        method: The name of the method, if it is called as one.
    """
    api = ctx.api
    mode, late = _module(api)
    parts: list[object] = [operation, method, ctx.default_return_type, mode]
    given: list[tuple[Any, Type]] = []
    if method:
        if not isinstance(ctx, MethodContext):  # super().sum("batch")
            return None
        context = ctx.context
        pair = operands(context) if method.startswith("__") else None
        if pair is not None:
            turned = operation.is_reflected(method) or (
                type(context) is ComparisonExpr and is_turned_round(ctx, method)
            )
            called, other = reversed(pair) if turned else pair
            given = [(called, member_of(api, ctx.type, called)), (other, member_of(api, ctx.arg_types[0][0], other))]
        else:
            receiver = called_on(context)
            given = [(receiver, ctx.type if receiver is None else member_of(api, ctx.type, receiver))]
    if len(given) < 2:
        for i, exprs in enumerate(ctx.args):
            if exprs:  # unlike most parameters with a default
                for how in ctx.arg_kinds[i]:
                    if how is ARG_STAR or how is ARG_STAR2:
                        return None
                parts += (ctx.callee_arg_names[i], tuple(ctx.arg_names[i]))
                given += zip(exprs, ctx.arg_types[i], strict=True)
    for expr, typ in given:
        kind = type(expr)
        if type(typ) is not Instance or (kind is NameExpr and expr.node in late):
            typ = array_given(api, typ, expr)
        shape = kind if kind in _BY_TYPE else _shape(api, typ, expr)
        if shape is None:
            return None
        parts += (typ, shape)
    return tuple(parts)


@lru_cache(maxsize=1)
def _module(api: CheckerPluginInterface) -> tuple[object, Container[object]]:
    """The options of a module that change what a call gives, or what is reported of one that is right.

    And the variables in it of which an array has to be asked for: see `arguments.array_given`.
    """
    mode = api.options.allow_redefinition, settings().has(STRICT["axis-unshared"], api.options)
    return mode, reassigned(module_checked(api))


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


_BY_TYPE: Final = frozenset({type(None), NameExpr, IndexExpr, FloatExpr, SliceExpr, UnaryExpr, TempNode})
"""Expressions of which rules are told no more than the type and of what kind they are."""

_VALUES: Final = frozenset({StrExpr, IntExpr})
_DISPLAYS: Final = frozenset({ListExpr, TupleExpr})
_MADE: Final = frozenset({CallExpr, ComparisonExpr, OpExpr})
"""Of an array that these make, its type says all; what else they make may be worked out."""

_SAYING_ALL: Final = ARRAYS | {"builtins.float"}
