"""`Axis` and the functions on axes: names and sizes as types, `Axis[Literal['embed'], Literal[512]]`.

The functions of `haliax.axis` are run as they are, on the axes that mypy knows of. A size that it does not know is
stood in for by one that agrees with every other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from mypy.nodes import ARG_STAR, ARG_STAR2
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
from mypy.types import Instance, LiteralType, TupleType, Type, UnionType, get_proper_type

from haliax import axis as functions
from haliax.axis import Axis, Unsized
from haliax.errors import AxisError
from haliax_mypy import compat, lift
from haliax_mypy.encoding import any_type, literal_type
from haliax_mypy.lower import UNKNOWN_VALUE, Lowering, has_unknown, products
from haliax_mypy.names import AXIS
from haliax_mypy.report import report
from haliax_mypy.safe import Callback, guarded


class AnySize(int):
    """The size of an axis of which only the name is known."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int)

    def __ne__(self, other: object) -> bool:
        return not isinstance(other, int)

    __hash__ = int.__hash__

    def __format__(self, spec: str) -> str:
        return "?"


def _constructed(ctx: FunctionContext | MethodContext) -> Type:
    """`Axis("embed", 512)`."""
    axis = get_proper_type(ctx.default_return_type)
    if not isinstance(axis, Instance) or len(axis.args) != 2:
        return axis
    given = dict(zip(ctx.callee_arg_names, ctx.arg_types, strict=True))
    args = [_known(given[name][0], ctx) for name in ("name", "size") if given.get(name)]
    return axis.copy_modified(args=args) if len(args) == 2 else axis


def _made(ctx: FunctionContext | MethodContext) -> Type:
    """`make_axes(batch=32, embed=512)`."""
    axis = lift.find(ctx.default_return_type, AXIS)
    if axis is None or not ctx.args or _spread(ctx):
        return ctx.default_return_type
    text = compat.types(ctx.api).text
    made = [
        axis.copy_modified(args=[text(name or ""), _known(size, ctx)])
        for name, size in zip(ctx.arg_names[0], ctx.arg_types[0], strict=True)
    ]
    return TupleType(list(made), ctx.api.named_generic_type("builtins.tuple", [axis]))


def _changed(ctx: MethodContext, part: int) -> Type:
    """`axis.alias("key")` and `axis.resize(64)`: the axis with another name or another size."""
    axis = get_proper_type(ctx.type)
    if not isinstance(axis, Instance) or axis.type.fullname != AXIS or len(axis.args) != 2:
        return ctx.default_return_type
    args = list(axis.args)
    args[part] = _known(ctx.arg_types[0][0], ctx)
    return axis.copy_modified(args=args)


def _run(ctx: FunctionContext | MethodContext, function: Callable[..., Any]) -> Type:
    """A function of `haliax.axis` on axes, some of whose sizes may not be known."""
    default = _loosened(ctx)
    if _spread(ctx) or any(len(types) > 1 for types in ctx.arg_types):
        return default
    lowering = Lowering(lambda expr: compat.type_of(ctx.api, expr))
    given = {
        name: lowering.values(types[0], exprs[0])
        for name, types, exprs in zip(ctx.callee_arg_names, ctx.arg_types, ctx.args, strict=True)
        if types and name
    }
    choices = products([*given.values()], lambda values: tuple(map(sized, values)))
    axis = _any_axis([default, *(types[0] for types in ctx.arg_types if types)])
    errors: list[AxisError] = []
    found: list[Type] = []
    for choice in choices:
        if not isinstance(choice, tuple) or has_unknown(choice):
            return default
        try:
            result = function(**dict(zip(given, choice, strict=True)))
            found.append(lifted(result, axis, ctx.api))
        except AxisError as error:
            errors.append(error)
        except TypeError:
            return default
    if found:
        return lift.union(found)
    if errors:
        given_last = [exprs[-1] for exprs in ctx.args if exprs]
        report(ctx.api, errors[0], given_last[-1])
    return default


def _known(typ: Type, ctx: FunctionContext | MethodContext) -> Type:
    """A literal type, or a union of such; Any for other types."""
    types = compat.types(ctx.api)
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        known = [literal_type(item) for item in proper.items]
        return UnionType.make_union([types.of_name(t) for t in known if t]) if all(known) else any_type()
    found = literal_type(proper)
    return any_type() if found is None else types.of_name(found)


def _spread(ctx: FunctionContext | MethodContext) -> bool:
    """Whether arguments are spread, as in `f(*axes)`."""
    return any(kind in (ARG_STAR, ARG_STAR2) for kinds in ctx.arg_kinds for kind in kinds)


def _loosened(ctx: FunctionContext | MethodContext) -> Type:
    """What the stubs say, but a tuple or a dict instead of any selection of axes."""
    default = get_proper_type(ctx.default_return_type)
    if not isinstance(default, UnionType) or not ctx.arg_types or not ctx.arg_types[0]:
        return default
    first = get_proper_type(ctx.arg_types[0][0])
    if isinstance(first, Instance) and first.type.has_base("typing.Mapping"):
        return ctx.api.named_generic_type("builtins.dict", [ctx.api.named_generic_type("builtins.str", []), any_type()])
    return ctx.api.named_generic_type("builtins.tuple", [any_type()])


def lifted(value: object, axis: Instance | None, api: CheckerPluginInterface) -> Type:
    """The type of axes in any form; `axis` is any `Axis`, of which its class is taken."""
    if isinstance(value, Axis) and axis is not None:
        name = compat.types(api).text(value.name)
        if isinstance(value.size, AnySize):
            return axis.copy_modified(args=[name, any_type()])
        size = LiteralType(value.size, api.named_generic_type("builtins.int", []))
        return axis.copy_modified(args=[name, size])
    if isinstance(value, str):
        text = api.named_generic_type("builtins.str", [])
        return text.copy_modified(last_known_value=LiteralType(str(value), text))
    if isinstance(value, tuple):
        items = [lifted(item, axis, api) for item in value]
        member = axis.copy_modified(args=[any_type()] * 2) if axis else any_type()
        return TupleType(items, api.named_generic_type("builtins.tuple", [member]))
    return any_type()


def sized(value: object) -> object:
    """A value with every unknown size stood in for."""
    if isinstance(value, Unsized):
        return Axis(str(value), AnySize())
    if isinstance(value, list | tuple):
        return tuple(map(sized, value))
    if isinstance(value, dict):
        return {name: AnySize() if size is UNKNOWN_VALUE else size for name, size in value.items()}
    return value


def _any_axis(types: Sequence[Type]) -> Instance | None:
    """The `Axis` that one of the types speaks of."""
    return next((found for t in types if (found := lift.find(t, AXIS)) is not None), None)


def _default(ctx: FunctionContext | MethodContext) -> Type:
    return ctx.default_return_type


_RUN: Final = (
    functions.axis_name,
    functions.concat_axes,
    functions.union_axes,
    functions.intersect_axes,
    functions.eliminate_axes,
    functions.without_axes,
    functions.replace_axis,
    functions.resolve_axis,
)

FUNCTIONS: Final[dict[str, Callback]] = {
    AXIS: guarded(_constructed, _default),
    "haliax.axis.make_axes": guarded(_made, _default),
    **{
        f"{function.__module__}.{function.__name__}": guarded(partial(_run, function=function), _default)
        for function in _RUN
    },
}
"""The callbacks of the functions on axes, by full name."""

METHODS: Final[dict[str, Callback]] = {
    f"{AXIS}.alias": guarded(partial(_changed, part=0), _default),
    f"{AXIS}.resize": guarded(partial(_changed, part=1), _default),
}
"""The callbacks of the methods of `Axis`."""
