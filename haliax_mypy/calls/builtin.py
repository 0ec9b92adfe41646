"""What Python's own functions and numbers do with arrays: `float(x)`, `hash(x)`, `1.0 == x`, `x @ y`, `size ** 0.5`."""

from __future__ import annotations

from mypy.plugin import FunctionContext, MethodContext, MethodSigContext
from mypy.types import AnyType, FunctionLike, Instance, Type, get_proper_type

from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax_mypy.calls.arguments import reader_of, receiver
from haliax_mypy.calls.evaluation import evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.reading import Reader


def to_number(ctx: FunctionContext, name: str) -> Type:
    """`float(x)` and its like, which an array that has an axis never is."""
    if ctx.arg_types and len(ctx.arg_types[0]) == 1:
        found = evaluate(name, _number, reader_of(ctx.api).arrays(ctx.arg_types[0][0]))
        if found.mistake is not None:
            report(ctx.api, found.mistake, ctx.args[0][0])
    return ctx.default_return_type


def _number(axes: Axes | None) -> None:
    if axes is not None and axes.known:
        raise errors.not_number(axes)


def to_scalar(ctx: MethodContext) -> Type:
    """`x.scalar()`."""

    def rule(axes: Axes | None) -> None:
        if axes is not None and axes.known:
            raise errors.not_scalar(axes)

    found = evaluate("scalar", rule, reader_of(ctx.api).arrays(receiver(ctx).type))
    if found.mistake is not None:
        report(ctx.api, found.mistake, ctx.context)
    return ctx.default_return_type


def hashed(ctx: FunctionContext) -> Type:
    """`hash(x)`."""
    if ctx.arg_types[0] and _is_array(ctx.arg_types[0][0]):
        report(ctx.api, errors.unhashable(), ctx.args[0][0])
    return ctx.default_return_type


def matmul(ctx: MethodContext) -> Type:
    """`x @ y`, whatever the operands."""
    report(ctx.api, errors.no_matmul(), ctx.context)
    return ctx.default_return_type


def matmul_signature(ctx: MethodSigContext) -> FunctionLike:
    """The signature of `@`, which takes anything, so that it is `matmul` that refuses it."""
    return ctx.default_signature.copy_modified(arg_types=[any_type()])


def power(ctx: MethodContext) -> Type:
    """`size ** 0.5`: a float, where typeshed says Any since a negative base gives a complex number."""
    default = ctx.default_return_type
    types = [get_proper_type(typ) for typ in (ctx.type, *ctx.arg_types[0])]
    real = all(isinstance(typ, Instance) and typ.type.fullname in _REAL for typ in types)
    is_any = isinstance(get_proper_type(default), AnyType)
    return ctx.api.named_generic_type("builtins.float", []) if real and is_any else default


_REAL = frozenset({"builtins.int", "builtins.float"})


def _is_array(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and Reader(lambda _: None).axes_of(proper) is not None
