"""`x.at["batch", 0].set(1.0)`: the index is looked at as that of `x["batch", 0]` is.

The stubs say that what is set has the axes of `x`.
"""

from __future__ import annotations

from typing import Final

from mypy.nodes import Expression
from mypy.plugin import MethodContext
from mypy.types import Type

from haliax.algebra import Axes
from haliax.errors import AxisError, CannotTell
from haliax.rules.indexing import getitem
from haliax_mypy import compat, lift
from haliax_mypy.indexing import indices
from haliax_mypy.lower import Lowering, has_unknown
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.report import report
from haliax_mypy.safe import Callback, guarded


def _indexed(ctx: MethodContext, index: Expression, typ: Type) -> Axes | AxisError | None:
    """What an index gives of the array that is updated; None if that cannot be told."""
    array = lift.find(ctx.type, NAMED_ARRAY)
    lowering = Lowering(lambda expr: compat.type_of(ctx.api, expr))
    axes = lowering.axes_of(array) if array is not None else None
    items = indices(lowering, typ, index)
    if axes is None or len(items) != 1 or has_unknown(items[0]):
        return None
    try:
        return getitem(axes, items[0])  # type: ignore[arg-type]  # a TypeError, if it is no index
    except AxisError as error:
        return error.within("at")
    except (CannotTell, TypeError):
        return None


def _at(ctx: MethodContext) -> Type:
    """`x.at[...]`."""
    found = _indexed(ctx, ctx.args[0][0], ctx.arg_types[0][0])
    if isinstance(found, AxisError):
        report(ctx.api, found, ctx.args[0][0])
    return ctx.default_return_type


def _got(ctx: MethodContext) -> Type:
    """`x.at[...].get()`, if it is written so."""
    index = compat.index_of(ctx.context)
    array = lift.find(ctx.default_return_type, NAMED_ARRAY)
    if index is None or array is None:
        return ctx.default_return_type
    found = _indexed(ctx, index, compat.type_of(ctx.api, index) or ctx.type)
    if not isinstance(found, Axes):
        return ctx.default_return_type
    return lift.Lifting(array, array, {}, found.is_open, ctx.api).lift(found)


def _default(ctx: MethodContext) -> Type:
    return ctx.default_return_type


UPDATES: Final[dict[str, Callback]] = {
    "haliax.ops.updating.Updater.__getitem__": guarded(_at, _default),
    "haliax.ops.updating.Update.get": guarded(_got, _default),
}
"""The callbacks of `x.at`, by full name."""
