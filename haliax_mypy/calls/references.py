"""Mutable references: `new_ref(x)` has the axes of `x`, and what is read of it and written to it goes by the rules."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Instance, Type, UnionType, get_proper_type

from haliax.pure.axes import Axes, either
from haliax.pure.rules import indexing
from haliax_mypy import compat
from haliax_mypy.calls.arguments import Argument, is_spread, reader_of, receiver
from haliax_mypy.calls.evaluation import Outcome
from haliax_mypy.calls.updates import selected, written
from haliax_mypy.messages.reports import report
from haliax_mypy.names import ARRAYS, NAMED_REF
from haliax_mypy.types.brackets import indices
from haliax_mypy.types.encoding import decode, encode
from haliax_mypy.types.reading import Reader
from haliax_mypy.types.writing import Writer, find_instance, union_of

Context = FunctionContext | MethodContext


def made(ctx: FunctionContext) -> Type:
    """`new_ref(x)`."""
    if not ctx.args[0]:
        return ctx.default_return_type
    reader = reader_of(ctx.api)
    return _result(ctx, reader, [axes for axes in reader.arrays(ctx.arg_types[0][0]) if axes is not None])


def whole(ctx: Context) -> Type:
    """`freeze(ref)` and `ref.value()`: an array with the axes of the reference."""
    reader = reader_of(ctx.api)
    return _result(ctx, reader, _axes(reader, _called(ctx)))


def read(ctx: Context) -> Type:
    """`ref[index]`, `ref.slice(index)` and `get(ref, index)`."""
    reader = reader_of(ctx.api)
    item = _arguments(ctx)[:1]
    arrays = _axes(reader, _called(ctx))
    return _read(ctx, reader, arrays, item[0]) if item else _result(ctx, reader, arrays)


def write(ctx: Context) -> Type:
    """`ref[index] = value` and `swap(ref, index, value)`: the value may have no axes that are not selected."""
    reader = reader_of(ctx.api)
    given = _arguments(ctx)
    if len(given) != 2:
        return ctx.default_return_type
    arrays, index = _axes(reader, _called(ctx)), indices(reader, given[0].type, given[0].expr)
    typ = _read(ctx, reader, arrays, given[0])
    if selected(arrays, index, _NAME).results:  # else its mistake is told already
        found = written(arrays, index, reader.arrays(given[1].type), _NAME)
        if found.mistake is not None:
            report(ctx.api, found.mistake, given[1].expr)
    return typ


_NAME = indexing.getitem.told


def _called(ctx: Context) -> Type:
    """The type of the reference."""
    return receiver(ctx).type if isinstance(ctx, MethodContext) else ctx.arg_types[0][0]


def _arguments(ctx: Context) -> Sequence[Argument]:
    """What comes after the reference; nothing if it is spread."""
    given = list(zip(ctx.arg_types, ctx.args, strict=True))[0 if isinstance(ctx, MethodContext) else 1 :]
    return [] if is_spread(ctx) else [Argument(types[0], exprs[0]) for types, exprs in given if types]


def _read(ctx: Context, reader: Reader, arrays: Sequence[Axes], item: Argument) -> Type:
    found: Outcome = selected(arrays, indices(reader, item.type, item.expr), _NAME)
    if found.mistake is not None:
        report(ctx.api, found.mistake, item.expr)
    return _result(ctx, reader, found.results)


def _axes(reader: Reader, ref: Type) -> list[Axes]:
    """The axes that a reference may have."""
    proper = get_proper_type(ref)
    if isinstance(proper, UnionType):
        return [axes for item in proper.items for axes in _axes(reader, item)]
    if not isinstance(proper, Instance) or proper.type.fullname != NAMED_REF:
        return []
    return [decode(proper.args, reader.rows)]


def _result(ctx: Context, reader: Reader, found: Sequence[Axes]) -> Type:
    """The array or the reference that a call gives, with axes."""
    default = ctx.default_return_type
    ref = find_instance(default, NAMED_REF)
    if not found or (ref is None and find_instance(default, *ARRAYS) is None):
        return default
    is_open = any(axes.is_open for axes in found)
    if ref is None:
        return union_of([Writer(default, reader.rows, is_open, ctx.api).write(axes) for axes in found])
    maker = compat.maker(ctx.api)
    return ref.copy_modified(args=encode(either(found), reader.rows, maker, lax=is_open))
