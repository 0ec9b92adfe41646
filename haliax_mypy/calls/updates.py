"""`x.at["batch", 0].set(1.0)`: the rule of `at` runs on the index, and what is set must fit what it selects.

The stubs say that what comes out has the axes of `x`.
"""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import Expression
from mypy.plugin import MethodContext
from mypy.types import AnyType, Instance, Type, UnionType, get_proper_type

from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.rules.updating import at, check_update
from haliax_mypy import compat
from haliax_mypy.calls.arguments import reader_of, receiver
from haliax_mypy.calls.evaluation import Outcome, checked_value, evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.names import ARRAYS
from haliax_mypy.types.brackets import indices
from haliax_mypy.types.reading import Reader
from haliax_mypy.types.writing import Writer, find_instance, union_of


def updater_index(ctx: MethodContext) -> Type:
    """`x.at[...]`."""
    reader = reader_of(ctx.api)
    arrays = _updated_arrays(reader, receiver(ctx).type)
    found = selected(arrays, indices(reader, ctx.arg_types[0][0], ctx.args[0][0]))
    if found.mistake is not None:
        report(ctx.api, found.mistake, ctx.args[0][0])
    return ctx.default_return_type


def update_get(ctx: MethodContext) -> Type:
    """`x.at[...].get()`, if it is written so."""
    default = ctx.default_return_type
    reader = reader_of(ctx.api)
    where = _arrays_and_index(ctx, reader)
    found = selected(*where) if where is not None else Outcome()
    if find_instance(default, *ARRAYS) is None or not found.results:
        return default
    is_open = any(axes.is_open for axes in found.results)
    writer = Writer(default, reader.rows, is_open, ctx.api)
    return union_of([writer.write(axes) for axes in found.results])


def update_with(ctx: MethodContext) -> Type:
    """`x.at[...].set(update)`, if it is written so: the update may have no axes that are not selected."""
    reader = reader_of(ctx.api)
    where = _arrays_and_index(ctx, reader)
    if where is not None and ctx.args[0] and selected(*where).results:  # else its mistake is told already
        found = written(*where, reader.arrays(ctx.arg_types[0][0]))
        if found.mistake is not None:
            report(ctx.api, found.mistake, ctx.args[0][0])
    return ctx.default_return_type


def selected(arrays: Sequence[Axes], index: Sequence[object], name: str = at.told) -> Outcome:
    """What an index gives of the arrays that are updated."""
    return evaluate(name, lambda axes, item: at.rule(axes, checked_value(item, object)), arrays, index)


def written(
    arrays: Sequence[Axes], index: Sequence[object], updates: Sequence[Axes | None], name: str = at.told
) -> Outcome:
    """What is left of the arrays once an update is written to what an index selects: their axes, or a mistake."""

    def rule(axes: Axes, item: object, update: Axes | None) -> Axes:
        check_update(at.rule(axes, checked_value(item, object)), SCALAR if update is None else update)
        return axes

    return evaluate(name, rule, arrays, index, updates)


def _arrays_and_index(ctx: MethodContext, reader: Reader) -> tuple[Sequence[Axes], Sequence[object]] | None:
    """The arrays and the index of `x.at[...].method()`; None if it is written in another way."""
    expr = compat.indexed(ctx.context)
    if expr is None:
        return None
    index: Expression = expr.index
    return _updated_arrays(reader, reader.type_of(expr.base)), indices(reader, reader.type_of(index), index)


def _updated_arrays(reader: Reader, updater: Type) -> list[Axes]:
    """The axes of the arrays that `x.at` may be of."""
    proper = get_proper_type(updater)
    if isinstance(proper, UnionType):
        return [axes for item in proper.items for axes in _updated_arrays(reader, item)]
    if isinstance(proper, AnyType):
        return [ANY]
    args = proper.args if isinstance(proper, Instance) else ()
    return [axes for arg in args for axes in reader.arrays(arg) if axes is not None]
