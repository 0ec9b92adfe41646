"""What an `Axis` or a NamedArray can be asked for: `axis.name`, `array.axes`, `array.resolve_axis("batch")`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from mypy.plugin import AttributeContext, MethodContext
from mypy.types import Instance, LiteralType, Type, get_proper_type

from haliax.algebra import Axes, chosen, select
from haliax.axis import Axis, Unsized
from haliax.errors import AxisError
from haliax_mypy import compat, lift
from haliax_mypy.axes import AnySize, lifted, sized
from haliax_mypy.encoding import literal_type
from haliax_mypy.lower import Lowering, has_unknown
from haliax_mypy.names import AXIS, NAMED_ARRAY
from haliax_mypy.report import report
from haliax_mypy.safe import Callback, guarded


def _part(index: int) -> Callback:
    """The name or the size of an `Axis`, if it is known: a str or an int that is also a literal."""

    def attribute(ctx: AttributeContext) -> Type:
        axis = get_proper_type(ctx.type)
        default = get_proper_type(ctx.default_attr_type)
        if not isinstance(axis, Instance) or len(axis.args) != 2 or not isinstance(default, Instance):
            return default
        known = literal_type(axis.args[index])
        if known is None:
            return default
        return default.copy_modified(last_known_value=LiteralType(known.value, default))

    return attribute


def _axes(ctx: AttributeContext) -> Type:
    """`array.axes`, if their names and their order are known.

    A number of axes is not told where it depends on the branch that was taken: `x.axes[1]` may be fine.
    """
    if compat.is_one_of_several(ctx):
        return ctx.default_attr_type
    found = Lowering(lambda expr: compat.type_of(ctx.api, expr)).arrays(ctx.type)
    axis = lift.find(ctx.default_attr_type, AXIS)
    if len(found) != 1 or not found[0] or not found[0].is_exact or not found[0].names or axis is None:
        return ctx.default_attr_type
    return lifted(tuple(sized(Unsized(name)) for name in found[0].names), axis, ctx.api)


def _resolve_axis(ctx: MethodContext) -> Type:
    """`array.resolve_axis("batch")`: an axis of known name, or a tuple of such."""
    default = ctx.default_return_type
    selections = _selected(ctx, "resolve_axis")
    axis = lift.find(default, AXIS)
    if axis is None or not selections or any(isinstance(selection, dict) for selection in selections):
        return default
    return lift.union([lifted(_resolved(selection), axis, ctx.api) for selection in selections])


def _axis_size(ctx: MethodContext) -> Type:
    """`array.axis_size("batch")`, which must be there."""
    _selected(ctx, "axis_size")
    return ctx.default_return_type


def _has_axis(ctx: MethodContext) -> Type:
    """`array.has_axis("batch")`, so that nothing is said of a branch that is never taken."""
    arrays, selections = _asked(ctx)
    answers: set[bool | None] = set()
    for axes, selection in product(arrays, selections):
        try:
            wanted = chosen(selection)  # type: ignore[arg-type]  # a TypeError, if it is no selection
        except (AxisError, TypeError):
            return ctx.default_return_type
        there = {axes.has(name) for name in wanted.names}
        sized = any(isinstance(axis, Axis | Unsized) for axis in wanted.known)
        answers.add(False if False in there else None if None in there or sized else True)
    bool_type = get_proper_type(ctx.default_return_type)
    if len(answers) != 1 or None in answers or not isinstance(bool_type, Instance):
        return bool_type
    return LiteralType(answers.pop() is True, bool_type)


def _asked(ctx: MethodContext) -> tuple[Sequence[Axes], Sequence[object]]:
    """The axes that an array may have, and the selections that it is asked for; none if they are not known."""
    lowering = Lowering(lambda expr: compat.type_of(ctx.api, expr))
    if compat.is_class(ctx.type) or not ctx.args[0]:
        return (), ()
    expr = compat.receiver(ctx, reflected=False)
    whole = compat.type_of(ctx.api, expr) if expr is not None else None
    arrays = [axes for axes in lowering.arrays(whole or ctx.type) if axes is not None]
    selections = lowering.values(ctx.arg_types[0][0], ctx.args[0][0])
    return (arrays, ()) if any(has_unknown(selection) for selection in selections) else (arrays, selections)


def _selected(ctx: MethodContext, op: str) -> Sequence[object]:
    """What `op` selects of the axes of an array, reported if they are not there; nothing if that is not known."""
    arrays, selections = _asked(ctx)
    errors: list[AxisError] = []
    for axes, selection in product(arrays, selections):
        try:
            select(axes, selection)  # type: ignore[arg-type]  # a TypeError, if it is no selection
        except AxisError as error:
            errors.append(error.within(op))
        except TypeError:
            return ()
    if errors and len(errors) == len(arrays) * len(selections):
        report(ctx.api, errors[0], ctx.args[0][0])
        return ()
    return selections


def _resolved(selection: object) -> object:
    """The axes of a selection, whose sizes are whatever those of the array are."""
    if isinstance(selection, list | tuple):
        return tuple(map(_resolved, selection))
    return Axis(selection, AnySize()) if isinstance(selection, str) else selection


def _matches_axes(ctx: MethodContext) -> Type:
    """`array.matches_axes(NamedArray["batch"])`, where mypy reads the spec as a type."""
    for exprs in ctx.args:
        for expr in exprs:
            compat.scrub_value(ctx.api, expr)
    return ctx.default_return_type


def _default_attribute(ctx: AttributeContext) -> Type:
    return ctx.default_attr_type


def _default_return(ctx: MethodContext) -> Type:
    return ctx.default_return_type


ATTRIBUTES: Final[dict[str, Callback]] = {
    f"{AXIS}.name": guarded(_part(0), _default_attribute),
    f"{AXIS}.size": guarded(_part(1), _default_attribute),
    f"{NAMED_ARRAY}.axes": guarded(_axes, _default_attribute),
}
"""The callbacks of attributes, by full name."""

ACCESSORS: Final[dict[str, Callback]] = {
    "resolve_axis": guarded(_resolve_axis, _default_return),
    "has_axis": guarded(_has_axis, _default_return),
    "axis_size": guarded(_axis_size, _default_return),
    "matches_axes": guarded(_matches_axes, _default_return),
}
"""The callbacks of methods of NamedArray that are no operations."""
