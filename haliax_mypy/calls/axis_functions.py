"""`Axis` and the functions on axes: names and sizes as types, `Axis[Literal['embed'], Literal[512]]`.

The functions of `haliax.axis` are run as they are, on the axes that mypy knows of. Where it does not know a size, the
axis is one of unknown size.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Instance, TupleType, Type, UnionType, get_proper_type

from haliax.pure import selections
from haliax.pure.axis import NoSize
from haliax_mypy import compat
from haliax_mypy.calls.arguments import is_spread, reader_of
from haliax_mypy.calls.evaluation import checked_value, evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.names import AXIS
from haliax_mypy.types.alternatives import UNKNOWN_VALUE
from haliax_mypy.types.axis_types import literal_part, type_of_axes
from haliax_mypy.types.folding import text_of
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.writing import find_instance, union_of


def constructed_axis(ctx: FunctionContext) -> Type:
    """`Axis("embed", 512)`."""
    axis = get_proper_type(ctx.default_return_type)
    if not isinstance(axis, Instance) or len(axis.args) != 2:
        return axis
    given = {name: at for at, name in enumerate(ctx.callee_arg_names) if ctx.args[at]}
    args = [_part(ctx, given[name]) for name in ("name", "size") if name in given]
    return axis.copy_modified(args=args) if len(args) == 2 else axis


def made_axes(ctx: FunctionContext) -> Type:
    """`make_axes(batch=32, embed=512)`."""
    axis = find_instance(ctx.default_return_type, AXIS)
    if axis is None or not ctx.args or is_spread(ctx):
        return ctx.default_return_type
    text = compat.maker(ctx.api).text
    made = [
        axis.copy_modified(args=[text(name or ""), literal_part(size, ctx.api)])
        for name, size in zip(ctx.arg_names[0], ctx.arg_types[0], strict=True)
    ]
    return TupleType(list(made), ctx.api.named_generic_type("builtins.tuple", [axis]))


def changed_axis(ctx: MethodContext, index: int) -> Type:
    """`axis.alias("key")` and `axis.resize(64)`: the axis with another name or another size."""
    axis = get_proper_type(ctx.type)
    if not isinstance(axis, Instance) or axis.type.fullname != AXIS or len(axis.args) != 2:
        return ctx.default_return_type
    args = list(axis.args)
    args[index] = _part(ctx, 0)
    return axis.copy_modified(args=args)


def _part(ctx: FunctionContext | MethodContext, index: int) -> Type:
    """The name or the size that an axis is given, by the number of the parameter."""
    text = text_of(ctx.args[index][0], reader_of(ctx.api).type_of)
    return literal_part(ctx.arg_types[index][0], ctx.api) if text is None else compat.maker(ctx.api).text(text)


def axis_function(ctx: FunctionContext, function: Callable[..., object]) -> Type:
    """A function of `haliax.axis` on axes, some of whose sizes may not be known."""
    default = _loosened(ctx, mixes=function in _MIXING)
    reader = reader_of(ctx.api)
    given = {
        name: reader.values(types[0], exprs[0])
        for name, types, exprs in zip(ctx.callee_arg_names, ctx.arg_types, ctx.args, strict=True)
        if types and name
    }
    wanted = _parameters(function)
    lacks = any(parameter.default is parameter.empty and name not in given for name, parameter in wanted.items())
    if is_spread(ctx) or lacks:
        return default

    def run(*values: object) -> object:
        named = zip(given, map(_with_unknown_sizes, values), strict=True)
        return function(**{name: checked_value(value, wanted[name].annotation) for name, value in named})

    outcome = evaluate(function.__name__, run, *given.values())
    if outcome.mistake is not None:
        report(ctx.api, outcome.mistake, [expr for exprs in ctx.args for expr in exprs][-1])
    if not outcome.results:
        return default
    types = [default, *(typ for types in ctx.arg_types for typ in types)]
    axis = next((found for typ in types if (found := find_instance(typ, AXIS)) is not None), None)
    if any(isinstance(result, dict) for result in outcome.results):
        return default
    return union_of([type_of_axes(result, axis, ctx.api) for result in outcome.results])


@cache
def _parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function, eval_str=True).parameters


def _with_unknown_sizes(value: object) -> object:
    """A value whose unknown parts are sizes, where they stand for sizes."""
    if not isinstance(value, dict):
        return value
    return {name: NoSize.UNKNOWN if size is UNKNOWN_VALUE else size for name, size in value.items()}


_MIXING: Final = frozenset({selections.concat_axes, selections.replace_axis, selections.union_axes})
"""Functions that put in what they are given: a name for a name, beside an `Axis`."""


def _loosened(ctx: FunctionContext, *, mixes: bool) -> Type:
    """What the stubs say, but a tuple or a dict instead of any selection of axes, and no `Axis` where a name may be."""
    default = get_proper_type(ctx.default_return_type)
    if mixes and isinstance(default, Instance) and default.type.fullname == "builtins.tuple":
        return default.copy_modified(args=[any_type()])
    if not isinstance(default, UnionType) or not ctx.arg_types or not ctx.arg_types[0]:
        return default
    first = get_proper_type(ctx.arg_types[0][0])
    if isinstance(first, Instance) and first.type.has_base("typing.Mapping"):
        return ctx.api.named_generic_type("builtins.dict", [ctx.api.named_generic_type("builtins.str", []), any_type()])
    return ctx.api.named_generic_type("builtins.tuple", [any_type()])
