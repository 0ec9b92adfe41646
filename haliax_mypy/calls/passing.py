"""Calls of functions that are no operations: what they are passed, and what they give.

Two things are looked for that mypy has no types for: arrays passed where `NamedArray["{batch ...}"]` is asked for,
which mypy takes whatever they are; and row variables, which mypy matches with a gap as if it stood for no axis.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache, partial

from mypy.nodes import Expression, NameExpr
from mypy.plugin import FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import (
    CallableType,
    Instance,
    TupleType,
    Type,
    TypeVarTupleType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from haliax.pure import errors
from haliax.pure.axes import Axes, find
from haliax_mypy import compat
from haliax_mypy.calls.arguments import array_given, reader_of
from haliax_mypy.calls.evaluation import evaluate
from haliax_mypy.calls.generic import given_back
from haliax_mypy.messages.reports import report
from haliax_mypy.syntax.sources import assigned_names
from haliax_mypy.types.encoding import Maker, axes_of
from haliax_mypy.types.gradual import held, is_array
from haliax_mypy.types.literals import literal_str
from haliax_mypy.types.reading import upper_bound


def called(ctx: FunctionContext | MethodContext) -> Type:
    """What a call gives, and whether its arrays have the axes that are asked for."""
    if compat.calls_late(ctx):
        return held(ctx.default_return_type, compat.maker(ctx.api), unknown=True) or ctx.default_return_type
    function = compat.declared_callee(ctx)
    if function is None or len(function.arg_types) != len(ctx.args):
        return ctx.default_return_type
    if not function.variables and not any(map(_asks, function.arg_types)):  # as of most
        return ctx.default_return_type
    for typ, actual, exprs in zip(function.arg_types, ctx.arg_types, ctx.args, strict=True):
        wanted = _wanted(typ)
        if wanted is not None:
            for given, expr in zip(actual, exprs, strict=True):
                if is_subtype(given, upper_bound(typ)):
                    _check(ctx, function, wanted, array_given(ctx.api, given, expr), expr)
    result = _without_lost_rows(ctx, function)
    return given_back(ctx._replace(default_return_type=result), function) if function.variables else result


def _asks(typ: Type) -> bool:
    """Whether a parameter asks for axes in no order, or has row variables."""
    return _asks_of_class(typ) if type(typ) is Instance else _wanted(typ) is not None or bool(_rows(typ))


@lru_cache(maxsize=4096)
def _asks_of_class(typ: Instance) -> bool:
    return _wanted(typ) is not None or bool(_rows(typ))


def _wanted(typ: Type) -> Axes | None:
    """The axes that a parameter asks for, if they are in no order; mypy itself sees to the others."""
    typ = get_proper_type(typ)
    if isinstance(typ, TypeVarType):
        return _wanted(typ.upper_bound)
    if isinstance(typ, UnionType):  # with None, most likely
        found = [axes for axes in map(_wanted, typ.items) if axes is not None]
        return found[0] if len(found) == 1 else None
    if not isinstance(typ, Instance) or not is_array(typ) or not typ.args:
        return None
    axes = axes_of(typ, {})
    return None if axes.ordered else axes


def _check(
    ctx: FunctionContext | MethodContext, function: CallableType, wanted: Axes, given: Type, expr: Expression
) -> None:
    """Looks for the axes that a parameter asks for.

    All members of a union must have them, as with any type; but of the arrays that a variable was assigned in several
    branches it is enough if one has: what decides on the branch may decide on the call.
    """
    outcome = evaluate(
        (function.name or "").partition(" of ")[0], partial(_passed, wanted), reader_of(ctx.api).arrays(given)
    )
    if outcome.errors and not (outcome.results and _is_variable(ctx, expr)):
        report(ctx.api, outcome.errors[0], expr)


def _is_variable(ctx: FunctionContext | MethodContext, expr: Expression) -> bool:
    """Whether an expression is a name that something is assigned to."""
    return isinstance(expr, NameExpr) and expr.node in assigned_names(compat.module_checked(ctx.api))


def _passed(wanted: Axes, axes: Axes | None) -> None:
    """The rule of passing an array where `wanted` is asked for."""
    if axes is None or (not axes.is_open and len(axes.names) < len(wanted.names)):
        return  # mypy itself can tell
    for name in wanted.names:
        find(axes, name)
    extra = [name for name in axes.names if wanted.has(name) is False]
    if extra and axes.is_open:
        raise errors.extra_axes(extra, axes, wanted)


def _without_lost_rows(ctx: FunctionContext | MethodContext, function: CallableType) -> Type:
    """The result, in which a row variable that mypy has matched with a gap stands for any axes."""
    lost = {
        variable
        for typ, actual in zip(function.arg_types, ctx.arg_types, strict=False)
        for variable in _rows(typ)
        if any(_is_unsure(ctx, given) for given in actual)
    }
    if not lost:
        return ctx.default_return_type
    compat.open_calls(compat.module_checked(ctx.api)).add(ctx.context)
    return _loosened(function.ret_type, ctx.default_return_type, lost, compat.maker(ctx.api))


def _is_unsure(ctx: FunctionContext | MethodContext, given: Type) -> bool:
    """Whether an array has axes that are not known, or is one of several, for which mypy finds no row."""
    found = [axes for axes in reader_of(ctx.api).arrays(given) if axes is not None]
    return len(found) > 1 or any(axes.gap == "" or not axes.ordered for axes in found)


def _rows(typ: Type) -> list[str]:
    """The row variables of a parameter."""
    typ = get_proper_type(typ)
    if isinstance(typ, UnionType):
        return [row for item in typ.items for row in _rows(item)]
    if not isinstance(typ, Instance) or not is_array(typ):
        return []
    return _variables(typ)


def _variables(typ: Instance) -> list[str]:
    """The row variables among the type arguments of a class."""
    unpacked = [get_proper_type(arg.type) for arg in typ.args if isinstance(arg, UnpackType)]
    return [variable.name for variable in unpacked if isinstance(variable, TypeVarTupleType)]


def _loosened(declared: Type, result: Type, lost: Set[str], maker: Maker) -> Type:
    """A result with any axes in the place of the row variables that are lost, where they are declared."""
    declared, proper = get_proper_type(declared), get_proper_type(result)
    if is_array(declared) and isinstance(declared, Instance):
        if lost.isdisjoint(_rows(declared)):
            return result
        args = [maker.anything() if isinstance(arg, UnpackType) else arg for arg in declared.args]
        info = declared.type
        return Instance(info, args if all(map(_is_settled, args)) else [maker.anything()])
    if isinstance(declared, Instance) and isinstance(proper, Instance) and not lost.isdisjoint(_variables(declared)):
        return proper.copy_modified(args=[maker.anything()])
    if isinstance(declared, Instance) and isinstance(proper, Instance) and len(declared.args) == len(proper.args):
        parts = zip(declared.args, proper.args, strict=True)
        return proper.copy_modified(args=[_loosened(*part, lost, maker) for part in parts])
    if isinstance(declared, TupleType) and isinstance(proper, TupleType) and len(declared.items) == len(proper.items):
        parts = zip(declared.items, proper.items, strict=True)
        return proper.copy_modified(items=[_loosened(*part, lost, maker) for part in parts])
    if isinstance(declared, UnionType) and any(map(_rows, declared.items)):
        return UnionType.make_union([_loosened(item, item, lost, maker) for item in declared.items])
    return result


def _is_settled(arg: Type) -> bool:
    return isinstance(arg, UnpackType) or literal_str(arg) is not None
