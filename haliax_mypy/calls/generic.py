"""Generic functions that give what they are given: `def same(x: T) -> T`, `max(arrays, key=...)`.

mypy finds out what a type variable stands for from what is expected of the result too. An array whose axes are not all
known fits everything, so `x = same(unknown)` would have the axes that `x` is declared with, which may be others.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Expression, ListExpr, TupleExpr
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import AnyType, CallableType, Instance, TupleType, Type, TypeVarType, UnionType, get_proper_type

from haliax.pure.axes import ANY
from haliax_mypy import compat
from haliax_mypy.calls.arguments import array_given, reader_of
from haliax_mypy.types.gradual import are_mixed, has_array
from haliax_mypy.types.reading import Reader
from haliax_mypy.types.writing import union_of


def given_back(ctx: FunctionContext | MethodContext, function: CallableType | None) -> Type:
    """What a call gives: what its arguments say of it, if it is one of them. The function is as it is declared."""
    variable, others = _returned(function) if function is not None else (None, [])
    if function is None or variable is None or len(function.arg_types) != len(ctx.args):
        return ctx.default_return_type
    reader, maker = reader_of(ctx.api), compat.maker(ctx.api)
    found = [
        member
        for formal, actual, exprs in zip(function.arg_types, ctx.arg_types, ctx.args, strict=True)
        for given, expr in zip(actual, exprs, strict=True)
        for member in _members(formal, array_given(ctx.api, given, expr), expr, reader, variable)
    ]
    default = get_proper_type(ctx.default_return_type)
    if not found or all(get_proper_type(typ) == default for typ in found):
        return ctx.default_return_type
    is_unknown = any(isinstance(get_proper_type(typ), AnyType) for typ in found)
    if not has_array(default) or not (is_unknown or all(map(has_array, found))):
        return ctx.default_return_type
    takes_function = any(isinstance(get_proper_type(formal), CallableType) for formal in function.arg_types)
    if is_unknown or takes_function or are_mixed(found):
        found = [maker.array(ANY, {}) or default]  # what a function gives may be something else
    return union_of([*found, *others])


def _returned(function: CallableType) -> tuple[TypeVarType | None, list[Type]]:
    """The type variable that a function gives, and what else it may give."""
    result = get_proper_type(function.ret_type)
    items = result.items if isinstance(result, UnionType) else [result]
    variables = [typ for typ in map(get_proper_type, items) if isinstance(typ, TypeVarType)]
    if len(variables) != 1:
        return None, []
    return variables[0], [item for item in items if get_proper_type(item) != variables[0]]


def _members(formal: Type, given: Type, expr: Expression, reader: Reader, variable: TypeVarType) -> Iterator[Type]:
    """What an argument says that a type variable stands for."""
    formal, proper = get_proper_type(formal), get_proper_type(given)
    if formal == variable:
        yield given
    elif isinstance(formal, Instance) and len(formal.args) == 1 and get_proper_type(formal.args[0]) == variable:
        # The type of a list that is written there is what is expected of it.
        if isinstance(expr, ListExpr | TupleExpr) and formal.type.name != "SupportsIter":
            yield from map(reader.type_of, expr.items)
        elif isinstance(proper, TupleType):
            yield from proper.items
        elif isinstance(proper, Instance) and proper.type.has_base(formal.type.fullname):
            yield from map_instance_to_supertype(proper, formal.type).args
        elif isinstance(proper, Instance) and formal.type.name == "SupportsNext":  # next(iterator)
            yield from proper.args[:1]
