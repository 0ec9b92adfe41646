"""`x.at["batch", 0].set(1.0)`: the rule of `at` runs on the index.

The stubs say that what is set has the axes of `x`.
"""

from __future__ import annotations

from mypy.nodes import Expression
from mypy.plugin import MethodContext
from mypy.types import Instance, Type, UnionType, get_proper_type

from haliax.pure.axes import Axes
from haliax.pure.rules.updating import at
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
    found = _indexed(reader_of(ctx.api), receiver(ctx).type, ctx.args[0][0], ctx.arg_types[0][0])
    if found.mistake is not None:
        report(ctx.api, found.mistake, ctx.args[0][0])
    return ctx.default_return_type


def update_get(ctx: MethodContext) -> Type:
    """`x.at[...].get()`, if it is written so."""
    default = ctx.default_return_type
    expr = compat.indexed(ctx.context)
    if expr is None or find_instance(default, *ARRAYS) is None:
        return default
    reader = reader_of(ctx.api)
    found = _indexed(reader, reader.type_of(expr.base), expr.index, reader.type_of(expr.index))
    if not found.results:
        return default
    is_open = any(axes.is_open for axes in found.results)
    writer = Writer(default, reader.rows, is_open, ctx.api)
    return union_of([writer.write(axes) for axes in found.results])


def _indexed(reader: Reader, updater: Type, index: Expression, typ: Type) -> Outcome:
    """What an index gives of the arrays that are updated."""

    def rule(axes: Axes, item: object) -> Axes:
        return at.rule(axes, checked_value(item, object))

    return evaluate(at.told, rule, _updated_arrays(reader, updater), indices(reader, typ, index))


def _updated_arrays(reader: Reader, updater: Type) -> list[Axes]:
    """The axes of the arrays that `x.at` may be of."""
    proper = get_proper_type(updater)
    if isinstance(proper, UnionType):
        return [axes for item in proper.items for axes in _updated_arrays(reader, item)]
    args = proper.args if isinstance(proper, Instance) else ()
    return [axes for arg in args for axes in reader.arrays(arg) if axes is not None]
