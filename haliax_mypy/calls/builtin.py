"""What Python's own functions and numbers do with arrays: `float(x)`, `hash(x)`, `x @ y`, `size ** 0.5`.

A subclass of NamedArray may do something else, which is its own affair.
"""

from __future__ import annotations

from mypy.plugin import FunctionContext, MethodContext, MethodSigContext
from mypy.types import AnyType, FunctionLike, Instance, Type, UnionType, get_proper_type

from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax_mypy import compat
from haliax_mypy.calls.arguments import is_number_of_any, reader_of, receiver
from haliax_mypy.calls.evaluation import evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.names import ANYTHING, NAMED_ARRAY
from haliax_mypy.syntax.operands import beside
from haliax_mypy.types.literals import any_type


def to_number(ctx: FunctionContext, name: str) -> Type:
    """`float(x)` and its like, which an array that has an axis never is."""
    if ctx.arg_types and len(ctx.arg_types[0]) == 1 and _is_ours(ctx.arg_types[0][0], f"__{name}__"):
        found = evaluate(name, _number, reader_of(ctx.api).arrays(ctx.arg_types[0][0]))
        if found.mistake is not None:
            report(ctx.api, found.mistake, ctx.args[0][0])
    return ctx.default_return_type


def _number(axes: Axes | None) -> None:
    if axes is not None and axes.known:
        raise errors.not_number(axes)


def to_scalar(ctx: MethodContext) -> Type:
    """`x.scalar()`."""
    array = receiver(ctx).type
    found = evaluate("scalar", _scalar, reader_of(ctx.api).arrays(array))
    if found.mistake is not None and _is_ours(array, "scalar"):
        report(ctx.api, found.mistake, ctx.context)
    return ctx.default_return_type


def _scalar(axes: Axes | None) -> None:
    if axes is not None and axes.known:
        raise errors.not_scalar(axes)


def hashed(ctx: FunctionContext) -> Type:
    """`hash(x)`."""
    if ctx.arg_types[0] and _is_ours(ctx.arg_types[0][0], "__hash__"):
        report(ctx.api, errors.unhashable(), ctx.args[0][0])
    return ctx.default_return_type


def matmul(ctx: MethodContext) -> Type:
    """`x @ y`, whatever the operands."""
    if _is_ours(ctx.type, "__matmul__"):
        report(ctx.api, errors.no_matmul(), ctx.context)
    return ctx.default_return_type


def matmul_signature(ctx: MethodSigContext) -> FunctionLike:
    """The signature of `@`, which takes anything, so that it is `matmul` that refuses it."""
    return ctx.default_signature.copy_modified(arg_types=[any_type()])


def operand(ctx: MethodContext) -> Type:
    """What `syntax.operands` has handed to a function: Any beside an array is a number, or may have axes."""
    given, expr = ctx.arg_types[0][0], ctx.args[0][0]
    if not isinstance(get_proper_type(given), AnyType):
        return given
    other = beside(compat.module_checked(ctx.api)).get(ctx.context)
    if other is None:
        return given
    is_number = is_number_of_any(ctx.api, expr)
    typ = compat.type_of(ctx.api, other)
    if typ is None and is_number:  # on the left, which mypy looks at first
        typ = ctx.api.get_expression_type(other)
    if typ is None or not _is_ours(typ, "__add__"):
        return given
    if is_number:
        return compat.maker(ctx.api).named("builtins.float", [])
    info = compat.type_info(compat.symbol(ctx.api, ANYTHING))
    return given if info is None else Instance(info, [])


def power(ctx: MethodContext) -> Type:
    """`size ** 0.5`: a float, where typeshed says Any since a negative base gives a complex number."""
    default = ctx.default_return_type
    types = [get_proper_type(typ) for typ in (ctx.type, *ctx.arg_types[0])]
    real = all(isinstance(typ, Instance) and typ.type.fullname in _REAL for typ in types)
    is_any = isinstance(get_proper_type(default), AnyType)
    return ctx.api.named_generic_type("builtins.float", []) if real and is_any else default


_REAL = frozenset({"builtins.int", "builtins.float"})


def _is_ours(typ: Type, method: str) -> bool:
    """Whether something is an array, of whatever axes, whose class has a method from NamedArray."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(_is_ours(item, method) for item in proper.items)
    owner = proper.type.get_containing_type_info(method) if isinstance(proper, Instance) else None
    return owner is not None and owner.fullname == NAMED_ARRAY
